"""The attacker: the smallest and the largest value of a sum that everything public, and an insider's own, allow."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import highspy
import numpy as np

from expectations.disclosure.attacker.components import Component
from expectations.disclosure.attacker.knowledge import Bounds
from expectations.disclosure.public_figures import Contradiction
from expectations.disclosure.tables import Floats, Integers

# The solver's tolerances are absolute: the largest figure is brought to about this.
_LARGEST = 2.0**20
_STEEPEST_PRIMAL = 4


class Unsolved(RuntimeError):
    """The solver gave neither an optimum nor a proof that there is none."""


@dataclass(frozen=True)
class Interval:
    """What the attacker knows of a sum, in the unit of the measure, and the inner groups where it is reached.

    An end without bound is ±∞ and is reached nowhere (None).
    """

    low: float
    high: float
    at_low: Floats | None
    at_high: Floats | None


class Attacker:
    """One component as a linear program, kept warm from question to question."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._scale = _power_of_two(component)
        self._groups = len(component.truth)
        self._highs = _solver(component, self._scale)

    def interval(self, cells: Integers) -> Interval:
        """The range of a sum of cells, given by their places in the component. Raises Contradiction, Unsolved."""
        columns = (cells + self._groups).astype(np.int32)
        ends = []
        for sign in (1.0, -1.0):
            self._highs.changeColsCost(len(columns), columns, np.full(len(columns), sign))
            ends.append(self._lowest(sign))
        self._highs.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        (low, at_low), (high, at_high) = ends
        return Interval(low, high, at_low, at_high)

    @contextmanager
    def knowing(self, bounds: Bounds) -> Iterator[None]:
        """For as long as the context lasts, these groups are known better."""
        before = self._component.everybody()
        self._bound(bounds)
        yield
        self._bound(Bounds(bounds.inner, before.low[bounds.inner], before.high[bounds.inner]))

    def _bound(self, bounds: Bounds) -> None:
        columns = bounds.inner.astype(np.int32)
        self._highs.changeColsBounds(len(columns), columns, bounds.low * self._scale, bounds.high * self._scale)

    def _lowest(self, sign: float) -> tuple[float, Floats | None]:
        status = self._run()
        if status == highspy.HighsModelStatus.kUnbounded:
            return -sign * np.inf, None
        solution = np.array(self._highs.getSolution().col_value[: self._groups]) / self._scale
        return sign * self._highs.getObjectiveValue() / self._scale, solution

    def _run(self) -> highspy.HighsModelStatus:
        answers = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded)
        self._highs.run()
        if self._highs.getModelStatus() not in answers:
            self._highs.clearSolver()
            self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction("no values of the inner cells agree with all that is published")
        if status not in answers:
            raise Unsolved(self._highs.modelStatusToString(status))
        return status


def _power_of_two(component: Component) -> float:
    """A factor that changes no digit."""
    largest = float(np.abs(component.makeup @ component.truth).max(initial=0.0))
    return float(2.0 ** np.floor(np.log2(_LARGEST / largest))) if largest else 1.0


def _solver(component: Component, scale: float) -> highspy.Highs:
    highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | str] = {"output_flag": False, "threads": 1, "presolve": "off", "solver": "simplex"}
    for option, value in (options | {"simplex_strategy": _STEEPEST_PRIMAL}).items():
        highs.setOptionValue(option, value)
    if highs.passModel(_program(component, scale)) != highspy.HighsStatus.kOk:
        raise Unsolved("the solver does not take the linear program")
    return highs


def _program(component: Component, scale: float) -> highspy.HighsLp:
    """Columns: the groups, then the cells. Rows: every cell is its makeup of groups, then the rates over cells."""
    everybody, groups = component.everybody(), len(component.truth)
    cells = len(component.cells)
    rows = [_row(component.makeup[at], groups + at) for at in range(cells)]
    for inequality in component.inequalities:
        rows.append([(groups + cell, weight) for cell, weight in inequality.coefficients.items()])
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = groups + cells, len(rows)
    program.col_cost_ = np.zeros(groups + cells)
    program.col_lower_ = np.concatenate([everybody.low, component.low]) * scale
    program.col_upper_ = np.concatenate([everybody.high, component.high]) * scale
    program.row_lower_ = np.array([0.0] * cells + [each.low for each in component.inequalities]) * scale
    program.row_upper_ = np.array([0.0] * cells + [each.high for each in component.inequalities]) * scale
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows)])
    program.a_matrix_.index_ = np.array([column for row in rows for column, _ in row], dtype=np.int32)
    program.a_matrix_.value_ = np.array([weight for row in rows for _, weight in row], dtype=np.float64)
    return program


def _row(makeup: Floats, cell: int) -> list[tuple[int, float]]:
    within = np.flatnonzero(makeup)
    return [*((int(group), float(makeup[group])) for group in within), (cell, -1.0)]
