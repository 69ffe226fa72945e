"""Rounded figures in the tables, and what the tables then say of the cells: the number ± its base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa

from expectations.disclosure.linked import Linked
from expectations.disclosure.public_figures import Contradiction, Public
from expectations.disclosure.rounding import Part
from expectations.disclosure.shown_figures import Shown
from expectations.disclosure.tables import Floats
from expectations.disclosure.withholding import Key, keys_of, text
from published.dataset import Dataset

Told = Mapping[tuple[str, str, str], tuple[float, float]]
"""Dataset, key and measure ► between what earlier releases have told an unchanged figure to be."""


@dataclass(frozen=True)
class Figures:
    """One measure of a universe on its own: its linked tables, what it is rounded from, the figure of every cell."""

    linked: Linked
    part: Part
    figures: Floats

    @property
    def name(self) -> str:
        """The measure, and the column that shows it."""
        return self.part.tables.measures[0].name

    def of(self, dataset: str, key: str) -> float | None:
        """The rounded figure of a published row; None where nothing makes it up."""
        cell = self.linked.cell_of.get((dataset, key))
        return None if cell is None else float(self.figures[cell])

    def applied(self, dataset: Dataset, table: pa.Table) -> pa.Table:
        """The table with this measure rounded; Contradiction where a figure that nothing makes up is not 0."""
        if self.name not in table.column_names:
            return table
        exact = zip(keys_of(dataset, table), table[self.name].to_pylist(), strict=True)
        column = [self._rounded(dataset, key, value) for key, value in exact]
        place = table.column_names.index(self.name)
        kind = table.schema.field(place)
        return table.set_column(place, kind, pa.array(column, kind.type))

    def public(self, shown: Sequence[Shown]) -> Public:
        """What can be read of the cells in the tables as they are about to be published, and before."""
        low, high = (np.full(len(self.linked.tables.cells), np.nan) for _ in range(2))
        before = self.part.told(np.arange(len(low)))
        for each in shown:
            for key, (_, row) in each.rows.items():
                cell = self.linked.cell_of.get((each.dataset.name, key))
                if cell is not None and row.get(self.name) is not None:
                    read = float(str(row[self.name]))
                    low[cell] = np.fmax(low[cell], read - self.part.base)
                    high[cell] = np.fmin(high[cell], read + self.part.base)
        low, high = np.maximum(low, before[0]), np.minimum(high, before[1])
        return Public({self.name: (low, high)}, rounded=frozenset({self.name}))

    def _rounded(self, dataset: Dataset, key: Key, value: int | Decimal | None) -> int | Decimal | None:
        found = self.of(dataset.name, text(key))
        if found is None and value:
            raise Contradiction(f"{dataset.name} {text(key)}: nothing makes up its {self.name}, and it is not 0")
        return value if value is None or found is None else type(value)(round(found))


def part(linked: Linked, base: int, before: Told) -> Part:
    """The tables of a measure with what earlier releases told of the rows that show its cells."""
    (measure,) = linked.tables.measures
    low, high = np.full(len(linked.tables.cells), -np.inf), np.full(len(linked.tables.cells), np.inf)
    for (dataset, key), cell in linked.cell_of.items():
        known = before.get((dataset, key, measure.name), (-np.inf, np.inf))
        low[cell], high[cell] = max(low[cell], known[0]), min(high[cell], known[1])
    return Part(linked.tables, base, low, high)
