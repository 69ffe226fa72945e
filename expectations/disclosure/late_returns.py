"""Whose late return the differences of two releases tell: a total less the parts that both show is the rest of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from expectations.disclosure.changes import doubt
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Integers, Measure
from expectations.disclosure.unions import holding

Moved = Mapping[int, Mapping[str, Mapping[str, float]]]
"""Cell ► measure ► holder ► how far its amount has moved since the last release."""


def with_unions(
    doubts: Floats,
    public: Flags,
    withheld: Flags,
    relations: Sequence[Integers],
    measures: Sequence[Measure],
    moved: Moved,
    rules: Rules,
) -> Floats:
    """How far every cell must stay in doubt for its own change (`doubts`, in %), and public totals for that of their
    withheld parts together.
    """
    doubts = doubts.copy()
    sums = [(measure, relation) for measure in measures for relation in holding(relations, measure)]
    changed = True
    while changed:
        changed = False
        for measure, (total, *parts) in sums:
            if public[total] and not withheld[total] and not doubts[total]:
                unseen = [part for part in parts if withheld[part] or doubts[part]]
                rest = _together(unseen, measure.name, moved)
                doubts[total] = doubt(rest, float(measure.values[total]), rules)
                changed |= bool(doubts[total])
    return doubts


def _together(cells: Sequence[int], measure: str, moved: Moved) -> list[float]:
    """How far each holder's amounts in all of these cells have moved."""
    found: dict[str, float] = defaultdict(float)
    for cell in cells:
        for holder, amount in moved.get(cell, {}).get(measure, {}).items():
            found[holder] += amount
    return [amount for amount in found.values() if amount]
