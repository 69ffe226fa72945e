"""What is told to crawlers and language models: robots.txt, sitemap.xml, llms.txt. Of the public edition alone."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from published.site import sitemap
from published.site.answers import TEXT, Answer
from published.site.asked import Asked
from published.site.guard import connect
from published.site.language import languages
from published.site.llms import as_llms
from published.site.notice import headers
from published.site.pages.addresses import row_address
from published.site.pages.board import ROOT as BOARD
from published.site.pages.catalogue import Entry
from published.site.pages.pictures import picture
from published.site.pages.standings import NAME as MONITOR
from published.site.refusals import not_found
from published.site.shown import Shown
from published.site.sitemap import Listed

TOLD = re.compile(r"/robots\.txt|/llms\.txt|/sitemap(?:-(?P<part>[1-9]\d{0,4}))?\.xml")
_PAGES = ("/", "/open", "/releases/", "/calendar", "/dictionary", "/lineage", "/sql", "/about")
_APART = ("/open?sql=", "/search", "/editions/")
"""Addresses without end, and what was true once."""


async def to_crawlers(asked: Asked, shown: Shown) -> Answer:
    """The answer at one of the addresses of TOLD; raises Refused within a past edition."""
    told = TOLD.fullmatch(asked.path)
    if shown.root or told is None:
        raise not_found()
    tag = f'W/"{shown.version}"'
    common = {"etag": tag, "cache-control": "no-cache", **headers(shown.notice)}
    if asked.path == "/robots.txt":
        return Answer(200, robots(asked.origin, is_invented=shown.notice is not None), TEXT, common)
    if asked.path == "/llms.txt":
        return Answer(200, as_llms(shown.entries.values(), asked.origin, shown.notice), TEXT, common)
    parts = await asyncio.to_thread(lambda: sitemap.parts_of(_pages(shown), sitemap.MOST))
    body = await asyncio.to_thread(_sitemap, parts, told["part"], asked.origin)
    return Answer(200, body, "application/xml; charset=utf-8", common)


def _sitemap(parts: Sequence[Sequence[Listed]], part: str | None, origin: str) -> bytes:
    """The whole list, or the index of its parts where there are several, or the part of that number; raises Refused."""
    known = tuple(languages().values())
    if part is None:
        return sitemap.as_sitemap(parts[0], origin, known) if len(parts) == 1 else sitemap.as_index(parts, origin)
    if len(parts) == 1 or int(part) > len(parts):
        raise not_found()
    return sitemap.as_sitemap(parts[int(part) - 1], origin, known)


def robots(origin: str, *, is_invented: bool) -> bytes:
    """What crawlers may read: of invented figures nothing."""
    prefixes = [language.prefix for language in languages().values()]
    rules = ["/"] if is_invented else [f"{prefix}{apart}" for prefix in prefixes for apart in _APART]
    lines = ["User-agent: *", *(f"Disallow: {rule}" for rule in rules)]
    lines += [] if is_invented else [f"Sitemap: {origin}/sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def _pages(shown: Shown) -> Iterator[Listed]:
    """What is longest comes last."""
    for path in (*_PAGES, *([BOARD] if MONITOR in shown.entries else [])):
        yield Listed(path, shown.edition.effective_at)
    with closing(connect(shown.database)) as connection:
        connection.row_factory = sqlite3.Row
        for entry in shown.entries.values():
            yield from (Listed(path, entry.since) for path in _of_dataset(entry))
            if drawn := picture(connection, entry, {}, next(iter(languages().values())), shown.notice):
                yield Listed(drawn.href, entry.since)
        for entry in shown.entries.values():
            yield from (Listed(path, entry.since) for path in _cases(entry, connection))


def _of_dataset(entry: Entry) -> Iterator[str]:
    name = entry.dataset.name
    yield from (entry.href, f"/made/{name}", f"/lineage/{name}", f"/releases/{name}/", entry.release_href)
    if entry.dataset.method:
        yield entry.method_href


def _cases(entry: Entry, connection: sqlite3.Connection) -> Iterator[str]:
    """The articles that count today, the newest first."""
    if entry.cases:
        key = entry.dataset.key
        columns, table = ", ".join(f'"{name}"' for name in key), entry.dataset.name
        found = connection.execute(
            f'select {columns} from "{table}" where record_state = ? order by published_on desc, {columns}',
            ("current",),
        )
        yield from (row_address(entry.dataset.name, row) for row in found)
