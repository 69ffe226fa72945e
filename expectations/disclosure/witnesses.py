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
        self._by_inner = np.ascontiguousarray(system.makeup.T)
        self._most = 10 * float(max(system.wanted.up.max(initial=0), 1))
        cells, inner = system.makeup.shape
        self._count = 0
        self._moves, self._effects = np.zeros((16, inner)), np.zeros((16, cells))
        self._touched = np.zeros((16, cells), dtype=bool)
        self._pattern = np.zeros(cells, dtype=bool)
        self._fall, self._rise = np.zeros(cells), np.zeros(cells)

    def add(self, moves: Floats, withheld: Flags) -> None:
        """Remember a deviation; its reverse too where that tells more about a wanted cell of this pattern."""
        self.reach(withheld)
        for way in (moves, -moves):
            grown = self._grown(_without_noise(way, way))
            moving = np.flatnonzero(grown)
            effects = _without_noise(grown[moving] @ self._by_inner[moving], grown)
            if effects.any() and (way is moves or self._tells(effects)):
                self._keep(grown, effects)

    def reach(self, withheld: Flags) -> tuple[Floats, Floats]:
        """How far at least each cell can fall and rise."""
        if not (self._pattern == withheld).all():
            self._pattern = withheld.copy()
            effects = self._effects[: self._count][self._possible(withheld)]
            self._fall, self._rise = -effects.min(axis=0, initial=0), effects.max(axis=0, initial=0)
        return self._fall, self._rise

    def inside(self, withheld: Flags, present: Integers) -> "Inside":
        """What is possible under a pattern for each of these insiders."""
        return Inside(self, withheld, present)

    def found(self, withheld: Flags, first: int) -> tuple[Floats, Floats, int]:
        """Deviations from the `first` on that are possible under a pattern, their effects, how many there are now."""
        possible = first + np.flatnonzero(self._possible(withheld)[first:])
        return self._moves[possible], self._effects[possible], self._count

    def shares(self, moves: Floats, present: Integers) -> Floats:
        """The share of each deviation that each insider's bounds allow, at most the whole (deviations × insiders)."""
        known = self._system.insiders
        entry, begin = known.entries(present)
        moves = moves[:, known.inner[entry]]
        room = np.where(moves < 0, known.lower[entry], known.upper[entry])
        share = np.where(moves == 0, 1.0, np.clip(room / np.where(moves == 0, 1, moves), 0, 1))
        return np.asarray(np.minimum.reduceat(share, begin, axis=1) if len(begin) else share[:, :0])

    def _tells(self, effects: Floats) -> bool:
        wanted = self._system.wanted
        more_up = (effects > self._rise)[wanted.cells] & (self._rise[wanted.cells] < wanted.up)
        more_down = (-effects > self._fall)[wanted.cells] & (self._fall[wanted.cells] < wanted.down)
        return bool((more_up | more_down).any())

    def _keep(self, moves: Floats, effects: Floats) -> None:
        if self._count == len(self._moves):
            self._moves, self._effects, self._touched = (
                np.vstack([rows, np.zeros_like(rows)]) for rows in (self._moves, self._effects, self._touched)
            )
        self._moves[self._count], self._effects[self._count] = moves, effects
        self._touched[self._count] = effects != 0
        self._count += 1
        if not (effects[self._system.shown & ~self._pattern]).any():
            self._fall, self._rise = np.maximum(self._fall, -effects), np.maximum(self._rise, effects)

    def _possible(self, withheld: Flags) -> Flags:
        public = self._system.shown & ~withheld
        return np.asarray(~(self._touched[: self._count] & public).any(axis=1))

    def _grown(self, moves: Floats) -> Floats:
        bounds = self._system.bounds
        moving = moves != 0
        if not moving.any():
            return moves
        room = np.where(moves < 0, bounds.lower, bounds.upper)[moving] / moves[moving]
        return moves * min(max(float(room.min()), 0.0), self._most / float(np.abs(moves).max()))


class Inside:
    """How far deviations move cells by what each of some insiders knows, those found meanwhile among them."""

    def __init__(self, witnesses: Witnesses, withheld: Flags, present: Integers) -> None:
        self._witnesses, self._withheld, self._present = witnesses, withheld.copy(), present
        self._seen = 0
        self._effects, self._shares = np.zeros((0, len(withheld))), np.zeros((0, len(present)))

    def reach(self, cell: int) -> tuple[Floats, Floats]:
        """How far at least a cell can fall and rise, by insider."""
        moves, effects, self._seen = self._witnesses.found(self._withheld, self._seen)
        if len(moves):
            self._effects = np.vstack([self._effects, effects])
            self._shares = np.vstack([self._shares, self._witnesses.shares(moves, self._present)])
        moving = np.flatnonzero(self._effects[:, cell])
        moved = self._effects[moving, cell, None] * self._shares[moving]
        return -moved.min(axis=0, initial=0), moved.max(axis=0, initial=0)


def _without_noise(sums: Floats, moves: Floats) -> Floats:
    """What is nothing beside the largest move, as 0."""
    return np.where(np.abs(sums) <= _STILL * np.abs(moves).max(initial=0), 0, sums)
