"""An attacker without any algebra: tries every table of whole numbers that agrees with what is shown."""

from collections.abc import Iterator

import numpy as np

from expectations.disclosure.tables import Flags, Floats, Tables
from tests.attacks import grid


def small(seed: int) -> Tables:
    """3 × 3 inner cells of 0 to 6, of one to six firms."""
    rng = np.random.default_rng(seed)
    firms: list[dict[int, float]] = []
    for inner in range(9):
        value = int(rng.integers(0, 7))
        count = int(rng.integers(1, value + 1)) if value else 0
        parts: list[int] = (rng.multinomial(value - count, np.full(count, 1 / count)) + 1).tolist() if count else []
        firms.append({100 * inner + at: float(part) for at, part in enumerate(parts)})
    firms[0] = firms[0] or {1: 1.0}
    return grid(3, 3, firms)


def all_tables(tables: Tables, withheld: Flags, most: int) -> Iterator[Floats]:
    """The values of all cells in every consistent table of inner cells in 0 … most; without losses or rounding.

    An inner cell without contributions is known to be 0.
    """
    (measure,) = tables.measures
    makeup, values = measure.makeup.astype(int), np.rint(measure.values).astype(int)
    shown = [(np.flatnonzero(makeup[cell]), values[cell]) for cell in np.flatnonzero(~withheld)]
    held = set(measure.contributions.inner.tolist())
    inner = np.zeros(makeup.shape[1], dtype=int)
    ending = [[(part, total) for part, total in shown if part[-1] == at] for at in range(len(inner))]
    caps = [min([most, *(int(total) for part, total in shown if at in part)]) for at in range(len(inner))]
    first = {id(part): int(part[0]) for part, _ in shown}
    running = [[(part, total) for part, total in shown if first[id(part)] <= at < part[-1]] for at in range(len(inner))]

    def filled(at: int) -> Iterator[Floats]:
        if at == len(inner):
            yield makeup @ inner
            return
        for value in range((caps[at] if at in held else 0) + 1):
            inner[at] = value
            if all(inner[part].sum() == total for part, total in ending[at]) and all(
                inner[part[part <= at]].sum() <= total for part, total in running[at]
            ):
                yield from filled(at + 1)

    yield from filled(0)


def hull(tables: Tables, withheld: Flags, most: int) -> tuple[Floats, Floats]:
    """Smallest and largest value of every cell over all those tables."""
    low, high = np.full(len(tables.cells), np.inf), np.full(len(tables.cells), -np.inf)
    for values in all_tables(tables, withheld, most):
        low, high = np.minimum(low, values), np.maximum(high, values)
    return low, high
