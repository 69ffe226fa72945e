"""On tables small enough to try every one, the audit's intervals are what trying gives."""

from collections.abc import Iterator

import numpy as np
import pytest

from expectations.disclosure.audit import audit
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Tables
from tests.attacks import published
from tests.brute_force import hull, small

SEEDS = range(40)


def some_withheld(tables: Tables, seed: int) -> Flags:
    """About half of what is not 0, never the grand total."""
    margin = np.array([".T" in cell or "T." in cell for cell in tables.cells])
    withheld = np.random.default_rng(seed).random(len(tables.cells)) < np.where(margin, 0.3, 0.5)
    withheld &= tables.measures[0].values > 0
    withheld[tables.cells.index("T.T")] = False
    return withheld


def with_hulls() -> Iterator[tuple[int, Tables, Flags, tuple[np.ndarray, np.ndarray]]]:
    for seed in SEEDS:
        tables = small(seed)
        if (withheld := some_withheld(tables, seed)).any():
            yield seed, tables, withheld, hull(tables, withheld, most=54)


TRIED = list(with_hulls())


@pytest.mark.parametrize(("seed", "tables", "withheld", "tried"), TRIED, ids=[str(each[0]) for each in TRIED])
def test_the_interval_is_the_hull_of_all_tables(
    seed: int, tables: Tables, withheld: Flags, tried: tuple[np.ndarray, np.ndarray]
) -> None:
    """The system of a two-way table is totally unimodular: the ends of the intervals are whole numbers."""
    found = audit(tables, Rules(), published(tables, withheld))
    intervals = {each.cell: (each.low, each.high) for each in found.intervals}
    wanted = {tables.cells[at]: (tried[0][at], tried[1][at]) for at in np.flatnonzero(withheld)}
    assert intervals.keys() == wanted.keys()
    assert all(intervals[cell] == pytest.approx(wanted[cell], abs=1e-6) for cell in wanted)
    pinned = {cell for cell, (low, high) in wanted.items() if low == high}
    assert pinned <= {leak.cell for leak in found.leaks}


def test_some_cells_tried_are_pinned_and_some_are_not() -> None:
    doubt = np.concatenate([(high - low)[hidden] for _, _, hidden, (low, high) in TRIED])
    assert (doubt == 0).sum() > 30 and (doubt > 0).sum() > 30
