"""The public figures of a measure as linear systems that have nothing to do with one another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.attacker.knowledge import Bounds
from expectations.disclosure.public_figures import Inequality
from expectations.disclosure.tables import Floats, Integers, Measure


@dataclass(frozen=True)
class Component:
    """Cells and inner cells that hang together. Inner cells in the same cells are one group; known zeros are left out.

    `makeup` is cells × groups, `low` and `high` bound the cells, `inequalities` count cells from 0 in this component,
    `group` gives the group of every inner cell (-1: none here), `truth` the value of every group.
    """

    cells: Integers
    makeup: Floats
    low: Floats
    high: Floats
    inequalities: tuple[Inequality, ...]
    group: Integers
    truth: Floats
    bounds: Bounds

    def narrowed(self, bounds: Bounds) -> Bounds:
        """The bounds of the groups when some inner cells are known better."""
        within = self.group[bounds.inner] >= 0
        inner = bounds.inner[within]
        low, high = self.bounds.low.copy(), self.bounds.high.copy()
        low[inner], high[inner] = bounds.low[within], bounds.high[within]
        return self._summed(low, high, np.unique(self.group[inner]))

    def everybody(self) -> Bounds:
        """The bounds of all groups, as anybody knows them."""
        return self._summed(self.bounds.low, self.bounds.high, np.arange(len(self.truth)))

    def _summed(self, low: Floats, high: Floats, groups: Integers) -> Bounds:
        inside = self.group >= 0
        lows, highs = np.zeros(len(self.truth)), np.zeros(len(self.truth))
        np.add.at(lows, self.group[inside], low[inside])
        np.add.at(highs, self.group[inside], high[inside])
        return Bounds(groups, lows[groups], highs[groups])


def components(
    measure: Measure, low: Floats, high: Floats, inequalities: Sequence[Inequality], bounds: Bounds
) -> list[Component]:
    """Split what is public of a measure; rates that the published cells imply anyway connect nothing."""
    telling = [inequality for inequality in inequalities if not _implied(inequality, low, high)]
    unknown = np.flatnonzero((bounds.low != 0) | (bounds.high != 0))
    label, inner_label = _labels(measure.makeup[:, unknown], telling)
    found = []
    for name in np.unique(label):
        cells, inner = np.flatnonzero(label == name), unknown[inner_label == name]
        makeup, line = _grouped(measure.makeup[np.ix_(cells, inner)])
        group: Integers = np.full(len(measure.inner), -1, dtype=np.int64)
        group[inner] = line
        truth = np.bincount(group[inner], measure.inner[inner], makeup.shape[1]).astype(np.float64)
        place = {int(cell): at for at, cell in enumerate(cells)}
        own = tuple(
            _placed(inequality, place) for inequality in telling if next(iter(inequality.coefficients)) in place
        )
        found.append(Component(cells, makeup, low[cells], high[cells], own, group, truth, bounds))
    return found


def _grouped(makeup: Floats) -> tuple[Floats, Integers]:
    if not makeup.size:
        return makeup, np.zeros(0, dtype=np.int64)
    columns, line = np.unique(makeup, axis=1, return_inverse=True)
    return columns, line.reshape(-1)


def _implied(inequality: Inequality, low: Floats, high: Floats) -> bool:
    lowest = highest = 0.0
    for cell, weight in inequality.coefficients.items():
        if weight:
            ends = sorted((weight * low[cell], weight * high[cell]))
            lowest, highest = lowest + ends[0], highest + ends[1]
    return bool(lowest >= inequality.low and highest <= inequality.high)


def _labels(makeup: Floats, inequalities: Sequence[Inequality]) -> tuple[Integers, Integers]:
    """The smallest number of a cell that each cell, and each inner cell, is connected with."""
    rows, columns = np.nonzero(makeup)
    cell = np.arange(makeup.shape[0])
    while True:
        inner = np.full(makeup.shape[1], makeup.shape[0])
        np.minimum.at(inner, columns, cell[rows])
        after = cell.copy()
        np.minimum.at(after, rows, inner[columns])
        for inequality in inequalities:
            linked = list(inequality.coefficients)
            after[linked] = after[linked].min()
        if np.array_equal(after, cell):
            return cell, inner
        cell = after


def _placed(inequality: Inequality, place: dict[int, int]) -> Inequality:
    coefficients = {place[cell]: weight for cell, weight in inequality.coefficients.items()}
    return Inequality(coefficients, inequality.low, inequality.high)
