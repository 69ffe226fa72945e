"""Two divisions side by side: the monitor's indicators with their ranks, then every statistic's headline figure."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from published.dataset import Headline
from published.site.guard import connect
from published.site.language import Language
from published.site.pages.board import areas, newest
from published.site.pages.catalogue import Entry
from published.site.pages.cells import Cell, figure
from published.site.pages.made import made_href
from published.site.pages.measured import measured
from published.site.pages.standing import Standing
from published.site.pages.standings import NAME, Standings
from published.site.parameters import Arguments, check_choices
from published.site.refusals import two_areas

COMPARE = "compare"
_AREA = "area"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """One side of a line: the figure, its bar in per cent of the longer one, and how it was made."""

    cell: Cell
    share: float
    href: str


@dataclass(frozen=True)
class Line:
    """A statistic's headline figure for both, in its newest period."""

    title: str
    href: str
    period: str
    unit: str
    sides: tuple[Figure, ...]


@dataclass(frozen=True)
class Comparison:
    """Two divisions, where they stand by each indicator, and further figures of both."""

    sides: tuple[tuple[str, str], ...]
    """Code and title of both."""
    standings: tuple[tuple[Standings, tuple[Standing | None, ...]], ...]
    lines: tuple[Line, ...]
    areas: tuple[tuple[str, str], ...]


def comparison(database: Path, entries: Mapping[str, Entry], arguments: Arguments, language: Language) -> Comparison:
    """The two divisions that `compare` names, once for each or with a comma; raises Refused where they are not two."""
    with closing(connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        columns = newest(connection, entries[NAME], language)
        known = areas(entries[NAME], columns)
        wanted = [one for value in arguments[COMPARE] for one in value.split(",")]
        check_choices({**arguments, COMPARE: wanted}, {COMPARE: list(known)})
        if len(wanted) != 2 or wanted[0] == wanted[1]:
            raise two_areas(list(known))
        return Comparison(
            sides=tuple((code, known[code]) for code in wanted),
            standings=tuple((column, tuple(column.of(code) for code in wanted)) for column in columns),
            lines=tuple(_lines(connection, entries.values(), wanted, language)),
            areas=tuple(known.items()),
        )


def _lines(
    connection: sqlite3.Connection, entries: Iterable[Entry], codes: list[str], language: Language
) -> Iterable[Line]:
    for entry in entries:
        head, area = entry.dataset.headline, _area_of(entry)
        if entry.dataset.name != NAME and head is not None and area is not None:
            rows = _rows(connection, entry, head, area, codes)
            if rows:
                yield _line(entry, head, [rows.get(code) for code in codes], language)


def _area_of(entry: Entry) -> str | None:
    """The column of the headline that names a place; None where its figures are not of single divisions and periods."""
    if entry.dataset.period is None or entry.dataset.revisions.announced:
        return None
    return next((name for name in entry.series if entry.dataset.column(name).code_list == _AREA), None)


def _rows(connection: sqlite3.Connection, entry: Entry, head: Headline, area: str, codes: list[str]) -> dict[str, Row]:
    """Area ► its row in the newest period in which either has a figure or withholds one."""
    time = str(entry.dataset.period)
    fixed = {name: value for name, value in head.where.items() if name != area}
    where = " and ".join([f'"{area}" in (?, ?)', *(f'"{name}" = ?' for name in fixed)])
    given, rows = (*codes, *fixed.values()), f'from "{entry.dataset.name}" where {where}'
    told = f'("{head.measure}" is not null or conf_status = ?)'
    (newest,) = connection.execute(f'select max("{time}") {rows} and {told}', (*given, "C")).fetchone()
    found = connection.execute(f'select * {rows} and "{time}" = ?', (*given, newest))
    return {str(row[area]): dict(row) for row in found}


def _line(entry: Entry, head: Headline, rows: list[Row | None], language: Language) -> Line:
    column, time = entry.dataset.column(head.measure), str(entry.dataset.period)
    values = [row[column.name] if row else None for row in rows]
    written = measured(column.unit or "", values, column.decimals or 0, language)
    longest = max((value for value in values if value is not None), default=0)
    period = next(str(row[time]) for row in rows if row)
    sides = []
    for row, value in zip(rows, values, strict=True):
        told = figure(written.written(value), column, row, entry, language)
        share = 100 * max(value or 0, 0) / longest if longest > 0 else 0.0
        sides.append(Figure(told, share, made_href(entry, row, column.name) if row else ""))
    return Line(language.pick(entry.dataset.title), entry.href, period, written.unit, tuple(sides))
