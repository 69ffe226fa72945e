"""The linked tables of a universe, from who contributes to what and from which published row is which weighted sum."""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from expectations.disclosure.late_returns import with_unions
from expectations.disclosure.relations import relations
from expectations.disclosure.rules import Rules
from expectations.disclosure.same_cells import same_cells
from expectations.disclosure.system import at_risk
from expectations.disclosure.tables import Contributions, Flags, Floats, Integers, Measure, Tables

Texts = NDArray[np.str_]
Row = tuple[str, str]
"""A published row: its dataset and its key columns joined by '|'."""


@dataclass(frozen=True)
class Past:
    """What earlier releases tell of a universe: rows that were public, those among them that have changed since, those
    whose change would tell of a firm (how far they must stay in doubt, in %); rows that were withheld; by row and
    measure how far each holder's amount has moved since the last.
    """

    public: frozenset[Row] = frozenset()
    changed: frozenset[Row] = frozenset()
    telling: Mapping[Row, float] = field(default_factory=dict)
    withheld: frozenset[Row] = frozenset()
    moved: Mapping[Row, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)

    def within(self, rows: Set[Row]) -> "Past":
        """What they tell of some rows."""
        return Past(
            frozenset(self.public & rows),
            frozenset(self.changed & rows),
            {row: doubt for row, doubt in self.telling.items() if row in rows},
            frozenset(self.withheld & rows),
            {row: moves for row, moves in self.moved.items() if row in rows},
        )


@dataclass(frozen=True)
class Linked:
    """A universe's tables, which cell each published row shows, and which measures of it."""

    tables: Tables
    cell_of: Mapping[Row, int]
    measures_of: Mapping[Row, tuple[str, ...]]

    def rows(self, dataset: str, chosen: Flags) -> frozenset[str]:
        """The keys of a dataset's rows that show one of the chosen cells."""
        return frozenset(key for (name, key), cell in self.cell_of.items() if name == dataset and chosen[cell])


def link(contributions: pa.Table, published: pa.Table, past: Past, rules: Rules) -> Linked:
    """Tables over `contributions` (inner, measure, holder, amount) and `published` (dataset, key, cell, measure, inner,
    coefficient); cells that are the same sum are one cell (same_cells.py). What was public is kept, unless it has
    changed and is at risk now, or its change is.
    """
    sums = _Sums.of(contributions, published)
    cell_of = {row: sums.cell_of_name[name] for row, name in sums.rows.items()}
    measures = tuple(sums.measures())
    count = len(sums.names)
    related = relations(sums.groups(), measures, cell_of)
    risky = np.any([at_risk(measure, rules)[2].any(axis=0) for measure in measures], axis=0)
    hidden = _marked(past.withheld, cell_of, count)
    moved: dict[int, dict[str, Mapping[str, float]]] = {}
    for row in past.moved.keys() & cell_of.keys():
        moved.setdefault(cell_of[row], {}).update(past.moved[row])
    public = _marked(past.public, cell_of, count)
    secret = with_unions(_doubts(past.telling, cell_of, count), public, hidden | risky, related, measures, moved, rules)
    reopened = _marked(past.changed, cell_of, count) & risky | hidden
    tables = Tables(
        cells=sums.names,
        measures=measures,
        cost=np.maximum(np.max([np.abs(measure.values) for measure in measures], axis=0), 1.0),
        kept=public & ~reopened & (secret == 0),
        secret=secret,
        hidden=hidden,
        relations=related,
    )
    return Linked(tables, cell_of, sums.measures_of)


def _marked(rows: Collection[Row], cell_of: Mapping[Row, int], count: int) -> Flags:
    marked = np.zeros(count, dtype=bool)
    marked[[cell_of[row] for row in rows if row in cell_of]] = True
    return marked


def _doubts(rows: Mapping[Row, float], cell_of: Mapping[Row, int], count: int) -> Floats:
    found = np.zeros(count)
    for row, doubt in rows.items():
        if row in cell_of:
            found[cell_of[row]] = max(found[cell_of[row]], doubt)
    return found


