"""Does a sum say too much of one of its holders? The three rules of the handbook, on one sum or on many at once.

Source: Hundepool et al., Handbook on Statistical Disclosure Control, magnitude tables (threshold, (n,k), p%).
"""

from dataclasses import dataclass

import numpy as np

from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Contributions, Flags, Floats, Integers, Measure

THRESHOLD, DOMINANCE, PRIOR = RULE_NAMES = ("threshold", "dominance", "p_percent")
_NOISE = 1e-9
_LEAST_SHARE, _LEAST_WIDTH = 1e-4, 1e-3


@dataclass(frozen=True)
class Risk:
    """The rules that a sum breaks, and how far an attacker's bounds must stay from its value on either side."""

    broken: tuple[str, ...]
    width: float


@dataclass(frozen=True)
class Holdings:
    """Sums by holder: of sum i the entries `start[i]:start[i + 1]`, absolute amounts, largest first.

    `rest` is the absolute amount of each sum that belongs to nobody.
    """

    start: Integers
    holder: Integers
    amount: Floats
    rest: Floats

    @property
    def holders(self) -> Integers:
        """How many holders each sum has."""
        return np.diff(self.start)

    @property
    def total(self) -> Floats:
        """Absolute amounts of all holders and the rest, by sum."""
        owner = np.repeat(np.arange(len(self.rest)), self.holders)
        return np.bincount(owner, self.amount, len(self.rest)) + self.rest

    def largest(self, rank: int) -> tuple[Integers, Floats]:
        """Holder (-1: none) and amount (0: none) at a rank, the largest at 0, by sum."""
        there = self.holders > rank
        at = self.start[:-1][there] + rank
        who, amount = np.full(len(there), -1, dtype=np.int64), np.zeros(len(there))
        who[there], amount[there] = self.holder[at], self.amount[at]
        return who, amount

    def amounts_of(self, sums: Integers, holders: Integers) -> Floats:
        """The amounts (sums × holders) of these holders (sorted) in these sums; 0 where there is none."""
        found = np.zeros((len(sums), len(holders)))
        for row, at in enumerate(sums):
            mine = slice(self.start[at], self.start[at + 1])
            _, here, there = np.intersect1d(self.holder[mine], holders, assume_unique=True, return_indices=True)
            found[row, there] = self.amount[mine][here]
        return found


@dataclass(frozen=True)
class Risks:
    """Rules broken (three flags, as in RULE_NAMES) and width wanted, for each of many sums; 0 where none is broken."""

    broken: Flags
    width: Floats

    @property
    def at_risk(self) -> Flags:
        """Which sums break any rule."""
        return np.asarray(self.broken.any(axis=0))

    def of(self, index: int) -> Risk | None:
        """The risk of one of the sums."""
        names = tuple(name for name, flags in zip(RULE_NAMES, self.broken, strict=True) if flags[index])
        return Risk(names, float(self.width[index])) if names else None


def risk(holders: Integers, amounts: Floats, rest: float, rules: Rules) -> Risk | None:
    """The risk of one sum made of amounts of holders (units of one holder are added up) and a rest of nobody's."""
    one = np.zeros(len(holders), dtype=np.int64)
    return risks(_sorted(one, holders, amounts, np.array([abs(rest)])), rules).of(0)


def risks(held: Holdings, rules: Rules) -> Risks:
    """The risk of every sum."""
    total, (_, first), (_, second) = held.total, held.largest(0), held.largest(1)
    dominant = np.sum([held.largest(rank)[1] for rank in range(rules.dominance_holders)], axis=0)
    some = held.holders > 0
    prior = rules.prior_percent / 100 * first - (total - first - second)
    dominance = 100 / rules.dominance_percent * dominant - total
    slack = _NOISE * total
    broken = np.array([some & (held.holders < rules.minimum_holders), some & (dominance > slack), prior > slack])
    few = np.maximum(rules.range_percent / 100 * first, prior)
    wanted = np.where(broken, [few, dominance, prior], 0).max(axis=0)
    return Risks(broken, np.where(broken.any(axis=0), np.maximum(wanted, least_width(held)), 0))


def least_width(held: Holdings) -> Floats:
    """The width that every protected sum with holders has at least, so that its value stays in doubt at all."""
    return np.where(held.holders > 0, np.maximum(_LEAST_SHARE * held.largest(0)[1], _LEAST_WIDTH), 0)


def insider_widths(held: Holdings, sums: Integers, holders: Integers, rules: Rules) -> Floats:
    """How far each holder's own bounds of each sum must stay from its value (sums × holders): so far that the holder
    cannot estimate the largest other one closer than p %. Not positive: nothing is wanted."""
    own = held.amounts_of(sums, holders)
    (who, first), (_, second) = held.largest(0), held.largest(1)
    target = np.where(who[sums][:, None] == holders[None, :], second[sums][:, None], first[sums][:, None])
    return np.asarray((1 + rules.prior_percent / 100) * target + own - held.total[sums][:, None])


def holdings(weights: Floats, measure: Measure) -> Holdings:
    """What each holder has in each weighted sum (sums × inner cells) of a measure."""
    given = measure.contributions
    inner, sums = np.nonzero(weights.T)
    begin = np.searchsorted(inner, np.arange(weights.shape[1] + 1))
    often = np.diff(begin)[given.inner]
    entry = np.repeat(np.arange(len(given.inner)), often)
    ahead = np.cumsum(often) - often
    at = begin[given.inner][entry] + np.arange(len(entry)) - ahead[entry]
    amount = weights[sums[at], given.inner[entry]] * given.amount[entry]
    return _sorted(sums[at], given.holder[entry], amount, np.abs(weights @ nobodys(measure)))


def nobodys(measure: Measure) -> Floats:
    """What each inner cell holds beyond its contributions; differences of floating point count as nothing."""
    given = measure.contributions
    size = len(measure.inner)
    rest = measure.inner - np.bincount(given.inner, given.amount, size)
    scale = np.abs(measure.inner) + np.bincount(given.inner, np.abs(given.amount), size)
    return np.where(np.abs(rest) <= _NOISE * scale, 0, rest)


def by_holder(given: Contributions) -> tuple[Integers, Integers, Floats]:
    """Contributions with one entry per holder and inner cell, sorted by both: holders, inner cells, amounts."""
    return _added(given.holder, given.inner, given.amount)


def _added(first: Integers, second: Integers, amount: Floats) -> tuple[Integers, Integers, Floats]:
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(first) != 0) | (np.diff(second) != 0)
    added = np.bincount(np.cumsum(new) - 1, amount[order], int(new.sum()))
    return first[new], second[new], np.asarray(added, dtype=np.float64)


def _sorted(sums: Integers, holders: Integers, amounts: Floats, rest: Floats) -> Holdings:
    sums, holders, amounts = _added(sums, holders, amounts)
    amounts = np.abs(amounts)
    order = np.lexsort((holders, -amounts, sums))
    start = np.searchsorted(sums, np.arange(len(rest) + 1)).astype(np.int64)
    return Holdings(start, holders[order], amounts[order], rest)
