"""Plots as other pages show them: where each is drawn for a wide and a narrow page, and in words what it shows."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from published.site.language import Language
from published.site.notice import STAMP
from published.site.pages.addresses import address
from published.site.pages.catalogue import Entry
from published.site.plots.choice import NARROW, Choice, choose
from published.site.plots.draw import specification
from published.site.plots.figure import Plot
from published.site.plots.frame import NARROW as SMALL
from published.site.plots.frame import WIDE
from published.site.plots.observe import observe
from published.site.plots.words import words
from published.site.refusals import Refused
from published.vocabulary import Text

Arguments = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Drawing:
    """A drawing at an address of its own, with its size in pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """A plot on a page of something else: its own page, two drawings, a PNG, and what it shows in words."""

    href: str
    wide: Drawing
    narrow: Drawing
    png: str
    words: str


def picture(
    connection: sqlite3.Connection, entry: Entry, arguments: Arguments, language: Language, notice: Text | None
) -> Picture | None:
    """The plot that /plots/<dataset> draws of a selection by values of columns; None where there is none.

    `notice`: the edition's, where the release has none of its own.
    """
    try:
        plot = _plot(connection, entry, arguments, language, notice)
    except Refused:
        return None
    return pictured(entry.dataset.name, arguments, plot)


def pictured(dataset: str, arguments: Arguments, plot: Plot) -> Picture:
    """The plot of a selection (as an address of /plots gives it) with its addresses."""
    path = f"/plots/{dataset}"
    return Picture(
        href=address(path, arguments),
        wide=_drawing(address(f"{path}.svg", arguments), plot, WIDE),
        narrow=_drawing(address(f"{path}.svg", {**arguments, NARROW: "1"}), plot, SMALL),
        png=address(f"{path}.png", arguments),
        words=words(plot),
    )


def pictures(
    connection: sqlite3.Connection, entries: Mapping[str, Entry], language: Language, notice: Text | None
) -> dict[str, Picture]:
    """Dataset ► the plot that stands for it: of its headline series, where that has a course to show."""
    known = {name: one for name, one in entries.items() if one.figure and len(one.figure.series) > 1}
    found = {name: picture(connection, one, {}, language, notice) for name, one in known.items()}
    return {name: one for name, one in found.items() if one is not None}


def _plot(
    connection: sqlite3.Connection, entry: Entry, arguments: Arguments, language: Language, notice: Text | None
) -> Plot:
    choice = choose(entry.dataset, arguments)
    rows, past = _rows(connection, entry.dataset.name, choice), entry.vintages
    states = _rows(connection, past, choice) if past and choice.kind == "series" and _is_there(connection, past) else []
    stamp = language.pick(STAMP) if (entry.notice or notice) == STAMP else ""
    return observe(entry.dataset, choice, rows, states, language.code, version=entry.version, stamp=stamp)


def _rows(connection: sqlite3.Connection, table: str, choice: Choice) -> list[Mapping[str, Any]]:
    """The rows of columns with these values, all that pages choose by. They are asked for while the edition is being
    opened, before its engine runs: /plots asks that one, for every filter that a reader may write."""
    picked = [f'"{name}" in ({", ".join("?" * len(values))})' for name, values in choice.filters.items()]
    query = f'select * from "{table}" where {" and ".join(picked) or "true"}'
    values = [value for values in choice.filters.values() for value in values]
    return [dict(row) for row in connection.execute(query, values)]


def _is_there(connection: sqlite3.Connection, table: str) -> bool:
    asked = "select 1 from sqlite_schema where type = 'table' and name = ?"
    return connection.execute(asked, (table,)).fetchone() is not None


def _drawing(src: str, plot: Plot, wide: int) -> Drawing:
    spec = specification(plot, wide)
    room = spec["padding"]
    high = room["top"] + spec["height"] + room["bottom"]
    return Drawing(src, room["left"] + spec["width"] + room["right"], round(high))
