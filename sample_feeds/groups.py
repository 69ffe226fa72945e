"""Holding groups: which listed units have another one as their direct parent."""

import numpy as np

from sample_feeds.text import Integers, Text, choose, where
from sample_feeds.units import UNLISTED, Units

_IN_GROUPS = 0.03
_SMALLEST, _LARGEST = 2, 6


def draw_parents(units: Units, rng: np.random.Generator) -> Text:
    """The code of each unit's direct parent, empty for most. Half of the groups are of one trade and place, as far as
    there are enough units of it; the first of a group is the parent of all others."""
    listed = np.flatnonzero(units.kind < UNLISTED)
    count = max(2, round(len(listed) * _IN_GROUPS / (_SMALLEST + _LARGEST) * 2))
    area = np.array(units.places.area).astype(np.int64)
    ordered = listed[np.lexsort((area[listed], units.industry[listed]))]
    near = rng.choice(len(ordered) // _LARGEST, count // 2, replace=False)
    blocks = [ordered[start * _LARGEST : (start + 1) * _LARGEST] for start in near]
    others = rng.permutation(np.setdiff1d(listed, np.concatenate(blocks)))
    blocks += [others[place * _LARGEST : (place + 1) * _LARGEST] for place in range(count - len(blocks))]
    parent = np.full(len(units), -1, dtype=np.int64)
    for block, size in zip(blocks, rng.integers(_SMALLEST, _LARGEST + 1, count), strict=True):
        parent[block[1:size]] = block[0]
    return _codes(units, parent)


def _codes(units: Units, parent: Integers) -> Text:
    return where(parent >= 0, choose(units.code, np.maximum(parent, 0)), "")
