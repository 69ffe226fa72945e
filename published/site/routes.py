"""Which address shows what."""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from published import editions
from published.home import Home
from published.schedule import CITY
from published.site import answers
from published.site.answers import HTML, TEXT, TYPES, Answer, Send
from published.site.asked import Asked
from published.site.assets import Assets
from published.site.boards import BOARD
from published.site.clock import Clock
from published.site.crawlers import TOLD, to_crawlers
from published.site.daily import DAILY, asks_sql, of_the_day
from published.site.edition_pages import LINEAGE, METHOD, page_of
from published.site.gone import NO_TABLE, gone_table
from published.site.notice import STAMP
from published.site.notice import headers as _notice
from published.site.pages.editions import edition_list
from published.site.pages.made import made_page
from published.site.pages.search import search_page
from published.site.pages.standings import NAME as MONITOR
from published.site.pinned import root_of
from published.site.plotted import BUNDLE, PLOTTED, Plots
from published.site.refusals import Refused, before_the_first, no_date, not_found, nothing_published
from published.site.released import LISTED, of_releases
from published.site.searches import Searches
from published.site.shown import Shown
from published.site.taken import appended, check_taken
from published.vocabulary import Text

_OPEN = re.compile(r"/open(?:\.\w+)?(?:/(?P<table>[^/.]+)[^?]*)?")
_MADE = re.compile(r"/made/(?P<dataset>[a-z0-9_]+)")
_NO_SLASH = re.compile(
    r"/(open(/[^/]+){0,2}|methods/[^/]+|(made|plots|embed)/[^/]+|(lineage|board)(/[^/]+)?"
    r"|dictionary|about|calendar|search|sql)/"
)
_SLASH = re.compile(r"/releases(/[^/.]+(/[0-9.]+)?)?|/editions(/[0-9T-]+)?")
_DATE = re.compile(r"[2-9]\d{3}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")


class Routes:
    """The addresses of the site, answered from one edition and the folder of releases."""

    def __init__(self, home: Home, assets: Assets, clock: Clock) -> None:
        self._home = home
        self._assets = assets
        self._clock = clock
        self._searches = Searches(home)
        self._plots = Plots()

    async def stop(self) -> None:
        """Let go of what draws the plots."""
        await self._plots.stop()

    async def answer(self, asked: Asked, shown: Shown | None, send: Send) -> Answer | None:
        """The answer to give, or None where it has been sent; raises Refused."""
        if asked.path == BUNDLE:
            await (await self._plots.bundle()).send(asked.wanted, send)
            return None
        if asked.path == "/favicon.ico":
            return answers.redirect(self._assets.by_name["favicon.svg"])
        if shown is None:
            raise nothing_published()
        if TOLD.fullmatch(asked.path):
            return await to_crawlers(asked, shown)
        if "as_of" in asked.arguments:
            return await asyncio.to_thread(self._as_of, asked)
        if moved := _canonical(asked.raw_path):
            return answers.redirect(asked.language.prefix + shown.root + moved)
        if name := appended(asked.arguments):
            return answers.redirect(asked.language.prefix + shown.root + asked.without(name))
        check_taken(asked.path, asked.arguments)
        if asked.path == "/editions/":
            return await self._editions(asked, shown)
        if asked.path.startswith("/releases/"):
            return await of_releases(self._home, asked, shown, send)
        if found := _MADE.fullmatch(asked.path):
            return await self._made(asked, shown, found["dataset"])
        if found := PLOTTED.fullmatch(asked.path):
            return await self._plotted(asked, shown, found["dataset"], send)
        if asked.path in DAILY and not asks_sql(asked):
            now = shown.edition.effective_at if shown.root else self._clock()
            return await of_the_day(self._home, asked, shown, now, send)
        if asked.path == "/search.json":
            return await self._searches.kept(asked, shown, send, lambda: self._searches.answer(asked, shown))
        if asked.path == "/search":
            return await self._searches.kept(asked, shown, send, lambda: self._search(asked, shown))
        return await self._of_edition(asked, shown, send)

    async def _of_edition(self, asked: Asked, shown: Shown, send: Send) -> Answer | None:
        """A page or table of the edition; what it showed and was taken down since is gone, not unknown."""
        try:
            return await _of_edition(asked, shown, send)
        except Refused as refusal:
            table = _table_missed(asked, refusal)
            if table and (erased := await asyncio.to_thread(gone_table, self._home, shown.edition, table)):
                raise erased from None
            raise

    def _as_of(self, asked: Asked) -> Answer:
        """The same address in the edition that was public at the end of that day, or at that minute."""
        wanted = asked.arguments["as_of"][-1]
        edition = editions.latest(self._home, min(editions.identify(at) for at in (_instant(wanted), self._clock())))
        if edition is None:
            raise before_the_first()
        location = asked.language.prefix + root_of(edition) + asked.without("as_of")
        return Answer(302, b"", TEXT, {"location": location, "cache-control": "no-cache"})

    async def _editions(self, asked: Asked, shown: Shown) -> Answer:
        listed = await asyncio.to_thread(edition_list, self._home, shown.id, LISTED, asked.last("before"))
        body = await shown.render(asked, "editions.html", listed=listed)
        return Answer(200, body, HTML, {"cache-control": "no-cache", **_notice(shown.notice)})

    async def _plotted(self, asked: Asked, shown: Shown, dataset: str, send: Send) -> Answer | None:
        if dataset not in shown.entries:
            raise await asyncio.to_thread(gone_table, self._home, shown.edition, dataset) or not_found()
        return await self._plots.answer(asked, shown, send)

    async def _search(self, asked: Asked, shown: Shown) -> Answer:
        found = await search_page(self._searches, asked, shown)
        tag = f'W/"{shown.version}"'
        body = await shown.render(asked, "search.html", page=found)
        return Answer(200, body, HTML, {"etag": tag, "cache-control": "no-cache", **_notice(shown.notice)})

    async def _made(self, asked: Asked, shown: Shown, dataset: str) -> Answer:
        if dataset not in shown.entries:
            raise await asyncio.to_thread(gone_table, self._home, shown.edition, dataset) or not_found()
        tag = f'W/"{shown.version}"'
        told = (self._home, shown.edition, shown.database, shown.entries[dataset], asked.arguments, asked.language)
        body = await shown.render(asked, "made.html", **await asyncio.to_thread(made_page, *told))
        headers = {"etag": tag, "cache-control": "no-cache", **_notice(shown.notice_for(dataset))}
        return Answer(200, body, HTML, headers)