@dataclass(frozen=True)
class _Sums:
    contributions: pa.Table
    published: pa.Table

    @classmethod
    def of(cls, contributions: pa.Table, published: pa.Table) -> "_Sums":
        return cls(contributions, published.sort_by([("cell", "ascending"), ("inner", "ascending")]))

    @cached_property
    def rows(self) -> dict[Row, str]:
        listed = self.published.select(["dataset", "key", "cell"]).group_by(["dataset", "key", "cell"]).aggregate([])
        return {(row["dataset"], row["key"]): row["cell"] for row in listed.to_pylist()}

    @cached_property
    def measures_of(self) -> dict[Row, tuple[str, ...]]:
        """The measures of every row."""
        listed = self.published.select(["dataset", "key", "measure"]).group_by(["dataset", "key", "measure"])
        found: dict[Row, tuple[str, ...]] = {}
        for row in listed.aggregate([]).sort_by([("measure", "ascending")]).to_pylist():
            at = (row["dataset"], row["key"])
            found[at] = (*found.get(at, ()), row["measure"])
        return found

    @cached_property
    def cell_of_name(self) -> dict[str, int]:
        """Every cell's index; names that are the same sum are one cell."""
        first = same_cells(self.published)
        index = {head: place for place, head in enumerate(sorted(set(first.values())))}
        return {name: index[head] for name, head in first.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        shortest: dict[int, str] = {}
        for name, index in sorted(self.cell_of_name.items()):
            shortest.setdefault(index, name)
        return tuple(shortest[index] for index in range(len(shortest)))

    def measures(self) -> Iterator[Measure]:
        for name in sorted(set(words(self.published, "measure"))):
            yield self._measure(name)

    def _measure(self, name: str) -> Measure:
        table = _of_measure(self.published, name)
        inner, index = np.unique(_texts(table, "inner"), return_inverse=True)
        cells = np.array([self.cell_of_name[cell] for cell in words(table, "cell")])
        groups, place = _told_apart(index, cells, _floats(table, "coefficient"))
        makeup = np.zeros((len(self.names), len(groups)))
        for column, group in enumerate(groups):
            for cell, coefficient in group:
                makeup[cell, column] = coefficient
        return Measure(name, makeup, (makeup != 0).any(axis=1), *self._amounts(name.partition(":")[0], inner, place))

    def _amounts(self, name: str, inner: Texts, place: Integers) -> tuple[Floats, Contributions]:
        """Inner cells that no published cell tells apart are one; amounts of one holder in it are one."""
        table, count = _of_measure(self.contributions, name), int(place.max()) + 1
        found = _texts(table, "inner")
        at = np.minimum(np.searchsorted(inner, found), len(inner) - 1)
        known = inner[at] == found
        where, amount = place[at[known]], _floats(table, "amount")[known]
        values = np.bincount(where, weights=amount, minlength=count).astype(np.float64)
        holders = _texts(table, "holder")[known]
        codes, holder = np.unique(holders, return_inverse=True)
        owned = codes[holder] != ""
        pairs, at_pair = np.unique(np.stack([holder[owned], where[owned]]), axis=1, return_inverse=True)
        total = np.bincount(at_pair.reshape(-1), weights=amount[owned], minlength=pairs.shape[1])
        return values, Contributions(pairs[0].astype(np.int64), pairs[1].astype(np.int64), total.astype(np.float64))

    def groups(self) -> Iterator[list[Row]]:
        """Rows of a dataset and measure that differ in one key column."""
        found: dict[tuple[object, ...], list[Row]] = {}
        listed = self.published.select(["dataset", "key", "measure"]).group_by(["dataset", "key", "measure"])
        for row in listed.aggregate([]).sort_by([("dataset", "ascending"), ("key", "ascending")]).to_pylist():
            parts = row["key"].split("|")
            for position in range(len(parts)):
                others = tuple(part for place, part in enumerate(parts) if place != position)
                found.setdefault((row["dataset"], row["measure"], position, others), []).append(
                    (row["dataset"], row["key"])
                )
        yield from (rows for rows in found.values() if len(rows) > 1)


def _told_apart(
    inner: Integers, cells: Integers, coefficients: Floats
) -> tuple[list[tuple[tuple[int, float], ...]], Integers]:
    """What the inner cells are in, each combination once, and the combination of every inner cell."""
    parts: list[set[tuple[int, float]]] = [set() for _ in range(int(inner.max()) + 1)]
    for at, cell, coefficient in zip(inner.tolist(), cells.tolist(), coefficients.tolist(), strict=True):
        parts[at].add((cell, coefficient))
    known: dict[tuple[tuple[int, float], ...], int] = {}
    place = [known.setdefault(tuple(sorted(part)), len(known)) for part in parts]
    return list(known), np.array(place)


def _of_measure(table: pa.Table, name: str) -> pa.Table:
    return table.filter(pc.equal(table["measure"], pa.scalar(name)))


def words(table: pa.Table, column: str) -> list[str]:
    """A column as texts, empty where there is none."""
    return [str(value or "") for value in table[column].to_pylist()]


def _texts(table: pa.Table, column: str) -> Texts:
    return np.asarray(words(table, column), dtype=np.str_)


def _floats(table: pa.Table, column: str) -> Floats:
    return np.asarray(table[column].cast(pa.float64()).to_numpy(), dtype=np.float64)
