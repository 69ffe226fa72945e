"""Firms that are easily taken for each other: namesakes in different areas, and sisters with one brand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sample_feeds.panel import Panel
from sample_feeds.reference import UNALLOCATED
from sample_feeds.text import Booleans, Integers

UNITS_PER_PAIR = 105
_NEVER = 9999


@dataclass(frozen=True)
class Pairs:
    """Two units each: `namesakes` have one name in two areas, `sisters` one brand in two trades."""

    namesakes: tuple[Integers, Integers]
    sisters: tuple[Integers, Integers]


def draw_pairs(firms: Booleans, trade: Integers, area: Sequence[str], panel: Panel, rng: np.random.Generator) -> Pairs:
    """As many pairs of each sort as the number of units asks for, all of firms that keep their name and place."""
    places = np.array(area)
    steady = firms & (panel.renamed == _NEVER) & (panel.moved == _NEVER) & (places != UNALLOCATED)
    drawn = rng.permutation(np.flatnonzero(steady))
    first, second = drawn[: len(drawn) // 2], drawn[len(drawn) // 2 : len(drawn) // 2 * 2]
    wanted = max(1, len(firms) // UNITS_PER_PAIR)
    apart = np.flatnonzero((places[first] != places[second]) & (trade[first] != trade[second]))[: 2 * wanted]
    ones, others = first[apart], second[apart]
    return Pairs((ones[:wanted], others[:wanted]), (ones[wanted:], others[wanted:]))
