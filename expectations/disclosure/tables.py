"""Tables that share figures, as one linear system: every published cell is a weighted sum of inner cells."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Contributions:
    """Who makes up the inner cells: parallel arrays of the holder, the inner cell and the amount.

    Units of one holding group are one holder. What an inner cell holds beyond its contributions (estimates of small
    units) belongs to nobody.
    """

    holder: Integers
    inner: Integers
    amount: Floats


@dataclass(frozen=True)
class Measure:
    """One figure that the cells show (value added, what was reported of it).

    `makeup` (cells × inner cells) says how much of each inner cell is in each cell; `shown` marks the cells that have
    a figure of this measure at all; `inner` are the true values, in the unit of the measure.
    """

    name: str
    makeup: Floats
    shown: Flags
    inner: Floats
    contributions: Contributions

    @property
    def values(self) -> Floats:
        """The true figure of every cell."""
        return np.asarray(self.makeup @ self.inner, dtype=np.float64)


@dataclass(frozen=True)
class Tables:
    """Linked tables that are protected together; a cell is withheld or shown in all its measures.

    `cost` is what is lost with each cell. `kept`: was public before and cannot be withheld. `secret`: how far a
    cell must stay in doubt although no rule says so, in % of its value. `hidden`: was withheld before and stays so.
    `relations`: total and parts, the total first.
    """

    cells: tuple[str, ...]
    measures: tuple[Measure, ...]
    cost: Floats
    kept: Flags
    secret: Floats
    hidden: Flags
    relations: tuple[Integers, ...]
