"""Withheld parts of a public total: their sum is public too, and must be no more at risk than a cell."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.risk import holdings, risks
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Integers, Measure


@dataclass(frozen=True)
class Union:
    """Parts of a public total whose sum is known and at risk; the other cells of that relation; the width wanted."""

    cells: tuple[int, ...]
    others: tuple[int, ...]
    width: float


def unions(
    relations: Iterable[Integers], measure: Measure, withheld: Flags, stuck: frozenset[int], rules: Rules
) -> list[Union]:
    """The unions at risk of a measure. `stuck`: cells that can be computed exactly although they are withheld; they
    are as good as public."""
    hidden = withheld | ~measure.shown
    hidden[list(stuck)] = False
    found = {}
    for total, *parts in relations:
        inside = tuple(int(part) for part in parts if hidden[part])
        if not hidden[total] and inside and withheld[list(inside)].any():
            found[inside] = tuple(int(cell) for cell in (total, *parts) if cell not in inside)
    if not found:
        return []
    sums = np.array([measure.makeup[list(inside)].sum(axis=0) for inside in found])
    judged = risks(holdings(sums, measure), rules)
    known = zip(found.items(), judged.at_risk, judged.width, strict=True)
    return [Union(inside, others, float(width)) for (inside, others), risky, width in known if risky]
