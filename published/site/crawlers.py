"""What is told to crawlers and language models: robots.txt, sitemap.xml, llms.txt. Of the public edition alone."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing

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
from published.site.sitemap import Listed, as_sitemap

TOLD = frozenset({"/robots.txt", "/sitemap.xml", "/llms.txt"})
_PAGES = ("/", "/open", "/releases/", "/calendar", "/dictionary", "/lineage", "/sql", "/about")
_APART = ("/open?sql=", "/search", "/editions/")
"""Addresses without end, and what was true once."""


async def to_crawlers(asked: Asked, shown: Shown) -> Answer:
    """The answer at one of the addresses in TOLD; raises Refused within a past edition."""
    if shown.root:
        raise not_found()
    tag = f'W/"{shown.version}"'
    common = {"etag": tag, "cache-control": "no-cache", **headers(shown.notice)}
    if asked.path == "/robots.txt":
        return Answer(200, robots(asked.origin, is_invented=shown.notice is not None), TEXT, common)
    if asked.path == "/llms.txt":
        return Answer(200, as_llms(shown.entries.values(), asked.origin, shown.notice), TEXT, common)
    pages = await asyncio.to_thread(lambda: list(_pages(shown)))
    body = as_sitemap(pages, asked.origin, tuple(languages().values()))
    return Answer(200, body, "application/xml; charset=utf-8", common)


def robots(origin: str, *, is_invented: bool) -> bytes:
    """What crawlers may read: of invented figures nothing."""
    prefixes = [language.prefix for language in languages().values()]
    rules = ["/"] if is_invented else [f"{prefix}{apart}" for prefix in prefixes for apart in _APART]
    lines = ["User-agent: *", *(f"Disallow: {rule}" for rule in rules)]
    lines += [] if is_invented else [f"Sitemap: {origin}/sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def _pages(shown: Shown) -> Iterator[Listed]:
    """What is longest comes last: where a file has no room for all, single articles are missing."""
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
