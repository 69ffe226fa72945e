"""What is known of the inner cells before anything is published: by everybody, and by one of the holders."""

from dataclasses import dataclass

import numpy as np

from expectations.disclosure.attacker.holdings import Holdings
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Integers, Measure


@dataclass(frozen=True)
class Bounds:
    """Lowest and highest value of inner cells, ±∞ where unknown, in the unit of the measure."""

    inner: Integers
    low: Floats
    high: Floats


class Knowledge:
    """A-priori bounds of one measure."""

    def __init__(self, measure: Measure, rules: Rules, holdings: Holdings) -> None:
        self._values = measure.inner
        self._holdings = holdings
        self._holders = np.bincount(holdings.inner, minlength=holdings.size)
        self._losses = np.bincount(holdings.inner, holdings.losses, holdings.size)
        self.outsider = self._of_everybody(rules)

    def insider(self, holder: int) -> Bounds:
        """What a holder knows of the inner cells it is in: all where it is alone, else no less than its own amount."""
        held = self._holdings
        lines = np.flatnonzero(held.holder == holder)
        inner, own = held.inner[lines], held.amount[lines]
        low, high = self.outsider.low[inner], self.outsider.high[inner]
        gains = (held.rest[inner] >= 0) & (self._losses[inner] == held.losses[lines])
        low = np.where(gains, np.maximum(low, own), low)
        alone = self.alone(inner)
        values = self._values[inner]
        return Bounds(inner, np.where(alone, values, low), np.where(alone, values, high))

    def alone(self, inner: Integers) -> Flags:
        """Flags of the inner cells that are one holder's and nobody else's."""
        return np.asarray((self._holders[inner] == 1) & (self._holdings.rest[inner] == 0))

    def _of_everybody(self, rules: Rules) -> Bounds:
        values = self._values
        low = np.where((values >= 0) & (self._losses == 0), 0.0, -np.inf)
        high = np.where((values == 0) & (self._holders == 0), 0.0, np.inf)
        if rules.knowledge_percent is not None:
            doubt = rules.knowledge_percent / 100 * np.abs(values)
            low, high = np.maximum(low, values - doubt), np.minimum(high, values + doubt)
        return Bounds(np.arange(len(values)), low, high)
