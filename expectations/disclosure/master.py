"""The cheapest pattern that obeys all cuts found so far: a covering problem in 0 and 1, solved by HiGHS."""

from dataclasses import dataclass

import highspy
import numpy as np

from expectations.disclosure.attack import Attack, Cut
from expectations.disclosure.reach import quiet_solver
from expectations.disclosure.tables import Flags, Floats, Tables

_DIGITS = 2


class Impossible(ValueError):
    """No pattern protects these cells."""


@dataclass(frozen=True)
class Proposal:
    """A pattern that obeys all cuts so far, a cost that no such pattern undercuts, and whether it is the cheapest."""

    withheld: Flags
    bound: float
    proved: bool


def rounded(cost: Floats) -> Floats:
    """Costs to two significant digits, so that a small revision does not turn one pattern into another."""
    return np.where(cost > 0, np.round(cost / _last_place(cost)) * _last_place(cost), 0)


def tie_break(tables: Tables) -> Floats:
    """Costs too small to matter that decide between equal ones, by the rank of the cell's name."""
    cost = rounded(tables.cost)
    least = cost[cost > 0].min(initial=np.inf)
    rank = np.argsort(np.argsort(np.array(tables.cells), kind="stable"), kind="stable") + 1
    return np.asarray((least if np.isfinite(least) else 1.0) * 0.01 * rank / (len(rank) + 1) ** 2)


def _last_place(cost: Floats) -> Floats:
    return np.asarray(10.0 ** (np.floor(np.log10(np.maximum(cost, 1e-300))) - _DIGITS + 1))


class Master:
    """The covering problem of one component, grown cut by cut."""

    def __init__(self, tables: Tables, fixed: Flags, nodes: int) -> None:
        self._fixed = fixed
        self._cost = np.where(fixed, 0, rounded(tables.cost))
        self._ties = np.where(fixed, 0, tie_break(tables))
        steps = _last_place(self._cost[self._cost > 0])
        self._step = float(steps.min()) if len(steps) else 1.0
        self._scale = max(float(self._cost.max(initial=0)), 1e-9)
        self._solver = quiet_solver()
        limits: dict[str, float | int] = {"mip_abs_gap": 0.0, "mip_max_nodes": nodes}
        for name, value in limits.items():
            self._solver.setOptionValue(name, value)
        for cell in range(len(fixed)):
            free = not fixed[cell] and not tables.kept[cell]
            self._solver.addVar(float(fixed[cell]), float(fixed[cell] or free))
            self._solver.changeColCost(cell, float((self._cost[cell] + self._ties[cell]) / self._scale))
            self._solver.changeColIntegrality(cell, highspy.HighsVarType.kInteger)

    def add(self, cut: Cut) -> None:
        """One more inequality."""
        where = np.flatnonzero(cut.weights).astype(np.int32)
        self._solver.addRow(cut.least, np.inf, len(where), where, cut.weights[where])

    def solve(self, gap: float) -> Proposal | None:
        """The cheapest pattern to within a part (`gap`) of its cost, or what the limits allow; None: there is none."""
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.run()
        status = self._solver.getModelStatus()
        info = self._solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        bound = np.ceil((info.mip_dual_bound * self._scale - float(self._ties.sum())) / self._step - 1e-6) * self._step
        values = np.array(self._solver.getSolution().col_value)
        found = len(values) > 0 and np.isfinite(info.objective_function_value) and info.primal_solution_status == 2
        withheld = np.asarray(values > 0.5) if found else self._fixed.copy()
        proved = found and self._cost[withheld].sum() < bound + self._step / 2
        return Proposal(withheld, max(float(bound), 0.0), bool(proved))


def never_alone(attack: Attack) -> list[Cut]:
    """A cell that is to move needs another of each relation to move with it; no other is withheld for nothing."""
    found = []
    wanted = [set(each.wanted.cells.tolist()) for each in attack.systems]
    for cells in attack.tables.relations:
        holds = [bool(each.shown[cells].all()) and _adds_up(each.makeup[cells]) for each in attack.systems]
        for cell in cells.tolist():
            must = any(ok and cell in moving for ok, moving in zip(holds, wanted, strict=True))
            if must or (all(holds) and not attack.fixed[cell]):
                weights = np.zeros(len(attack.fixed))
                weights[cells] = 1
                weights[cell] = 0 if must else -1
                found.append(Cut(weights, float(must)))
    return found


def _adds_up(rows: Floats) -> bool:
    return bool(np.allclose(rows[0], rows[1:].sum(axis=0), atol=1e-9))
