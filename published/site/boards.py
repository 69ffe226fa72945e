"""The addresses of the airing board: all indicators, one of them, two divisions side by side."""

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing

from published.describe.readme import citation
from published.site.asked import Asked
from published.site.guard import connect
from published.site.language import Language
from published.site.pages.board import ROOT, Board, board, overview
from published.site.pages.catalogue import Entry
from published.site.pages.comparison import COMPARE, comparison
from published.site.pages.pictures import Picture, picture
from published.site.pages.standing import VALUE
from published.site.pages.standings import NAME
from published.site.plots.choice import MEASURE, PLOT
from published.site.shown import Shown

BOARD = re.compile(rf"{ROOT}(?:/(?P<indicator>[a-z0-9_]+))?")


def board_page(shown: Shown, path: str) -> Callable[[Shown, Asked], Awaitable[bytes]] | None:
    """The page at an address of the board; None where it is none, or the edition has no monitor."""
    found = BOARD.fullmatch(path)
    if found is None or NAME not in shown.entries:
        return None
    indicator = found["indicator"]
    return _overview if indicator is None else lambda shown, asked: _board(shown, asked, indicator)


async def _board(shown: Shown, asked: Asked, indicator: str) -> bytes:
    entry = shown.entries[NAME]
    told = await asyncio.to_thread(board, shown.database, entry, indicator, asked.arguments, asked.language)
    drawn = await asyncio.to_thread(_map, shown, entry, told, asked.language)
    quoted = {"citation": asked.language.pick(citation(entry.dataset, entry.version)), "base": _base(shown, asked)}
    return await shown.render(asked, "board.html", page=told, entry=entry, drawn=drawn, **quoted)


def _map(shown: Shown, entry: Entry, told: Board, language: Language) -> Picture | None:
    """The divisions where they lie, by the same figures."""
    found = told.standings
    picked = {"indicator": [found.indicator], "period": [found.period], PLOT: ["tiles"], MEASURE: [VALUE]}
    with closing(connect(shown.database)) as connection:
        connection.row_factory = sqlite3.Row
        return picture(connection, entry, picked, language, shown.notice)


def _base(shown: Shown, asked: Asked) -> str:
    """What the address of the page begins with, for a quotation."""
    return f"{asked.origin}{asked.language.prefix}{shown.root}"


async def _overview(shown: Shown, asked: Asked) -> bytes:
    entry = shown.entries[NAME]
    if COMPARE in asked.arguments:
        sides = await asyncio.to_thread(comparison, shown.database, shown.entries, asked.arguments, asked.language)
        return await shown.render(asked, "compare.html", page=sides, entry=entry)
    told = await asyncio.to_thread(overview, shown.database, entry, asked.arguments, asked.language)
    return await shown.render(asked, "boards.html", page=told, entry=entry)
