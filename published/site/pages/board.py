"""The airing board 晾晒榜: the divisions by all indicators of the target monitor, and by one of them in detail."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from published.site.guard import connect
from published.site.language import Language
from published.site.pages.addresses import address
from published.site.pages.catalogue import Entry
from published.site.pages.standing import Standing, in_order
from published.site.pages.standings import NAME, Standings, standings
from published.site.parameters import Arguments, check_choices
from published.site.refusals import not_found
from published.vocabulary import Text

ROOT = "/board"
AREA = "area"
_FIRST = {AREA: False, "rank": False, "value": True, "attainment": True, "change": True}
"""By what the board of an indicator is sorted ► whether the greatest come first when it is asked for first."""


@dataclass(frozen=True)
class Heading:
    """A column by which the board can be sorted: its address, and how it is sorted now (`aria-sort`)."""

    href: str
    sorted: str


@dataclass(frozen=True)
class Board:
    """One indicator in one period, with the addresses of the same rows as data."""

    standings: Standings
    divisions: tuple[Standing, ...]
    others: tuple[tuple[str, str], ...]
    """All indicators of the board: code and title."""
    headings: Mapping[str, Heading]
    by: str
    falling: bool
    periods: tuple[str, ...]
    arguments: Mapping[str, str]
    json_href: str
    csv_href: str
    sql_href: str

    @property
    def first(self) -> tuple[Standing, ...]:
        """Those that have the first rank."""
        return tuple(one for one in self.standings.divisions if one.row["area_rank"] == 1)

    @property
    def noted(self) -> bool:
        """Whether anything is to be said of an area besides its figures and rank."""
        areas = (*self.divisions, *self.standings.apart, *([self.standings.whole] if self.standings.whole else []))
        return any(one.base_effect or one.status or one.track for one in areas)


@dataclass(frozen=True)
class Overview:
    """All indicators, each in its newest period; `lines` are the divisions with their standing in each."""

    columns: tuple[Standings, ...]
    headings: tuple[Heading, ...]
    area: Heading
    lines: tuple[tuple[str, str, tuple[Standing | None, ...]], ...]
    by: str
    areas: tuple[tuple[str, str], ...]
    """Code and title of all that can be compared, in the order of their list."""


def board(database: Path, entry: Entry, indicator: str, arguments: Arguments, language: Language) -> Board:
    """The board of one indicator; `period` and `sort` (a minus before it for falling) choose; raises Refused."""
    with closing(connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        all_known = periods(connection)
        known = all_known.get(indicator)
        if known is None:
            raise not_found()
        check_choices(arguments, {"period": known, "sort": _sorts(_FIRST)})
        period = arguments.get("period", [known[-1]])[-1]
        found = standings(connection, entry, indicator, period, language)
    by, falling = _order(arguments, "rank", _FIRST)
    path, told = f"{ROOT}/{indicator}", {name: values[-1] for name, values in arguments.items()}
    divisions = found.divisions if by == AREA else in_order(found.divisions, by, falling=falling)
    rows = {"indicator": indicator, "period": period}
    return Board(
        standings=found,
        divisions=tuple(divisions[::-1] if by == AREA and falling else divisions),
        others=tuple((one, language.pick(title)) for one, title in listed(entry, all_known)),
        headings={name: _heading(path, told, name, _FIRST[name], by, falling) for name in _FIRST},
        by=by,
        falling=falling,
        periods=tuple(reversed(known)),
        arguments=told,
        json_href=address(f"/open/{NAME}.json", {"_shape": "objects", **rows}),
        csv_href=address(f"/open/{NAME}.csv", rows),
        sql_href=address("/open", {"sql": _SQL, **rows}),
    )


_SQL = (
    "select area_code, indicator_value, indicator_target, attainment, on_track_line,\n"
    "       area_rank, rank_change, rank_status, conf_status\n"
    f"from {NAME}\n"
    "where indicator = :indicator and period = :period\n"
    "order by area_rank is null, area_rank"
)


def overview(database: Path, entry: Entry, arguments: Arguments, language: Language) -> Overview:
    """All indicators; `sort` names one of them or the area; raises Refused."""
    with closing(connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        columns = newest(connection, entry, language)
    firsts = {AREA: False} | {column.indicator: False for column in columns}
    check_choices(arguments, {"sort": _sorts(firsts)})
    by, falling = _order(arguments, AREA, firsts)
    told = {name: values[-1] for name, values in arguments.items()}
    heads = {name: _heading(ROOT, told, name, first, by, falling) for name, first in firsts.items()}
    lines = _lines(entry, columns, by, falling=falling)
    by_column = tuple(heads[column.indicator] for column in columns)
    return Overview(columns, by_column, heads[AREA], tuple(lines), by, tuple(areas(entry, columns).items()))


def newest(connection: sqlite3.Connection, entry: Entry, language: Language) -> tuple[Standings, ...]:
    """Every indicator in its newest period, in the order of the code list."""
    known = periods(connection)
    return tuple(standings(connection, entry, one, known[one][-1], language) for one, _ in listed(entry, known))


def listed(entry: Entry, known: Collection[str]) -> list[tuple[str, Text]]:
    """The indicators among those known with their titles, in the order of their list."""
    return [(code.code, code.title) for code in entry.dataset.code_lists["monitor_indicator"] if code.code in known]


def areas(entry: Entry, columns: Sequence[Standings]) -> dict[str, str]:
    """Code ► title of the divisions that are on the board, in the order of their list."""
    titles = {one.code: one.title for column in columns for one in column.divisions}
    order = [code.code for code in entry.dataset.code_lists[AREA]]
    return {code: titles[code] for code in order if code in titles}


def periods(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Indicator ► its periods with any value of a division, oldest first."""
    found: dict[str, list[str]] = {}
    for row in connection.execute(
        f'select distinct indicator, period from "{NAME}" '
        "where rank_status <> 'not_division' and indicator_value is not null order by 1, 2"
    ):
        found.setdefault(row["indicator"], []).append(row["period"])
    return found


def _lines(
    entry: Entry, columns: Sequence[Standings], by: str, *, falling: bool
) -> Iterator[tuple[str, str, tuple[Standing | None, ...]]]:
    titles = areas(entry, columns)
    order = list(titles)
    sorted_by = next((column for column in columns if column.indicator == by), None)
    if sorted_by:
        ranked = [one.code for one in in_order(sorted_by.divisions, "rank", falling=falling)]
        order = ranked + [code for code in order if code not in ranked]
    elif falling:
        order.reverse()
    for code in order:
        yield code, titles[code], tuple(column.of(code) for column in columns)


def _sorts(known: Mapping[str, bool]) -> list[str]:
    return [sign + name for name in known for sign in ("", "-")]


def _order(arguments: Arguments, default: str, known: Mapping[str, bool]) -> tuple[str, bool]:
    """The column and whether it falls: as asked, else as the default column is met first."""
    asked = arguments.get("sort", [""])[-1]
    return (asked.removeprefix("-"), asked.startswith("-")) if asked else (default, known[default])


def _heading(path: str, told: Mapping[str, str], name: str, first: bool, by: str, falling: bool) -> Heading:
    """The way to sort by a column: as it is met first, the other way round where it is sorted so already."""
    falls = not falling if name == by else first
    href = address(path, {**told, "sort": f"-{name}" if falls else name})
    return Heading(href, ("descending" if falling else "ascending") if name == by else "none")
