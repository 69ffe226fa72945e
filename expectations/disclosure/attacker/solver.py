"""Linear programs with HiGHS, kept warm from question to question: one thread, no presolve, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from expectations.disclosure.attacker.components import Component
from expectations.disclosure.public_figures import Contradiction
from expectations.disclosure.tables import Floats

DUAL, PRIMAL = 1, 4
Row = Sequence[tuple[int, float]]
# The solver's tolerances are absolute: the largest figure is brought to about this.
_LARGEST = 2.0**20


class Unsolved(RuntimeError):
    """The solver gave neither an optimum nor a proof that there is none."""


@dataclass(frozen=True)
class Program:
    """Bounds and costs of the columns, and the rows: column and coefficient of what is not 0, with their bounds."""

    low: Floats
    high: Floats
    cost: Floats
    rows: Sequence[Row]
    row_low: Floats
    row_high: Floats


def solver(program: Program, strategy: int) -> highspy.Highs:
    """HiGHS with this program. `strategy`: PRIMAL where costs will change, DUAL where bounds will. Raises Unsolved."""
    highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | str] = {"output_flag": False, "threads": 1, "presolve": "off", "solver": "simplex"}
    for option, value in (options | {"simplex_strategy": strategy}).items():
        highs.setOptionValue(option, value)
    given = highspy.HighsLp()
    given.num_col_, given.num_row_ = len(program.low), len(program.rows)
    given.col_cost_, given.col_lower_, given.col_upper_ = program.cost, program.low, program.high
    given.row_lower_, given.row_upper_ = program.row_low, program.row_high
    given.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    given.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in program.rows)])
    given.a_matrix_.index_ = np.array([column for row in program.rows for column, _ in row], dtype=np.int32)
    given.a_matrix_.value_ = np.array([weight for row in program.rows for _, weight in row], dtype=np.float64)
    if highs.passModel(given) != highspy.HighsStatus.kOk:
        raise Unsolved("the solver does not take the linear program")
    return highs


def optimum(highs: highspy.Highs) -> Floats | None:
    """The columns at the optimum, None where there is no bound. Raises Contradiction without a solution, Unsolved."""
    status = _run(highs)
    if status == highspy.HighsModelStatus.kInfeasible:
        raise Contradiction("no values of the inner cells agree with all that is published")
    return None if status == highspy.HighsModelStatus.kUnbounded else np.array(highs.getSolution().col_value)


def _run(highs: highspy.Highs) -> highspy.HighsModelStatus:
    answers = [getattr(highspy.HighsModelStatus, name) for name in ("kOptimal", "kUnbounded", "kInfeasible")]
    highs.run()
    if highs.getModelStatus() not in answers[:2]:
        highs.clearSolver()
        highs.run()
    status = highs.getModelStatus()
    if status not in answers:
        raise Unsolved(highs.modelStatusToString(status))
    return status


def scale(component: Component) -> float:
    """By what to multiply all figures of a component; a power of two changes no digit."""
    largest = float(np.abs(component.makeup @ component.truth).max(initial=0.0))
    return float(2.0 ** np.floor(np.log2(_LARGEST / largest))) if largest else 1.0
