"""The rows that a cell is made from, looked up in the warehouse: what they add up to, and where they were delivered."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from orchestration.explain.selection import condition, quoted, source
from orchestration.mistakes import Mistake
from published.dataset import Dataset
from published.home import Home
from published.made_from import Counted

Place = tuple[str, str, str, str | None, int]
_PLACE = ("_snapshot", "_file", "_sheet", "_row")


@dataclass(frozen=True)
class Delivered:
    """A row of a feed as the build took it; `faults` keep it out of every figure, `fixes` changed cells of it."""

    feed: str
    snapshot: str
    file: str
    sheet: str | None
    row: int
    faults: tuple[Mapping[str, str], ...]
    fixes: tuple[Mapping[str, str], ...]

    @property
    def place(self) -> Place:
        """Where it stands among all rows ever delivered."""
        return self.feed, self.file, self.snapshot, self.sheet, self.row


@dataclass(frozen=True)
class Part:
    """Rows of one model in a cell: how many, what they add up to, and the delivered rows behind them.

    `undelivered`: so many of them have none, being imputed or estimated.
    """

    counted: Counted
    rows: int
    figures: Mapping[str, object]
    delivered: tuple[Delivered, ...]
    undelivered: int


@contextmanager
def warehouse(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the newest build, read-only and while no run has it; raises Mistake or HomeError."""
    if not home.warehouse.exists():
        raise Mistake("还没有计算过；请先运行 yongzhuan build。")
    with home.alone(), duckdb.connect(str(home.warehouse), read_only=True) as connection:
        yield connection


def parts(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    made_from: Sequence[Counted],
    cell: Mapping[str, str],
    feeds: Mapping[str, str],
) -> tuple[Part, ...]:
    """The rows in a cell, model by model; `feeds`: model ► the feed that its rows are of. Raises Mistake."""
    try:
        found = [_part(connection, dataset, one, cell, feeds) for one in made_from]
    except duckdb.CatalogException as error:
        raise Mistake("最近一次计算中没有所需的表；请先运行 yongzhuan build。") from error
    return tuple(part for part in found if part)


def _part(
    connection: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    counted: Counted,
    cell: Mapping[str, str],
    feeds: Mapping[str, str],
) -> Part | None:
    rows = source(counted, cell)
    kinds = connection.sql(f"select {', '.join(counted.by.values())} from {rows} limit 0").types
    where = condition(dataset, counted, cell, dict(zip(counted.by, map(str, kinds), strict=True)))
    if where is None:
        return None
    sums = ", ".join(counted.figures.values())
    count, *figures = connection.sql(f"select count(*), {sums} from {rows} where {where}").fetchall()[0]
    units = counted.units or {feeds[counted.model]: {name: name for name in _PLACE}}
    delivered = [row for feed, unit in units.items() for row in _delivered(connection, feed, unit, rows, where)]
    return Part(
        counted=counted,
        rows=count,
        figures=dict(zip(counted.figures, figures, strict=True)),
        delivered=tuple(delivered),
        undelivered=_undelivered(connection, units, rows, where),
    )


def _delivered(
    connection: duckdb.DuckDBPyConnection, feed: str, unit: Mapping[str, str], rows: str, where: str
) -> Iterator[Delivered]:
    named = ", ".join(f"{expression} as k{place}" for place, expression in enumerate(unit.values()))
    same = " and ".join(
        f"base.{quoted(column)} is not distinct from counted.k{place}" for place, column in enumerate(unit)
    )
    found = connection.sql(f"""
        with counted as (select {named} from {rows} where {where})
        select distinct _snapshot, _file, _sheet, _row, _faults, _fixes
        from {_base(feed)} as base semi join counted on {same}
        order by _file, _sheet, _row
    """)
    for snapshot, file, sheet, row, faults, fixes in found.fetchall():
        yield Delivered(feed, snapshot, file, sheet, row, _told(faults), _told(fixes))


def _undelivered(
    connection: duckdb.DuckDBPyConnection, units: Mapping[str, Mapping[str, str]], rows: str, where: str
) -> int:
    """How many of the rows no feed has."""
    left = "counted"
    named = [(feed, column, expression) for feed, unit in units.items() for column, expression in unit.items()]
    selected = ", ".join(f"{expression} as k{place}" for place, (_, _, expression) in enumerate(named))
    for feed in units:
        same = (
            f"base.{quoted(column)} is not distinct from rest.k{place}"
            for place, (one, column, _) in enumerate(named)
            if one == feed
        )
        left = f"(select rest.* from {left} as rest anti join {_base(feed)} as base on {' and '.join(same)})"
    query = f"with counted as (select {selected} from {rows} where {where}) select count(*) from {left}"
    count: int = connection.sql(query).fetchall()[0][0]
    return count


def _base(feed: str) -> str:
    return quoted(f"base_{feed.replace('/', '__')}")


def _told(entries: Any) -> tuple[Mapping[str, str], ...]:
    return tuple(dict(entry) for entry in entries or ())
