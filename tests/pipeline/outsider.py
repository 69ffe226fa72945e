"""What somebody can work out who has nothing but what the site serves: figures with gaps, and a pencil.

Shares nothing with disclosure control: the rules by which published figures hang together are written down here as any
reader knows them from the descriptions, and two linear programs per gap tell between what it must lie.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

CITY = "3302"
VALUE_ADDED, VINTAGES = "patent_intensive_value_added", "value_added_vintages"
CLUSTERS, HIGH_TECHNOLOGY = "patent_intensive_value_added_by_cluster", "high_technology_value_added"
KEYS = {
    VALUE_ADDED: ("year", "area_code", "category_code"),
    VINTAGES: ("year", "category_code", "vintage"),
    CLUSTERS: ("year", "cluster_list", "cluster_code"),
    HIGH_TECHNOLOGY: ("year", "area_code", "high_technology_group"),
}
HALF_A_CENT = 0.005
ORDER = ("preliminary", "revised", "final")

Row = Mapping[str, object]
Cell = tuple[object, ...]
"""Dataset and key of a figure; figures that are the same by definition have one name."""
Terms = dict[Cell, float]


@dataclass(frozen=True)
class Told:
    """A weighted sum of cells lies between two numbers."""

    terms: Terms
    low: float
    high: float


@dataclass(frozen=True)
class Pencil:
    """Every cell with its figure, None where it is withheld, and what is told of their sums."""

    levels: Mapping[Cell, float | None]
    told: Sequence[Told]

    def interval(self, cell: Cell, at_least: Mapping[Cell, float]) -> tuple[float, float]:
        """Between what a withheld cell must lie for somebody who knows what cells are at least, else that they are not
        below zero; infinite where nothing limits it.
        """
        bounds = [self._bounds(each, at_least.get(each, 0.0)) for each in self.levels]
        return self._extreme(cell, 1.0, bounds), -self._extreme(cell, -1.0, bounds)

    def _bounds(self, cell: Cell, floor: float) -> tuple[float, float]:
        level = self.levels[cell]
        return (floor, np.inf) if level is None else (level - HALF_A_CENT, level + HALF_A_CENT)

    def _extreme(self, cell: Cell, sign: float, bounds: Sequence[tuple[float, float]]) -> float:
        """The least of a cell (with -1: of its negative)."""
        matrix, limit = self._lines
        aim = np.zeros(len(self.levels))
        aim[list(self.levels).index(cell)] = sign
        found = linprog(aim, A_ub=matrix, b_ub=limit, bounds=bounds, method="highs")
        if found.status == 3:
            return -np.inf
        assert found.status == 0, f"what is published contradicts itself around {cell}: {found.message}"
        return float(found.fun)

    @cached_property
    def _lines(self) -> tuple[csr_matrix, np.ndarray]:
        """All sums and rates as inequalities."""
        index = {cell: place for place, cell in enumerate(self.levels)}
        told = [t for t in self.told if t.terms.keys() <= index.keys()]
        lines = [(t.terms, t.high) for t in told if np.isfinite(t.high)]
        lines += [({cell: -weight for cell, weight in t.terms.items()}, -t.low) for t in told if np.isfinite(t.low)]
        entries = [(place, index[cell], w) for place, (terms, _) in enumerate(lines) for cell, w in terms.items()]
        where, column, weight = zip(*entries, strict=True)
        matrix = csr_matrix((weight, (where, column)), shape=(len(lines), len(index)))
        return matrix, np.array([limit for _, limit in lines]) + 1e-6


@dataclass(frozen=True)
class Outsider:
    """A reader of the four linked tables."""

    tables: Mapping[str, Sequence[Row]]

    @cached_property
    def levels(self) -> dict[Cell, float | None]:
        """Every cell with its figure, None where it is withheld; a cell shown in one table is known in all."""
        found: dict[Cell, float | None] = {}
        for dataset, rows in self.tables.items():
            for row in rows:
                cell = self.cell(dataset, row)
                level = None if row["value_added"] is None else float(str(row["value_added"]))
                found[cell] = found.get(cell) if level is None else level
        return found

    def cell(self, dataset: str, row: Row) -> Cell:
        """The newest vintage of a city's category is the category's figure, the total of all clusters that of all."""
        if dataset == VINTAGES and row["vintage"] == self._newest[row["year"]]:
            return VALUE_ADDED, row["year"], CITY, row["category_code"]
        if dataset == CLUSTERS and row["cluster_code"] == "_T":
            return VALUE_ADDED, row["year"], CITY, "00"
        return dataset, *(row[name] for name in KEYS[dataset])

    @cached_property
    def _newest(self) -> dict[object, object]:
        newest: dict[object, object] = {}
        for row in self.tables[VINTAGES]:
            newest[row["year"]] = max(row["vintage"], newest.get(row["year"], ""), key=lambda v: ("", *ORDER).index(v))
        return newest

    def sums(self) -> Iterator[Told]:
        """Areas make the city, categories the total, subcategories their category, groups and clusters theirs."""
        parts: dict[Cell, Terms] = defaultdict(dict)
        for dataset, rows in self.tables.items():
            for row in rows:
                for name, total in _totals(dataset, row):
                    parts[name, self.cell(dataset, {**row, **total})][self.cell(dataset, row)] = 1.0
        for (_, whole), terms in parts.items():
            yield Told({**terms, whole: -1.0}, 0.0, 0.0)

    def rates(self) -> Iterator[Told]:
        """Shares, growth, contributions and revisions, each without its fraction."""
        for dataset, rows in self.tables.items():
            for row in rows:
                for rate, numerator, denominator in _fractions(dataset, row):
                    if row.get(rate) is not None:
                        value, unit = float(str(row[rate])) / 100, HALF_A_CENT / 100
                        above = {self.cell(dataset, {**row, **other}): sign for other, sign in numerator}
                        below = self.cell(dataset, {**row, **denominator})
                        yield Told(_less(above, below, value - unit), 0.0, np.inf)
                        yield Told(_less(above, below, value + unit), -np.inf, 0.0)
        yield from self._revisions()

    def _revisions(self) -> Iterator[Told]:
        for row in self.tables[VINTAGES]:
            if row["revision"] is not None:
                before = ORDER[ORDER.index(str(row["vintage"])) - 1]
                step = float(str(row["revision"]))
                terms = {self.cell(VINTAGES, row): 1.0, self.cell(VINTAGES, {**row, "vintage": before}): -1.0}
                yield Told(terms, step - 2 * HALF_A_CENT, step + 2 * HALF_A_CENT)

    def interval(self, cell: Cell, at_least: Mapping[Cell, float]) -> tuple[float, float]:
        """As Pencil.interval, with all that the four tables tell."""
        return self._pencil.interval(cell, at_least)

    @cached_property
    def _pencil(self) -> Pencil:
        return Pencil(self.levels, [*self.sums(), *self.rates()])


def crosstable(rows: Sequence[Row], key: Sequence[str], totals: Mapping[str, str], level: str) -> Pencil:
    """A table of which each row but the totals of a column is a part of the total of that column."""
    found = {tuple(row[name] for name in key): row[level] for row in rows}
    levels = {cell: None if value is None else float(str(value)) for cell, value in found.items()}
    parts: dict[tuple[str, Cell], Terms] = defaultdict(dict)
    for row in rows:
        for name, total in totals.items():
            if row[name] != total:
                whole = tuple(total if column == name else row[column] for column in key)
                parts[name, whole][tuple(row[column] for column in key)] = 1.0
    return Pencil(levels, [Told({**terms, whole: -1.0}, 0.0, 0.0) for (_, whole), terms in parts.items()])


def _less(above: Mapping[Cell, float], below: Cell, rate: float) -> Terms:
    return {**above, below: above.get(below, 0.0) - rate}


def _totals(dataset: str, row: Row) -> Iterator[tuple[str, dict[str, object]]]:
    """The sums that a row is a part of: by which column, and where the sum stands."""
    area, category = row.get("area_code"), str(row.get("category_code", ""))
    group = str(row.get("high_technology_group", ""))
    if dataset in (VALUE_ADDED, HIGH_TECHNOLOGY) and area != CITY and len(category or group) <= 2:
        yield "area", {"area_code": CITY}
    if dataset in (VALUE_ADDED, VINTAGES) and category != "00":
        yield "category", {"category_code": "00" if len(category) == 2 else category[:2]}
    if dataset == HIGH_TECHNOLOGY and len(group) > 1:
        yield "group", {"high_technology_group": group[0]}
    if dataset == CLUSTERS and row["cluster_code"] != "_T":
        yield f"clusters of {row['cluster_list']}", {"cluster_code": "_T"}


Fraction = tuple[str, list[tuple[dict[str, object], float]], dict[str, object]]


def _fractions(dataset: str, row: Row) -> Iterator[Fraction]:
    """Rate, numerator (other rows' keys with their signs) and denominator; growth is last year's and a bit more."""
    before = {"year": int(str(row["year"])) - 1}
    if dataset == VALUE_ADDED:
        yield "share_of_total", [({}, 1.0)], {"category_code": "00"}
        yield "growth_nominal", [({}, 1.0), (before, -1.0)], before
        yield "contribution", [({}, 1.0), (before, -1.0)], {**before, "category_code": "00"}
    if dataset == HIGH_TECHNOLOGY:
        yield "share_of_classification", [({}, 1.0)], {"high_technology_group": str(row["high_technology_group"])[0]}
        yield "growth_nominal", [({}, 1.0), (before, -1.0)], before
    if dataset == CLUSTERS:
        yield "share_of_intensive", [({}, 1.0)], {"cluster_code": "_T"}
