"""The cheapest way to let a cell move: which others have to move with it, and so have to be withheld."""

import numpy as np

from expectations.disclosure.knowledge import Bounds
from expectations.disclosure.reach import linear_program, unit_of
from expectations.disclosure.system import System
from expectations.disclosure.tables import Flags, Floats

_STILL = 1e-7


class Detour:
    """One linear program per measure: deviations of inner cells and, by cell, what they move up and down at a price."""

    def __init__(self, system: System, price: Floats, barred: Flags) -> None:
        self._system = system
        self._price = price / max(float(price.max(initial=0)), 1e-9)
        self._barred = barred & system.shown
        cells, inner = system.makeup.shape
        self._cells = cells
        self._where = np.arange(inner + 2 * cells, dtype=np.int32)
        matrix = np.hstack([system.makeup, -np.eye(cells), np.eye(cells)])
        lower = np.append(system.bounds.lower, np.zeros(2 * cells))
        upper = np.append(system.bounds.upper, np.full(2 * cells, np.inf))
        self._solver = linear_program(matrix, lower, upper, (np.zeros(cells), np.zeros(cells)))

    def cheapest(self, cell: int, sign: int, width: float, withheld: Flags, known: Bounds) -> Floats | None:
        """The deviations that move the cell by the width at the least price; None where nothing can."""
        unit = unit_of(width)
        seen, width = known.seen(unit), width / unit
        free = withheld | ~self._system.shown
        price = np.where(free, 0, self._price)
        room = np.where(self._barred & ~free, 0, np.inf)
        up, down, low = room.copy(), room.copy(), np.zeros(self._cells)
        low[cell] = width
        (up if sign > 0 else down)[cell] = width
        (down if sign > 0 else up)[cell] = 0
        still = np.zeros(self._cells)
        lower = np.concatenate([seen.lower, low if sign > 0 else still, still if sign > 0 else low])
        upper = np.concatenate([seen.upper, up, down])
        cost = np.concatenate([np.zeros(len(known.lower)), price, price])
        self._solver.changeColsCost(len(cost), self._where, cost)
        self._solver.changeColsBounds(len(cost), self._where, lower, upper)
        self._solver.run()
        if self._solver.getInfo().primal_solution_status != 2:
            return None
        moves = np.array(self._solver.getSolution().col_value)[: len(known.lower)]
        return np.where(np.abs(moves) <= _STILL, 0, unit * moves)
