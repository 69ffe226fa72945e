"""Values near the truth that agree with all that is public: proof of doubt, for all whose own cells they spare."""

import numpy as np

from expectations.disclosure.attacker.components import Component
from expectations.disclosure.attacker.knowledge import Bounds
from expectations.disclosure.attacker.program import rows
from expectations.disclosure.attacker.solver import DUAL, Program, Row, Unsolved, optimum, scale, solver
from expectations.disclosure.public_figures import Contradiction
from expectations.disclosure.tables import Floats


class Nearby:
    """Steps from the truth that move a cell a given way and as little else as possible (in sum of absolute values).

    Columns: how far each group rises, how far it falls, then how far each cell moves.
    """

    def __init__(self, component: Component) -> None:
        self._scale = scale(component)
        self._truth, self._everybody = component.truth, component.everybody()
        self._groups = len(component.truth)
        self._program = _program(component, self._scale)
        self._highs = solver(self._program, DUAL)

    def steps(self, cell: int, distance: float, within: Bounds | None = None) -> list[Floats]:
        """By group, a step down and a step up of this cell (its place in the component), both within some bounds of the
        groups; fewer where none is found.
        """
        if within is not None:
            self._room(within)
        found = self._found(cell, distance)
        if within is not None:
            self._room(self._everybody)
        return found

    def _room(self, bounds: Bounds) -> None:
        """How far the groups can rise and fall within bounds."""
        groups, truth = bounds.inner.astype(np.int32), self._truth[bounds.inner]
        for first, room in ((0, bounds.high - truth), (self._groups, truth - bounds.low)):
            most = np.maximum(room, 0) * self._scale
            self._highs.changeColsBounds(len(groups), groups + first, np.zeros(len(groups)), most)

    def _found(self, cell: int, distance: float) -> list[Floats]:
        column = np.array([2 * self._groups + cell], dtype=np.int32)
        found = []
        for way in (-distance, distance):
            self._highs.changeColsBounds(1, column, np.array([way * self._scale]), np.array([way * self._scale]))
            try:
                moved = optimum(self._highs)
            except (Contradiction, Unsolved):
                break
            if moved is not None:
                found.append((moved[: self._groups] - moved[self._groups : 2 * self._groups]) / self._scale)
        self._highs.changeColsBounds(1, column, self._program.low[column], self._program.high[column])
        return found


def _program(component: Component, factor: float) -> Program:
    everybody, values = component.everybody(), component.makeup @ component.truth
    groups, nothing = len(component.truth), np.zeros(2 * len(component.truth))
    up, down = everybody.high - component.truth, component.truth - everybody.low
    low = np.concatenate([nothing, np.minimum(component.low - values, 0)])
    high = np.concatenate([np.maximum(up, 0), np.maximum(down, 0), np.maximum(component.high - values, 0)])
    at = [sum(weight * values[cell] for cell, weight in each.coefficients.items()) for each in component.inequalities]
    zeros = [0.0] * len(component.cells)
    row_low = np.array(zeros + [min(each.low - now, 0) for each, now in zip(component.inequalities, at, strict=True)])
    row_high = np.array(zeros + [max(each.high - now, 0) for each, now in zip(component.inequalities, at, strict=True)])
    cost = np.concatenate([np.ones(2 * groups), np.zeros(len(values))])
    moves = [_both_ways(row, groups) for row in rows(component)]
    return Program(low * factor, high * factor, cost, moves, row_low * factor, row_high * factor)


def _both_ways(row: Row, groups: int) -> Row:
    rises = [(column if column < groups else column + groups, weight) for column, weight in row]
    return [*rises, *((column + groups, -weight) for column, weight in row if column < groups)]
