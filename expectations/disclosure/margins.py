"""How far the truth of a cell at risk could be from what it is, for all that rounded figures tell: an attacker's linear
programs, and what every rounding that leaves enough doubt has to obey."""

from collections.abc import Iterator
from dataclasses import dataclass

import highspy
import numpy as np

from expectations.disclosure.knowledge import Bounds
from expectations.disclosure.reach import EXACT, linear_program, solve
from expectations.disclosure.rules import Rules
from expectations.disclosure.system import system
from expectations.disclosure.tables import Floats, Measure

_SMALL = 1e-7


@dataclass(frozen=True)
class Cut:
    """An inequality of the errors (figure − truth) that leave enough doubt about a cell: weights · errors ≥ least."""

    cell: int
    weights: Floats
    least: float


class Margins:
    """One measure, whose figures are all known to be within `doubt` of the truth; `below` and `above`: as far as other
    sources allow each cell to be from its value.
    """

    def __init__(self, measure: Measure, rules: Rules, doubt: float, below: Floats, above: Floats) -> None:
        none = np.zeros(len(measure.shown), dtype=bool)
        self._system = system(measure, none, rules)
        self._rows = np.flatnonzero(measure.shown)
        self._doubt = doubt / self._system.unit
        self._below, self._above = np.minimum(below, 0) / self._system.unit, np.maximum(above, 0) / self._system.unit

    def lacking(self, errors: Floats) -> Iterator[Cut]:
        """A cut for each side of each cell at risk that an outsider knows too closely; if there is none, an insider."""
        for find in (self._outsider, self._insiders):
            cuts = list(find(errors / self._system.unit))
            if cuts:
                yield from cuts
                return

    def _outsider(self, errors: Floats) -> Iterator[Cut]:
        wanted = self._system.wanted
        solver = self._program(errors)
        for cell, down, up in zip(wanted.cells.tolist(), wanted.down, wanted.up, strict=True):
            for sign, width in ((-1, float(down)), (1, float(up))):
                yield from self._short(solver, errors, cell, sign, width, self._system.bounds)

    def _insiders(self, errors: Floats) -> Iterator[Cut]:
        wanted, risky = self._system.wanted, np.zeros(len(errors), dtype=bool)
        risky[wanted.cells] = True
        solver = self._program(errors)
        columns = np.arange(self._system.makeup.shape[1], dtype=np.int32)
        for insider in self._system.present(risky).tolist():
            asked = np.flatnonzero(wanted.inside[:, insider] > EXACT)
            known = self._system.known_by(np.array([insider]))
            solver.changeColsBounds(len(columns), columns, known.lower, known.upper)
            for place in asked:
                for sign in (-1, 1):
                    width = float(wanted.inside[place, insider])
                    yield from self._short(solver, errors, int(wanted.cells[place]), sign, width, known)

    def _program(self, errors: Floats) -> highspy.Highs:
        bounds = self._system.bounds
        rows = tuple(side[self._rows] for side in self._within(errors))
        solver = linear_program(self._system.makeup[self._rows], bounds.lower, bounds.upper, (rows[0], rows[1]))
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        return solver

    def _within(self, errors: Floats) -> tuple[Floats, Floats]:
        return np.maximum(errors - self._doubt, self._below), np.minimum(errors + self._doubt, self._above)

    def _short(
        self, solver: highspy.Highs, errors: Floats, cell: int, sign: int, width: float, known: Bounds
    ) -> Iterator[Cut]:
        goal = sign * self._system.makeup[cell]
        solver.changeColsCost(len(goal), np.arange(len(goal), dtype=np.int32), goal)
        solve(solver)
        solution = solver.getSolution()
        moves, duals = np.array(solution.col_value), np.array(solution.row_dual)
        if goal @ moves < width * (1 - EXACT):
            prices = np.zeros(len(errors))
            prices[self._rows] = np.where(np.abs(duals) < _SMALL, 0, duals)
            left = goal - prices @ self._system.makeup
            left = np.where(np.abs(left) < _SMALL, 0, left)
            furthest = np.where(left > 0, known.upper, np.where(left < 0, known.lower, 0))
            low, high = self._within(errors)
            ends = np.where(prices > 0, high, np.where(prices < 0, low, 0))
            weights = np.where(ends == errors + np.sign(prices) * self._doubt, prices, 0)
            most = float((left * furthest).sum() + prices @ ends - weights @ errors)
            yield Cut(cell, weights, (width - most) * self._system.unit)