def _table_missed(asked: Asked, refusal: Refused) -> str | None:
    """The table (or the dataset of a method page) that was not found."""
    missed = str(refusal.facts.get("sqlite", "")).partition(NO_TABLE)[2]
    if missed or refusal.status != 404:
        return missed.removeprefix("main.") or None
    if BOARD.fullmatch(asked.path):
        return MONITOR
    found = _OPEN.fullmatch(asked.path) or METHOD.fullmatch(asked.path) or LINEAGE.fullmatch(asked.path)
    return found[1] if found else None


async def _of_edition(asked: Asked, shown: Shown, send: Send) -> Answer | None:
    tag = f'W/"{shown.version}"'
    page = page_of(shown, asked.path)
    found = None if page else _OPEN.fullmatch(asked.path)
    if not page and not found:
        raise not_found()

    async def computed(send: Send) -> Answer | None:
        if page:
            return Answer(200, await page(shown, asked), HTML, {"etag": tag, **answers.FRESH, **_notice(shown.notice)})
        assert found is not None
        await _open(asked, shown, send, tag, found["table"])
        return None

    await shown.kept.answer(asked.wanted, tag.encode(), send, computed)
    return None


async def _open(asked: Asked, shown: Shown, send: Send, tag: str, table: str | None) -> None:
    notice = shown.notice_for(table or "")
    lasting = answers.A_DAY if shown.root and asked.extension in ("json", "csv") else answers.FRESH
    headers = {**answers.open_data(), **_notice(notice), **answers.FRESH}
    replaced = _download(asked, table, notice) if asked.extension == "csv" else {}
    hurried: list[str] = []
    whole, untagged = (
        answers.with_headers(send, headers, on_success={**tagged, **replaced})
        for tagged in ({"etag": tag, **lasting}, {})
    )

    async def sending(message: Mapping[str, Any]) -> None:
        await (untagged if hurried else whole)(message)  # what was left out in haste is none of the edition's

    scope = {**asked.scope, "method": "GET", "language": asked.language.code, "hurried": hurried}
    await shown.answer(scope, asked.receive, sending)


def _download(asked: Asked, table: str | None, notice: Text | None) -> dict[str, str]:
    """A CSV is a file with a name that says what it holds."""
    name = table or "query"
    if notice == STAMP:
        name += "_demo-data"
    elif notice:
        name += "_demo-site"
    return {"content-type": TYPES["csv"], "content-disposition": f'attachment; filename="{name}.csv"'}


def _instant(wanted: str) -> datetime:
    """The instant that as_of names, in the city's time; of a day its end."""
    if not _DATE.fullmatch(wanted):
        raise no_date(wanted)
    try:
        instant = datetime.fromisoformat(wanted)
    except ValueError:
        raise no_date(wanted) from None
    if "T" not in wanted:
        instant = datetime.combine(instant, time.max)
    return instant if instant.tzinfo else instant.replace(tzinfo=CITY)


def _canonical(path: str) -> str | None:
    """Where a page that was asked for with or without its slash really is."""
    if _NO_SLASH.fullmatch(path):
        return path.rstrip("/")
    return f"{path}/" if _SLASH.fullmatch(path) else None
