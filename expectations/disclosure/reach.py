"""How far a cell can move while every public cell stands still: the attacker's linear program, as the suppressor
uses it, with the proof of what stands in the way."""

from dataclasses import dataclass

import highspy
import numpy as np

from expectations.disclosure.knowledge import Bounds
from expectations.disclosure.system import System
from expectations.disclosure.tables import Flags, Floats, Integers

_SMALL = 1e-7
EXACT = 1e-6


def quiet_solver() -> highspy.Highs:
    """A HiGHS that does the same on every run: one thread, fixed seed, no clock, nothing printed."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | str] = {"output_flag": False, "threads": 1, "random_seed": 0, "parallel": "off"}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def linear_program(matrix: Floats, lower: Floats, upper: Floats, rows: tuple[Floats, Floats]) -> highspy.Highs:
    """A solver that holds rows ≤ matrix · x ≤ rows, lower ≤ x ≤ upper, without costs, exact to 1e-9."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = matrix.shape[1], matrix.shape[0]
    program.col_cost_ = np.zeros(matrix.shape[1])
    program.col_lower_, program.col_upper_ = lower, upper
    program.row_lower_, program.row_upper_ = rows
    row, column = np.nonzero(matrix)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.searchsorted(row, np.arange(matrix.shape[0] + 1)).astype(np.int32)
    program.a_matrix_.index_ = column.astype(np.int32)
    program.a_matrix_.value_ = matrix[row, column]
    solver = quiet_solver()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("dual_feasibility_tolerance", 1e-9)
    solver.passModel(program)
    return solver


@dataclass(frozen=True)
class Reached:
    """How far the cell moves (at most as far as asked), the deviations that do it, and for each cell how much its own
    freedom would help (signed; 0 for what is free already)."""

    distance: float
    moves: Floats
    prices: Floats


class Reach:
    """One linear program per measure, changed in place from question to question so that each starts warm."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._cells = np.arange(len(system.shown), dtype=np.int32)
        self._columns = np.arange(system.makeup.shape[1], dtype=np.int32)
        free = np.full(len(system.shown), np.inf)
        self._free = np.ones(len(system.shown), dtype=bool)
        self._known = system.bounds
        self._solver = linear_program(system.makeup, system.bounds.lower, system.bounds.upper, (-free, free))
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def furthest(self, cell: int, sign: int, width: float, withheld: Flags, known: Bounds | None = None) -> Reached:
        """Move the cell up (sign 1) or down (-1), no further than `width`, while all that is not withheld stands."""
        self._release(withheld | ~self._system.shown)
        self._know(known or self._system.bounds)
        goal = sign * self._system.makeup[cell]
        low, high = (0.0, width) if sign > 0 else (-width, 0.0)
        self._solver.changeRowBounds(cell, low, high)
        self._solver.changeColsCost(len(goal), self._columns, goal)
        self._solver.run()
        self._expect_optimal()
        solution = self._solver.getSolution()
        moves, prices = np.array(solution.col_value), np.array(solution.row_dual)
        prices[self._free] = 0
        prices[cell] = 0
        self._restore(cell)
        return Reached(float(goal @ moves), moves, np.where(np.abs(prices) < _SMALL, 0, prices))

    def ceiling(self, cell: int, sign: int, prices: Floats, known: Bounds) -> float:
        """What prices prove: the cell moves no further than this where every priced cell stands still; ∞ if nothing."""
        left = sign * self._system.makeup[cell] - prices @ self._system.makeup
        left = np.where(np.abs(left) < _SMALL, 0, left)
        bound = np.where(left > 0, known.upper, np.where(left < 0, known.lower, 0))
        return float(np.where(left == 0, 0, left * np.where(left == 0, 0, bound)).sum())

    def _release(self, free: Flags) -> None:
        changed = np.flatnonzero(free != self._free).astype(np.int32)
        if len(changed):
            room = np.where(free[changed], np.inf, 0)
            self._solver.changeRowsBounds(len(changed), changed, -room, room)  # type: ignore[attr-defined]
        self._free = free

    def _know(self, known: Bounds) -> None:
        changed: Integers = np.flatnonzero((known.lower != self._known.lower) | (known.upper != self._known.upper))
        if len(changed):
            where = changed.astype(np.int32)
            self._solver.changeColsBounds(len(where), where, known.lower[changed], known.upper[changed])
        self._known = known

    def _restore(self, cell: int) -> None:
        room = float("inf") if self._free[cell] else 0.0
        self._solver.changeRowBounds(cell, -room, room)

    def _expect_optimal(self) -> None:
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the attacker's linear program ended {status}")
