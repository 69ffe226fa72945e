"""What an edition says of days: home page, release calendar and notices, the same until midnight in the city."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from published.bulletins import newest
from published.calendar import STATES, twelve_months
from published.home import Home
from published.notices import Notice
from published.site import answers
from published.site.announced import YearAhead, as_icalendar, as_json, year_of
from published.site.answers import Answer, Send
from published.site.asked import Asked
from published.site.atom import KINDS, as_atom
from published.site.notice import headers
from published.site.pages.calendar import calendar_page
from published.site.pages.datasets import datasets_page
from published.site.pages.news import latest, next_releases
from published.site.parameters import check_none
from published.site.shown import Shown

MOST = 100
"""As many notices the feed holds."""
Written = tuple[bytes, str, dict[str, str]]
Write = Callable[[Home, Shown, Asked, datetime], Awaitable[Written]]


async def of_the_day(home: Home, asked: Asked, shown: Shown, now: datetime, send: Send) -> Answer | None:
    """The answer at one of the addresses in DAILY; it differs from day to day, and from one day to the next only.

    It is kept under its day, None where it has been sent.
    """
    day = twelve_months(now)[0].date()
    tag = f'W/"{shown.version}-{day}"'

    async def computed(_: Send) -> Answer:
        body, content_type, more = await DAILY[asked.path](home, shown, asked, now)
        common = {"etag": tag, "cache-control": "no-cache", **headers(shown.notice), **more}
        return Answer(200, body, content_type, common)

    scheme, host, path, query = asked.wanted.key
    wanted = asked.wanted._replace(key=(scheme, host, path + f" {day}".encode(), query))
    await shown.kept.answer(wanted, tag.encode(), send, computed)
    return None


async def _page(_: Home, shown: Shown, asked: Asked, now: datetime) -> Written:
    page = calendar_page(_year(shown, now), asked.language)
    return await shown.render(asked, "calendar.html", page=page, states=STATES), answers.HTML, {}


async def _datasets(_: Home, shown: Shown, asked: Asked, now: datetime) -> Written:
    check_none(asked.arguments)
    page = datasets_page(shown.entries, shown.edition.calendar, now, asked.language)
    return await shown.render(asked, "database.html", page=page), answers.HTML, {}


async def _json(_: Home, shown: Shown, asked: Asked, now: datetime) -> Written:
    return as_json(_year(shown, now), asked.origin), answers.JSON, answers.open_data()


async def _events(_: Home, shown: Shown, asked: Asked, now: datetime) -> Written:
    body = await asyncio.to_thread(as_icalendar, _year(shown, now), asked.origin)
    return body, "text/calendar; charset=utf-8", answers.open_data()


async def _notices(home: Home, shown: Shown, asked: Asked, now: datetime) -> Written:
    body = as_atom(await _known(home, shown, now), shown.edition, asked.origin, shown.root)
    return body, "application/atom+xml; charset=utf-8", answers.open_data()


async def _home(home: Home, shown: Shown, asked: Asked, now: datetime) -> Written:
    day = twelve_months(now)[0]
    if day not in shown.coming:
        shown.coming[day] = await asyncio.to_thread(lambda: next_releases(_year(shown, now)))
    told = {"coming": shown.coming[day], "latest": latest(await _known(home, shown, now)), "kinds": KINDS}
    page = shown.homes[asked.language.code]
    return await shown.render(asked, "home.html", page=page, origin=asked.origin, **told), answers.HTML, {}


async def _known(home: Home, shown: Shown, now: datetime) -> tuple[Notice, ...]:
    """The notices of the day, read once."""
    known = max(shown.edition.effective_at, twelve_months(now)[0])
    if known not in shown.notices:
        shown.notices[known] = await asyncio.to_thread(newest, home, shown.id, known, MOST)
    return shown.notices[known]


def asks_sql(asked: Asked) -> bool:
    """Whether an address of the whole database is a query."""
    return bool((asked.last("sql") or "").strip())


def _year(shown: Shown, now: datetime) -> YearAhead:
    return year_of(shown.edition.calendar, shown.entries, shown.id, shown.notice, now)


DAILY: Mapping[str, Write] = {
    "/open": _datasets,
    "/": _home,
    "/calendar": _page,
    "/calendar.json": _json,
    "/calendar.ics": _events,
    "/notices.atom": _notices,
}
