"""What everybody can read: published numbers as intervals, published rates as inequalities over the cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.tables import Flags, Floats, Measure, Tables

# What adding floating-point numbers up in another order may change, relative to the largest figure.
_NOISE = 1e-9


class Contradiction(ValueError):
    """A published figure is not that of the tables: nothing can be concluded from the audit."""


@dataclass(frozen=True)
class Inequality:
    """low ≤ Σ coefficient · cell ≤ high, in the unit of the measure."""

    coefficients: Mapping[int, float]
    low: float
    high: float

    def holds(self, values: Floats, noise: float) -> bool:
        """Do the true values satisfy it?"""
        value = sum(weight * values[cell] for cell, weight in self.coefficients.items())
        return bool(self.low - noise <= value <= self.high + noise)


@dataclass(frozen=True)
class Rate:
    """low ≤ numerator / denominator ≤ high: a share, a growth (as the ratio of two years), a contribution to growth.

    Both sides are cells (index ► coefficient); a denominator that everybody knows, such as GDP, is its number.
    """

    measure: str
    numerator: Mapping[int, float]
    denominator: Mapping[int, float] | float
    low: float
    high: float

    def inequalities(self, values: Floats) -> Iterator[Inequality]:
        """The rate without its fraction; the sign of the denominator counts as known. Raises Contradiction at 0."""
        constant = isinstance(self.denominator, float | int)
        below = {} if constant else dict(self.denominator)  # type: ignore[arg-type]
        size = float(self.denominator) if constant else sum(w * values[c] for c, w in below.items())  # type: ignore[arg-type]
        if size == 0:
            raise Contradiction(f"a rate of {self.measure} was published over a denominator of 0")
        low, high = (self.low, self.high) if size > 0 else (self.high, self.low)
        if constant:
            yield Inequality(self.numerator, low * size, high * size)
            return
        for bound, interval in ((low, (0.0, np.inf)), (high, (-np.inf, 0.0))):
            if np.isfinite(bound):
                yield Inequality(_minus(self.numerator, bound, below), *interval)


@dataclass(frozen=True)
class Public:
    """All that is published: measure ► lowest and highest value of every cell (NaN: nothing), and the rates.

    `rounded`: measures whose figures are shown rounded to hide the cells at risk, so that none need be withheld.
    """

    figures: Mapping[str, tuple[Floats, Floats]]
    rates: tuple[Rate, ...] = ()
    rounded: frozenset[str] = frozenset()

    def interval(self, tables: Tables, measure: Measure) -> tuple[Floats, Floats]:
        """What is known of every cell, also from earlier releases; ±∞ where nothing is. Raises Contradiction."""
        low, high = (np.array(side, dtype=np.float64) for side in self.figures[measure.name])
        values = measure.values
        low, high = np.where(measure.shown, low, -np.inf), np.where(measure.shown, high, np.inf)
        known = tables.kept & measure.shown & np.isnan(low)
        low, high = np.where(known, values, low), np.where(known, values, high)
        low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
        noise = noise_of(values)
        for cell in np.flatnonzero((low > values + noise) | (high < values - noise)):
            raise Contradiction(f"what is published of {measure.name} in {tables.cells[cell]} is not its value")
        return low, high

    def withheld(self, measure: Measure) -> Flags:
        """Flags of the cells that have a figure of this measure and do not show it."""
        return np.asarray(measure.shown & np.isnan(self.figures[measure.name][0]))

    def inequalities(self, measure: Measure) -> list[Inequality]:
        """All rates of a measure. Raises Contradiction where the true values do not satisfy one."""
        values = measure.values
        found = []
        for rate in self.rates:
            if rate.measure == measure.name:
                for inequality in rate.inequalities(values):
                    if not inequality.holds(values, noise_of(values)):
                        raise Contradiction(f"a rate published of {measure.name} is not that of its cells")
                    found.append(inequality)
        return found


def noise_of(values: Floats) -> float:
    """The difference that two ways of adding these figures up may show, in their unit."""
    return _NOISE * float(np.abs(values).max(initial=0.0))


def _minus(numerator: Mapping[int, float], bound: float, denominator: Mapping[int, float]) -> dict[int, float]:
    cells = {*numerator, *denominator}
    return {cell: numerator.get(cell, 0.0) - bound * denominator.get(cell, 0.0) for cell in sorted(cells)}
