"""Which cells are the sum of which others, found from what they are made of."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from expectations.disclosure.tables import Flags, Floats, Integers, Measure

_SAME = 1e-9


def relations(
    groups: Iterable[Sequence[tuple[str, str]]], measures: Sequence[Measure], cell_of: Mapping[tuple[str, str], int]
) -> tuple[Integers, ...]:
    """Total and parts, the total first, among rows that differ in one key column: the parts are all others, or else
    the largest of those inside the total, where they add up to it exactly.
    """
    found: dict[tuple[int, ...], Integers] = {}
    for rows in groups:
        cells = np.array(sorted({cell_of[row] for row in rows}))
        for measure in measures:
            shown = cells[measure.shown[cells]]
            for relation in _within(shown, measure.makeup[shown]):
                found.setdefault(tuple(relation.tolist()), relation)
    return tuple(found[key] for key in sorted(found))


def _within(cells: Integers, makeup: Floats) -> Iterable[Integers]:
    makeup = makeup[:, makeup.any(axis=0)]
    holds = _containment(makeup != 0)
    for place in range(len(cells)):
        inside = np.flatnonzero(holds[place])
        largest = np.array([one for one in inside if not holds[inside][:, one].any()], dtype=np.int64)
        for parts in (inside, largest):
            if len(parts) > 1 and np.allclose(makeup[parts].sum(axis=0), makeup[place], rtol=0, atol=_SAME):
                yield np.concatenate([cells[[place]], cells[parts]])
                break


def _containment(support: Flags) -> Flags:
    """[a, b]: everything of b is in a, and a has more."""
    covers = ~(support[None, :, :] & ~support[:, None, :]).any(axis=2)
    return np.asarray(covers & ~covers.T)
