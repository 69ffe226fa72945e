"""Which four-digit industry a unit belongs to: the city's structure, every code of Order 25 present."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sample_feeds.reference import Reference
from sample_feeds.text import Booleans, Integers, Reals
from sample_feeds.trades import trade_of_division, trades

INDUSTRY = frozenset(f"{d:02d}" for d in range(6, 47))
_INTENSIVE_FAVOUR = 1.3


@dataclass(frozen=True)
class Industries:
    """The four-digit codes of the 2017 edition in order, with what is known of each."""

    codes: tuple[str, ...]
    trade: Integers
    industrial: Booleans
    intensive: Booleans


def known_industries(reference: Reference) -> Industries:
    """The codes that a reporting unit can have, industry's and the services'."""
    codes = tuple(c for c in sorted(reference.industries_2017) if c[:2] in trade_of_division())
    return Industries(
        codes=codes,
        trade=np.array([trade_of_division()[c[:2]] for c in codes]),
        industrial=np.array([c[:2] in INDUSTRY for c in codes]),
        intensive=np.array([c in reference.patent_intensive for c in codes]),
    )


def assign_industries(industries: Industries, industrial: bool, count: int, rng: np.random.Generator) -> Integers:
    """An index into `industries.codes` per unit; each patent-intensive code twice, as far as a third of the units
    suffices."""
    weights = _weights(industries, rng) * (industries.industrial == industrial)
    chosen = rng.choice(len(industries.codes), size=count, p=weights / weights.sum())
    members = np.flatnonzero(industries.intensive & (industries.industrial == industrial))
    certain = np.tile(rng.permutation(members), 2)[: count // 3]
    chosen[rng.permutation(count)[: len(certain)]] = certain
    return chosen


def _weights(industries: Industries, rng: np.random.Generator) -> Reals:
    division = np.array([trades()[t].weights[c[:2]] for c, t in zip(industries.codes, industries.trade, strict=True)])
    within = rng.lognormal(0.0, 1.3, len(industries.codes)) * np.where(industries.intensive, _INTENSIVE_FAVOUR, 1.0)
    weights: Reals = division * within / _sums_by_division(industries.codes, within)
    return weights


def _sums_by_division(codes: Sequence[str], values: Reals) -> Reals:
    division = np.array([int(c[:2]) for c in codes])
    sums: Reals = np.bincount(division, values)[division]
    return sums
