"""What an attacker knows of the inner cells before the tables come out, as bounds of how far they can be from the
truth: anyone, and somebody who is in the tables."""

from dataclasses import dataclass

import numpy as np

from expectations.disclosure.risk import by_holder, nobodys
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Integers, Measure

_FAR = 1e4


@dataclass(frozen=True)
class Bounds:
    """How far each inner cell can fall (lower ≤ 0) and rise (upper ≥ 0) from its value."""

    lower: Floats
    upper: Floats

    def seen(self, unit: float) -> "Bounds":
        """The bounds in a unit. To move a cell by about one unit nothing has to move by more than _FAR of them, and a
        solver whose tolerance is absolute sees nothing beside larger numbers."""
        return Bounds(_near(self.lower / unit), _near(self.upper / unit))


@dataclass(frozen=True)
class Insiders:
    """Per holder (sorted) the inner cells where it knows more than others: entries `start[i]:start[i + 1]` of `inner`,
    with the bounds there. `alone`: the holder is the only one in some inner cell."""

    holder: Integers
    start: Integers
    inner: Integers
    lower: Floats
    upper: Floats
    alone: Flags

    def entries(self, some: Integers) -> tuple[Integers, Integers]:
        """The entries of some holders, one after another, and where those of each begin among them."""
        sizes = self.start[some + 1] - self.start[some]
        begin = np.cumsum(sizes) - sizes
        return np.repeat(self.start[some] - begin, sizes) + np.arange(int(sizes.sum())), begin


def signs(measure: Measure) -> Bounds:
    """Bounds by sign alone: no inner cell falls below 0 where nothing in it is negative; an empty one is 0."""
    given, values = measure.contributions, measure.inner
    losses = np.bincount(given.inner[given.amount < 0], minlength=len(values)) > 0
    empty = (np.bincount(given.inner, minlength=len(values)) == 0) & (values == 0)
    lower = np.where((values >= 0) & ~losses, -np.maximum(values, 0), -np.inf)
    return Bounds(np.where(empty, 0, lower), np.where(empty, 0, np.inf))


def outsider(measure: Measure, rules: Rules) -> Bounds:
    """What anyone knows: the signs and, where the rules say so, every value to within some percent."""
    known = signs(measure)
    if rules.knowledge_percent is None:
        return known
    near = rules.knowledge_percent / 100 * np.abs(measure.inner)
    return Bounds(np.maximum(known.lower, -near), np.minimum(known.upper, near))


def insiders(measure: Measure, known: Bounds) -> Insiders:
    """What each holder knows beyond `known`: an inner cell exactly where nobody else is in it, otherwise that it is no
    less than the own amount if nothing of the others is negative."""
    holder, inner, own = by_holder(measure.contributions)
    size = len(measure.inner)
    rest = nobodys(measure)
    negative = np.bincount(inner, own < 0, size)[inner] - (own < 0) + (rest < 0)[inner] > 0
    alone = (np.bincount(inner, minlength=size)[inner] == 1) & (rest == 0)[inner]
    least = np.where(negative, -np.inf, np.minimum(own - measure.inner[inner], 0))
    lower = np.where(alone, 0, np.maximum(known.lower[inner], least))
    names, start = np.unique(holder, return_index=True)
    sole = np.bincount(np.searchsorted(names, holder), alone, len(names)) > 0
    ends = np.append(start, len(holder)).astype(np.int64)
    return Insiders(names, ends, inner, lower, np.where(alone, 0, known.upper[inner]), sole)


def _near(bounds: Floats) -> Floats:
    return np.where(np.isfinite(bounds), np.clip(bounds, -_FAR, _FAR), bounds)
