"""Which figures go down and which go up to a multiple of their base: a program in 0 and 1, solved by HiGHS."""

from collections.abc import Sequence
from typing import Protocol

import highspy
import numpy as np

from expectations.disclosure.reach import quiet_solver
from expectations.disclosure.tables import Flags, Floats, Integers


class Figures(Protocol):
    """True values with the multiple below each (or itself), and whether it may go there, or to the next one above."""

    base: int
    values: Floats
    down: Floats
    falls: Flags
    rises: Flags


class Multiples:
    """The figures of several tables, one after another; the closest in sum, each measured in its base."""

    def __init__(self, tables: Sequence[Figures]) -> None:
        self._down = np.concatenate([each.down for each in tables])
        self._base = np.concatenate([np.full(len(each.down), float(each.base)) for each in tables])
        values = np.concatenate([each.values for each in tables])
        falls, rises = (np.concatenate([getattr(each, name) for each in tables]) for name in ("falls", "rises"))
        self._tried: set[bytes] = set()
        self._solver = quiet_solver()
        for name in ("mip_rel_gap", "mip_abs_gap"):
            self._solver.setOptionValue(name, 0.0)
        cost = (self._base - 2 * (values - self._down)) / self._base
        for cell in range(len(values)):
            self._solver.addVar(float(not falls[cell]), float(rises[cell]))
            self._solver.changeColCost(cell, float(cost[cell]))
            self._solver.changeColIntegrality(cell, highspy.HighsVarType.kInteger)

    def adds_up(self, total: int, parts: Integers) -> None:
        """The figures of the parts sum to that of the total."""
        weights = np.zeros(len(self._down))
        weights[parts], weights[total] = 1, -1
        self._row(weights, 0, 0)

    def never_above(self, lesser: int, greater: int) -> None:
        """One figure is no larger than another."""
        weights = np.zeros(len(self._down))
        weights[lesser], weights[greater] = -1, 1
        self._row(weights, 0, np.inf)

    def at_least(self, start: int, weights: Floats, least: float) -> None:
        """A weighted sum of the figures from `start` on is no smaller."""
        wide = np.zeros(len(self._down))
        wide[start : start + len(weights)] = weights
        self._row(wide, least, np.inf)

    def solve(self) -> Floats | None:
        """The closest figures, None where there are none; RuntimeError where the solver gives up or repeats itself."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        up = np.round(np.array(self._solver.getSolution().col_value))
        if status != highspy.HighsModelStatus.kOptimal or up.tobytes() in self._tried:
            raise RuntimeError(f"the program of controlled rounding ended {status}")
        self._tried.add(up.tobytes())
        return np.asarray(self._down + self._base * up)

    def _row(self, weights: Floats, least: float, most: float) -> None:
        """least ≤ weights · figures ≤ most, in units of the largest coefficient."""
        at = np.flatnonzero(weights).astype(np.int32)
        steps, start = weights * self._base, float(weights @ self._down)
        size = float(np.abs(steps).max(initial=0)) or 1.0
        self._solver.addRow((least - start) / size, (most - start) / size, len(at), at, steps[at] / size)
