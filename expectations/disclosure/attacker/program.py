"""The attacker's programs: the smallest and the largest value of a sum that everything public allows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.attacker.components import Component
from expectations.disclosure.attacker.knowledge import Bounds
from expectations.disclosure.attacker.solver import PRIMAL, Program, Row, optimum, scale, solver
from expectations.disclosure.tables import Integers


@dataclass(frozen=True)
class Interval:
    """What the attacker knows of a sum, in the unit of the measure; ±∞ where there is no bound."""

    low: float
    high: float


class Attacker:
    """One component as a linear program. Columns: the groups of inner cells, then the cells."""

    def __init__(self, component: Component) -> None:
        self._everybody = component.everybody()
        self._scale = scale(component)
        self._groups = len(component.truth)
        self._highs = solver(_program(component, self._everybody, self._scale), PRIMAL)

    def interval(self, cells: Integers) -> Interval:
        """The range of a sum of cells, given by their places in the component. Raises Contradiction, Unsolved."""
        columns = cells + self._groups
        low, high = (self._lowest(columns, sign) for sign in (1.0, -1.0))
        self._cost(columns, 0.0)
        return Interval(low, -high)

    @contextmanager
    def knowing(self, bounds: Bounds) -> Iterator[None]:
        """For as long as the context lasts, these groups are known better."""
        known = bounds.inner
        self._bound(bounds)
        yield
        self._bound(Bounds(known, self._everybody.low[known], self._everybody.high[known]))

    def _bound(self, bounds: Bounds) -> None:
        columns = bounds.inner.astype(np.int32)
        self._highs.changeColsBounds(len(columns), columns, bounds.low * self._scale, bounds.high * self._scale)

    def _cost(self, columns: Integers, cost: float) -> None:
        self._highs.changeColsCost(len(columns), columns.astype(np.int32), np.full(len(columns), cost))

    def _lowest(self, columns: Integers, sign: float) -> float:
        self._cost(columns, sign)
        found = optimum(self._highs)
        return -np.inf if found is None else sign * float(found[columns].sum()) / self._scale


def rows(component: Component) -> list[Row]:
    """Every cell is its makeup of groups, then the rates over the cells; columns are groups, then cells."""
    groups, made = len(component.truth), []
    for at, makeup in enumerate(component.makeup):
        within = np.flatnonzero(makeup)
        made.append([*((int(group), float(makeup[group])) for group in within), (groups + at, -1.0)])
    rates = [[(groups + cell, weight) for cell, weight in each.coefficients.items()] for each in component.inequalities]
    return [*made, *rates]


def _program(component: Component, everybody: Bounds, factor: float) -> Program:
    low, high = np.concatenate([everybody.low, component.low]), np.concatenate([everybody.high, component.high])
    zeros = [0.0] * len(component.cells)
    row_low = np.array(zeros + [each.low for each in component.inequalities])
    row_high = np.array(zeros + [each.high for each in component.inequalities])
    cost = np.zeros(len(low))
    return Program(low * factor, high * factor, cost, rows(component), row_low * factor, row_high * factor)
