"""Who holds how much of a cell or of a sum of cells, and which risk rules that breaks."""

from dataclasses import dataclass

import numpy as np

from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Floats, Integers, Measure

# Shares that differ from their limit by less stand exactly at it, and what is exactly at the limit is allowed.
_NOISE = 1e-9


@dataclass(frozen=True)
class Holders:
    """The holders of one sum, the largest amount first, and what in it belongs to nobody; amounts without sign."""

    holder: Integers
    amount: Floats
    rest: float

    @property
    def total(self) -> float:
        """All amounts without sign, in the unit of the measure."""
        return float(self.amount.sum()) + self.rest

    def broken(self, rules: Rules) -> dict[str, float]:
        """Rule broken ► how far the sum must stay in doubt on either side, in the unit of the measure."""
        if not len(self.holder):
            return {}
        found = {}
        total, noise = self.total, _NOISE * self.total
        prior = self._closeness(rules, self.amount, self.amount[2:])
        largest = float(self.amount[: rules.dominance_holders].sum())
        if len(self.holder) < rules.minimum_holders:
            found["minimum_holders"] = max(rules.range_percent / 100 * float(self.amount[0]), prior)
        if 100 * largest > rules.dominance_percent * total + 100 * noise:
            found["dominance"] = 100 / rules.dominance_percent * largest - total
        if prior > noise:
            found["prior"] = prior
        return found

    def wanted_against(self, insider: int | None, rules: Rules) -> float:
        """How far the sum must stay in doubt for one of its holders (None: who has no part), by the p%-rule; or 0."""
        others = self.amount[self.holder != insider] if insider is not None else self.amount
        return max(self._closeness(rules, others, others[1:]), 0.0)

    def _closeness(self, rules: Rules, others: Floats, hiding: Floats) -> float:
        """p % of the largest of the others less all that hides it."""
        largest = float(others[0]) if len(others) else 0.0
        return rules.prior_percent / 100 * largest - float(hiding.sum()) - self.rest


class Holdings:
    """The contributions of a measure, one line for each holder and inner cell."""

    def __init__(self, measure: Measure) -> None:
        given = measure.contributions
        size = measure.makeup.shape[1]
        key = given.holder.astype(np.int64) * size + given.inner
        pairs, line = np.unique(key, return_inverse=True)
        self.holder, self.inner = pairs // size, pairs % size
        self.amount = np.bincount(line, given.amount, len(pairs))
        self.losses = np.bincount(line, given.amount < 0, len(pairs)) > 0
        self.rest = _without_noise(measure.inner - np.bincount(self.inner, self.amount, size), measure.inner)
        self.size = size

    def of(self, weights: Floats) -> Holders:
        """Who holds the sum of the inner cells with these weights; a holder of 0 is a holder."""
        weight = weights[self.inner]
        within = np.flatnonzero(weight)
        holder, line = np.unique(self.holder[within], return_inverse=True)
        amount = np.abs(np.bincount(line, self.amount[within] * weight[within], len(holder)))
        order = np.argsort(-amount, kind="stable")
        return Holders(holder[order], amount[order], abs(float(weights @ self.rest)))


def _without_noise(difference: Floats, values: Floats) -> Floats:
    return np.where(np.abs(difference) <= _NOISE * np.abs(values).max(initial=0.0), 0.0, difference)
