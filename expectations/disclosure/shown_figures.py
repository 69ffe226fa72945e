"""What the protected tables say of the cells: the number ± half its last place, and the rates beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from expectations.disclosure.linked import Linked
from expectations.disclosure.public_figures import Public, Rate
from expectations.disclosure.tables import Floats
from expectations.disclosure.withholding import CONFIDENTIAL, Key, keys_of, other, text
from published.dataset import Dataset
from published.disclosure import Contribution, Growth, Protected, Share

Figures = Mapping[str, tuple[Floats, Floats]]


@dataclass(frozen=True)
class Shown:
    """A protected dataset as it is about to be published."""

    dataset: Dataset
    spec: Protected
    table: pa.Table

    @cached_property
    def rows(self) -> Mapping[str, tuple[Key, dict[str, object]]]:
        """Key and content of every row, by its key as a text."""
        keys = keys_of(self.dataset, self.table)
        return {text(key): (key, row) for key, row in zip(keys, self.table.to_pylist(), strict=True)}

    def betraying(self) -> list[str]:
        """Rows that say they are withheld and show what must not be shown all the same."""
        return [
            name
            for name, (_, row) in self.rows.items()
            if row["conf_status"] == CONFIDENTIAL
            and any(row[column] is not None for column in self.dataset.confidential)
        ]

    def half(self, column: str) -> float:
        """Half a unit of the last published place."""
        return 0.5 * 10.0 ** -(self.dataset.column(column).decimals or 0)


def public(linked: Linked, shown: Mapping[str, Shown]) -> Public:
    """All that the tables (by dataset) tell of linked cells; a rate only where it tells more than the levels do."""
    true = {measure.name: measure.values for measure in linked.tables.measures}
    figures = {name: (np.full(len(values), np.nan), np.full(len(values), np.nan)) for name, values in true.items()}
    for (dataset, key), cell in linked.cell_of.items():
        _, row = shown[dataset].rows[key]
        for name in linked.measures_of[dataset, key]:
            _show(figures[name], shown[dataset], row, name, cell, true[name][cell])
    return Public(figures, tuple(_rates(linked, figures, shown)))


def _show(
    figure: tuple[Floats, Floats], each: Shown, row: Mapping[str, object], measure: str, cell: int, true: float
) -> None:
    """A level is read; what the rates beside the first one let anyone infer counts as read as closely."""
    named = measure.partition(":")[0]
    column = named if named in each.spec.levels else each.spec.levels[0]
    if row[column] is not None:
        half, read = each.half(column), float(str(row[column])) if column == named else true
        low, high = figure
        low[cell], high[cell] = np.fmax(low[cell], read - half), np.fmin(high[cell], read + half)


def _rates(linked: Linked, figures: Figures, shown: Mapping[str, Shown]) -> Iterator[Rate]:
    for dataset, text_of_key in linked.cell_of:
        each = shown[dataset]
        key, row = each.rows[text_of_key]
        for name in each.spec.rates:
            if row[name] is not None and (rate := _rate(linked, each, key, name, float(str(row[name])))):
                low, _ = figures[rate.measure]
                if any(np.isnan(low[cell]) for cell in _cells(rate)):
                    yield rate


def _rate(linked: Linked, each: Shown, key: Key, name: str, value: float) -> Rate | None:
    """A published percentage over cells of one measure; None where a cell has no makeup or prices have changed."""
    spec = each.spec.rates[name]
    rows = [key, *(other(each.dataset, key, reference) for reference in spec.references)]
    found = [(each.dataset.name, text(row)) for row in rows]
    level = each.spec.levels[0]
    measure = next((name for name in linked.measures_of[found[0]] if name.partition(":")[0] == level), None)
    if measure is None or not all(measure in linked.measures_of.get(row, ()) for row in found):
        return None
    own, *leaning = [linked.cell_of[row] for row in found]
    low, high = (value - each.half(name)) / 100, (value + each.half(name)) / 100
    match spec:
        case Share():
            return Rate(measure, {own: 1.0}, {leaning[0]: 1.0}, low, high)
        case Growth(kind="growth"):
            return Rate(measure, {own: 1.0}, {leaning[0]: 1.0}, 1 + low, 1 + high)
        case Contribution():
            return Rate(measure, {own: 1.0, leaning[0]: -1.0}, {leaning[1]: 1.0}, low, high)
    return None


def _cells(rate: Rate) -> list[int]:
    below = rate.denominator if isinstance(rate.denominator, Mapping) else {}
    return [*rate.numerator, *below]
