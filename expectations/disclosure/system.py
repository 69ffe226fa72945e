"""One measure of linked tables as the suppressor's linear programs see it: what may move, and how far it must."""

from dataclasses import dataclass

import numpy as np

from expectations.disclosure.knowledge import Bounds, Insiders, insiders, outsider, signs
from expectations.disclosure.risk import Holdings, holdings, insider_widths, least_width, risks
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Integers, Measure


@dataclass(frozen=True)
class Wanted:
    """The cells to protect, how far an outsider's bounds must stay below and above their values, and how far the
    bounds of each insider must (cells × insiders, on both sides; not positive: nothing is wanted)."""

    cells: Integers
    down: Floats
    up: Floats
    inside: Floats


@dataclass(frozen=True)
class System:
    """Deviations of inner cells within bounds, amounts in `unit`; inner cells that are in exactly the same cells count
    as one. `fall` and `rise`: the furthest each cell can move at all. `leaders`: positions among the insiders of the
    two largest holders of each cell (cells × 2, -1: none)."""

    makeup: Floats
    shown: Flags
    unit: float
    bounds: Bounds
    fall: Floats
    rise: Floats
    wanted: Wanted
    insiders: Insiders
    leaders: Integers

    def known_by(self, insiders: Integers) -> Bounds:
        """The bounds of these insiders if they put together what they know."""
        lower, upper = self.bounds.lower.copy(), self.bounds.upper.copy()
        entry, _ = self.insiders.entries(insiders)
        np.maximum.at(lower, self.insiders.inner[entry], self.insiders.lower[entry])
        np.minimum.at(upper, self.insiders.inner[entry], self.insiders.upper[entry])
        return Bounds(lower, upper)

    def present(self, withheld: Flags) -> Integers:
        """The insiders to fear under a pattern: alone in an inner cell, or among the two largest of a withheld cell."""
        feared = self.insiders.alone.copy()
        leading = self.leaders[withheld & self.shown].ravel()
        feared[leading[leading >= 0]] = True
        return np.flatnonzero(feared)


def at_risk(measure: Measure, rules: Rules) -> tuple[Holdings, Floats, Flags]:
    """Holdings of all cells, the width wanted (0: none) and the rules broken, only for cells that are shown."""
    held = holdings(measure.makeup, measure)
    found = risks(held, rules)
    return held, np.where(measure.shown, found.width, 0), found.broken & measure.shown


def system(measure: Measure, secret: Floats, rules: Rules) -> System:
    """The system of a measure; secret cells are protected like those at risk."""
    held, width, _ = at_risk(measure, rules)
    risky = width > 0
    guarded = (secret > 0) & measure.shown & ~risky
    doubt = np.maximum(secret / 100 * np.abs(measure.values), least_width(held))
    width = np.where(guarded, doubt, width)
    known = outsider(measure, rules)
    inside = insiders(measure, known)
    cells = np.flatnonzero(width > 0)
    deepest = _extent(measure.makeup, signs(measure))[0]
    down = np.minimum(width, deepest)[cells]
    wanted = np.where(risky[cells][:, None], insider_widths(held, cells, inside.holder, rules), 0)
    leaders = np.column_stack([np.searchsorted(inside.holder, held.largest(rank)[0]) for rank in (0, 1)])
    leaders = np.where(np.column_stack([held.holders > 0, held.holders > 1]), leaders, -1)
    unit = _unit(width[cells])
    columns, group = np.unique(measure.makeup, axis=1, return_inverse=True)
    bounds = _merged(known, group, columns.shape[1], unit)
    fall, rise = _extent(columns, bounds)
    targets = Wanted(cells, down / unit, width[cells] / unit, wanted / unit)
    few = _merged_insiders(inside, known, group, columns.shape[1], unit)
    return System(np.ascontiguousarray(columns), measure.shown, unit, bounds, fall, rise, targets, few, leaders)


def _unit(widths: Floats) -> float:
    return float(10.0 ** np.round(np.log10(np.median(widths)))) if len(widths) else 1.0


def _extent(makeup: Floats, bounds: Bounds) -> tuple[Floats, Floats]:
    """How far each cell can fall and rise; what is unbounded has no 0 · ∞."""
    more, less = np.maximum(makeup, 0), np.maximum(-makeup, 0)
    far = [np.minimum(-bounds.lower, 1e300), np.minimum(bounds.upper, 1e300)]
    fall, rise = more @ far[0] + less @ far[1], more @ far[1] + less @ far[0]
    return np.where(fall > 1e290, np.inf, fall), np.where(rise > 1e290, np.inf, rise)


def _merged(bounds: Bounds, group: Integers, groups: int, unit: float) -> Bounds:
    lower = np.bincount(group, bounds.lower, groups) / unit
    return Bounds(lower, np.bincount(group, bounds.upper, groups) / unit)


def _merged_insiders(inside: Insiders, known: Bounds, group: Integers, groups: int, unit: float) -> Insiders:
    starts: list[int] = [0]
    inner: list[Integers] = []
    lower: list[Floats] = []
    upper: list[Floats] = []
    for at in range(len(inside.holder)):
        mine = slice(inside.start[at], inside.start[at + 1])
        own = Bounds(known.lower.copy(), known.upper.copy())
        own.lower[inside.inner[mine]], own.upper[inside.inner[mine]] = inside.lower[mine], inside.upper[mine]
        there = np.unique(group[inside.inner[mine]])
        merged = _merged(own, group, groups, unit)
        starts.append(starts[-1] + len(there))
        inner.append(there)
        lower.append(merged.lower[there])
        upper.append(merged.upper[there])
    start = np.array(starts, dtype=np.int64)
    if not inner:
        return Insiders(inside.holder, start, inside.inner, inside.lower, inside.upper, inside.alone)
    where = np.concatenate(inner).astype(np.int64)
    return Insiders(inside.holder, start, where, np.concatenate(lower), np.concatenate(upper), inside.alone)
