"""What the next largest unit of a cell can tell of the largest, that knows what it has itself everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Protocol

from tests.pipeline.outsider import Cell

WITHIN = 0.10


class Reader(Protocol):
    """Somebody who reads what is served."""

    def interval(self, cell: Cell, at_least: Mapping[Cell, float]) -> tuple[float, float]:
        """Between what a withheld cell must lie, given what cells are at least."""
        ...


@dataclass(frozen=True)
class Held:
    """A cell in truth: its level and what each unit has in it."""

    level: float
    amounts: Mapping[str, float]

    @property
    def ranked(self) -> list[tuple[float, str]]:
        ordered = sorted(((amount, holder) for holder, amount in self.amounts.items()), key=lambda x: -abs(x[0]))
        return [*ordered, (0.0, ""), (0.0, "")]

    @property
    def rest(self) -> float:
        """What neither of the two largest has."""
        return self.level - self.ranked[0][0] - self.ranked[1][0]

    @property
    def at_risk(self) -> bool:
        """Fewer than three units, or two that are nine tenths of it, or one that the second could estimate."""
        first, second = abs(self.ranked[0][0]), abs(self.ranked[1][0])
        few = 0 < len(self.amounts) < 3
        return few or first + second > 0.9 * abs(self.level) or abs(self.rest) < WITHIN * first


def doubt(reader: Reader, cell: Cell, held: Held, everywhere: Mapping[Cell, Held]) -> float:
    """How wide the room is in which the second largest unit of a cell must look for the largest, in parts of it.

    It knows what it has itself in every cell, and in which cells the others lose more than they make.
    """
    (first, _), (_, insider) = held.ranked[:2]
    own = {other: found.amounts.get(insider, 0.0) for other, found in everywhere.items()}
    at_least = {other: own[other] if found.level >= own[other] else -inf for other, found in everywhere.items()}
    low, high = reader.interval(cell, at_least)
    return (high - low + abs(held.rest)) / abs(first) if first else inf
