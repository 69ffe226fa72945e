"""Deviations found once answer many questions: what moves one cell moves others, and stays possible for as long as the
cells that it moves are withheld."""

import numpy as np

from expectations.disclosure.system import System
from expectations.disclosure.tables import Flags, Floats, Integers

_STILL = 1e-7


class Witnesses:
    """Deviations of the inner cells of one measure within an outsider's bounds, each as large as they allow."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._most = 10 * float(max(system.wanted.up.max(initial=0), 1))
        self._moves = np.zeros((0, system.makeup.shape[1]))
        self._effects = np.zeros((0, len(system.shown)))

    def add(self, moves: Floats) -> None:
        """Remember a deviation and its reverse."""
        for way in (moves, -moves):
            grown = self._grown(np.where(np.abs(way) <= _STILL, 0, way))
            effects = self._system.makeup @ grown
            effects[np.abs(effects) <= _STILL * max(1.0, np.abs(effects).max(initial=0))] = 0
            if effects.any():
                self._moves = np.vstack([self._moves, grown])
                self._effects = np.vstack([self._effects, effects])

    def reach(self, withheld: Flags) -> tuple[Floats, Floats]:
        """How far at least each cell can fall and rise."""
        effects = self._effects[self._possible(withheld)]
        return -effects.min(axis=0, initial=0), effects.max(axis=0, initial=0)

    def inside(self, withheld: Flags, cells: Integers, present: Integers) -> tuple[Floats, Floats]:
        """How far at least each of these cells can fall and rise by what each of these insiders knows."""
        possible = self._possible(withheld)
        effects, share = self._effects[possible][:, cells], self._shares(possible, present)
        fall, rise = np.zeros((len(cells), len(present))), np.zeros((len(cells), len(present)))
        for at in range(len(cells)):
            moving = effects[:, at] != 0
            moved = effects[moving, at, None] * share[moving]
            fall[at], rise[at] = -moved.min(axis=0, initial=0), moved.max(axis=0, initial=0)
        return fall, rise

    def _possible(self, withheld: Flags) -> Flags:
        public = self._system.shown & ~withheld
        return np.asarray(~self._effects[:, public].any(axis=1))

    def _grown(self, moves: Floats) -> Floats:
        bounds = self._system.bounds
        moving = moves != 0
        if not moving.any():
            return moves
        room = np.where(moves < 0, bounds.lower, bounds.upper)[moving] / moves[moving]
        return moves * min(max(float(room.min()), 0.0), self._most / float(np.abs(moves).max()))

    def _shares(self, possible: Flags, present: Integers) -> Floats:
        """The share of each deviation that each insider's bounds allow, at most the whole (deviations × insiders)."""
        known = self._system.insiders
        sizes = known.start[present + 1] - known.start[present]
        begin = np.cumsum(sizes) - sizes
        entry = np.repeat(known.start[present] - begin, sizes) + np.arange(int(sizes.sum()))
        moves = self._moves[possible][:, known.inner[entry]]
        room = np.where(moves < 0, known.lower[entry], known.upper[entry])
        share = np.where(moves == 0, 1.0, np.clip(room / np.where(moves == 0, 1, moves), 0, 1))
        return np.asarray(np.minimum.reduceat(share, begin, axis=1) if len(begin) else share[:, :0])
