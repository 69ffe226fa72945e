"""What the protected tables say of the cells: the number ± half its last place, and the rates beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from expectations.disclosure.linked import Linked
from expectations.disclosure.public_figures import Public, Rate
from expectations.disclosure.tables import Floats, Measure
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

    def rows(self) -> Iterator[tuple[Key, dict[str, object]]]:
        """Key and content of every row."""
        yield from zip(keys_of(self.dataset, self.table), self.table.to_pylist(), strict=True)

    def betraying(self) -> list[str]:
        """Rows that say they are withheld and show a measure all the same."""
        measures = [column.name for column in self.dataset.columns if column.role == "measure"]
        return [
            text(key)
            for key, row in self.rows()
            if row["conf_status"] == CONFIDENTIAL and any(row[name] is not None for name in measures)
        ]

    def half(self, column: str) -> float:
        """Half a unit of the last published place."""
        return 0.5 * 10.0 ** -(self.dataset.column(column).decimals or 0)


def public(linked: Linked, shown: Sequence[Shown]) -> Public:
    """All that the tables tell of the cells of a universe; a rate only where it tells more than the levels do."""
    tables = linked.tables
    nothing = np.full(len(tables.cells), np.nan)
    figures = {measure.name: (nothing.copy(), nothing.copy()) for measure in tables.measures}
    for each in shown:
        for key, row in each.rows():
            if row[each.spec.level] is not None:
                _show(linked, figures, each, key, row)
    return Public(figures, tuple(rate for each in shown for rate in _rates(linked, figures, each)))


def _show(linked: Linked, figures: Figures, each: Shown, key: Key, row: Mapping[str, object]) -> None:
    """The level is read; what the rates beside it let anyone infer counts as read as closely."""
    half = each.half(each.spec.level)
    for name in linked.measures_of.get((each.dataset.name, text(key)), ()):
        cell = linked.cell_of[(each.dataset.name, text(key))]
        read = float(str(row[each.spec.level])) if _is_level(name, each) else _true(linked, name)[cell]
        low, high = figures[name]
        low[cell], high[cell] = np.fmax(low[cell], read - half), np.fmin(high[cell], read + half)


def _is_level(measure: str, each: Shown) -> bool:
    return measure.partition(":")[0] == each.spec.level


def _true(linked: Linked, name: str) -> Floats:
    return _measure(linked, name).values


def _measure(linked: Linked, name: str) -> Measure:
    return next(measure for measure in linked.tables.measures if measure.name == name)


def _rates(linked: Linked, figures: Figures, each: Shown) -> Iterator[Rate]:
    for key, row in each.rows():
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
    measure = next(iter(linked.measures_of.get(found[0], ())), None)
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
