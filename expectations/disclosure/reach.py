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


def unit_of(width: float) -> float:
    """The power of a thousand next to a width: a solver's tolerance must be small beside what it is asked for."""
    return float(1000.0 ** np.round(np.log10(width) / 3))


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


def solve(solver: highspy.Highs) -> None:
    """Run to the optimum, once more from nothing where that was not reached; RuntimeError where neither does it."""
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        solver.clearSolver()
        solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"the attacker's linear program ended {status}")


@dataclass(frozen=True)
class Reached:
    """How far the cell moves (at most as far as asked), the deviations that do it, and what the rows of the program are
    worth."""

    distance: float
    moves: Floats
    duals: Floats


class Reach:
    """The linear program of one measure under one pattern after another; between questions about the same pattern it
    is changed in place, so that each starts warm."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._pattern = np.zeros(0, dtype=bool)
        self._split: highspy.Highs | None = None

    def furthest(self, cell: int, sign: int, width: float, withheld: Flags, known: Bounds | None = None) -> Reached:
        """Move a withheld cell up (sign 1) or down (-1), no further than `width`, while all that is public stands."""
        if not np.array_equal(self._pattern, withheld):
            self._build(withheld)
        if not len(self._columns):
            return Reached(0.0, np.zeros(self._system.makeup.shape[1]), np.zeros(len(self._rows)))
        unit = unit_of(width)
        self._know((known or self._system.bounds).seen(unit))
        goal = sign * self._system.makeup[cell]
        row, most = int(np.searchsorted(self._rows, cell)), sign * width / unit
        self._solver.changeRowBounds(row, min(most, 0), max(most, 0))
        self._solver.changeColsCost(len(self._columns), self._places, goal[self._columns])
        solve(self._solver)
        self._solver.changeRowBounds(row, -np.inf, np.inf)
        solution = self._solver.getSolution()
        moves = np.zeros(len(goal))
        moves[self._columns] = unit * np.array(solution.col_value)
        return Reached(float(goal @ moves), moves, np.array(solution.row_dual))

    def sparsest(self, cell: int, sign: int, width: float, withheld: Flags, known: Bounds) -> Floats | None:
        """Deviations that move a withheld cell by the width and everything else as little as possible; None if none
        can. They touch few inner cells, so they are possible for most insiders too."""
        if not np.array_equal(self._pattern, withheld):
            self._build(withheld)
        if not len(self._columns):
            return None
        if self._split is None:
            self._split = self._divided()
        unit = unit_of(width)
        seen = known.seen(unit)
        both = np.arange(2 * len(self._columns), dtype=np.int32)
        most = np.append(seen.upper[self._columns], -seen.lower[self._columns])
        self._split.changeColsBounds(len(both), both, np.zeros(len(both)), most)
        row = int(np.searchsorted(self._rows, cell))
        self._split.changeRowBounds(row, sign * width / unit, sign * width / unit)
        self._split.run()
        found = self._split.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = np.array(self._split.getSolution().col_value)
        self._split.changeRowBounds(row, -np.inf, np.inf)
        if not found:
            return None
        moves = np.zeros(len(known.lower))
        moves[self._columns] = values[: len(self._columns)] - values[len(self._columns) :]
        return np.where(np.abs(moves) < _SMALL, 0, unit * moves)

    def prices(self, cell: int, sign: int, reached: Reached) -> Floats:
        """By cell, how much its freedom would add to the last answer (signed; 0 for what is free already): of the rows
        in the program, then of those that keep the other inner cells where they are."""
        prices = np.zeros(len(self._system.shown))
        prices[self._rows] = np.where(self._open(), 0, reached.duals)
        prices[np.abs(prices) < _SMALL] = 0
        left = sign * self._system.makeup[cell] - prices @ self._system.makeup
        for rows, columns in reversed(self._steps):
            step = left[columns] / self._system.makeup[rows, columns]
            prices[rows] = np.where(np.abs(step) < _SMALL, 0, step)
            left = left - prices[rows] @ self._system.makeup[rows]
        return prices

    def ceiling(self, cell: int, sign: int, prices: Floats, known: Bounds) -> float:
        """What prices prove: the cell moves no further than this where every priced cell stands still; ∞ if nothing."""
        left = sign * self._system.makeup[cell] - prices @ self._system.makeup
        left = np.where(np.abs(left) < _SMALL, 0, left)
        bound = np.where(left > 0, known.upper, np.where(left < 0, known.lower, 0))
        return float(np.where(left == 0, 0, left * np.where(left == 0, 0, bound)).sum())

    def _build(self, withheld: Flags) -> None:
        """The program without inner cells that cannot move: those that are alone in a public cell, again and again."""
        public = self._system.shown & ~withheld
        inside = (self._system.makeup[public] != 0).astype(np.float32)
        names = np.flatnonzero(public)
        moving = np.ones(inside.shape[1], dtype=np.float32)
        self._steps: list[tuple[Integers, Integers]] = []
        while len(single := np.flatnonzero(inside @ moving == 1)):
            columns, first = np.unique((inside[single] * moving).argmax(axis=1), return_index=True)
            self._steps.append((names[single[first]], columns))
            moving[columns] = 0
        self._columns = np.flatnonzero(moving)
        standing = np.zeros(len(public), dtype=bool)
        standing[names] = inside @ moving > 0
        self._rows = np.flatnonzero(standing | ~public)
        self._places = np.arange(len(self._columns), dtype=np.int32)
        self._known = self._system.bounds.seen(1.0)
        room = np.where(public[self._rows], 0, np.inf)
        limits = self._known.lower[self._columns], self._known.upper[self._columns]
        self._solver = linear_program(self._matrix(), *limits, (-room, room))
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._split = None
        self._pattern = withheld.copy()

    def _matrix(self) -> Floats:
        return self._system.makeup[np.ix_(self._rows, self._columns)]

    def _divided(self) -> highspy.Highs:
        """The program in rises and falls of the inner cells, each at a price of 1."""
        room = np.where(self._open(), np.inf, 0)
        matrix, zero = self._matrix(), np.zeros(2 * len(self._columns))
        solver = linear_program(np.hstack([matrix, -matrix]), zero, zero, (-room, room))
        solver.changeColsCost(len(zero), np.arange(len(zero), dtype=np.int32), zero + 1)
        return solver

    def _open(self) -> Flags:
        return np.asarray((~self._system.shown | self._pattern)[self._rows])

    def _know(self, known: Bounds) -> None:
        changed = (known.lower != self._known.lower) | (known.upper != self._known.upper)
        where = np.flatnonzero(changed[self._columns]).astype(np.int32)
        if len(where):
            there = self._columns[where]
            self._solver.changeColsBounds(len(where), where, known.lower[there], known.upper[there])
        self._known = known
