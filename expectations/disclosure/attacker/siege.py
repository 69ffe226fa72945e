"""One component under siege: by an outsider who reads everything, and by each holder who could learn of another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.attacker.components import Component
from expectations.disclosure.attacker.holdings import Holdings
from expectations.disclosure.attacker.knowledge import Bounds, Knowledge
from expectations.disclosure.attacker.nearby import Nearby
from expectations.disclosure.attacker.program import Attacker, Interval
from expectations.disclosure.attacker.targets import Target, point, tolerance
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Floats, Integers


@dataclass(frozen=True)
class Finding:
    """What somebody can tell of a target, and how far it should have stayed in doubt on either side."""

    target: Target
    interval: Interval
    wanted: float
    insider: bool
    safe: bool
    pinned: bool


@dataclass(frozen=True)
class Siege:
    """A component of a measure with what its holders have and know; `values` of all cells of the measure."""

    component: Component
    holdings: Holdings
    knowledge: Knowledge
    rules: Rules
    values: Floats

    def findings(self, cells: Sequence[Target], unions: Callable[[Integers], list[Target]]) -> Iterator[Finding]:
        """For every cell and union of cells. `unions` makes them, given the cells that turn out to be recoverable."""
        attacker = Attacker(self.component)
        outside = [self._outside(attacker, target) for target in cells]
        recoverable = np.array([each.target.cells[0] for each in outside if each.pinned], dtype=np.int64)
        outside += [self._outside(attacker, union) for union in unions(recoverable)]
        yield from outside
        doubted = [each.target for each in outside if each.safe and each.target.broken]
        for holder, asked in self._insiders(doubted).items():
            bounds = self.component.narrowed(self.knowledge.insider(holder))
            with attacker.knowing(bounds):
                for target, wanted in asked:
                    yield self._finding(target, self._interval(attacker, target), wanted, insider=True)

    def _outside(self, attacker: Attacker, target: Target) -> Finding:
        return self._finding(target, self._interval(attacker, target), target.wanted, insider=False)

    def _interval(self, attacker: Attacker, target: Target) -> Interval:
        return attacker.interval(self._places(target))

    def _places(self, target: Target) -> Integers:
        return np.searchsorted(self.component.cells, target.cells)

    def _finding(self, target: Target, found: Interval, wanted: float, insider: bool) -> Finding:
        slack = tolerance(target.value, self.values)
        wide = found.low <= target.value - wanted + slack and found.high >= target.value + wanted - slack
        pinned = point(found.low, found.high, self.values)
        return Finding(target, found, wanted, insider, wide and (target.empty or not pinned), pinned)

    def _insiders(self, targets: Sequence[Target]) -> dict[int, list[tuple[Target, float]]]:
        """Holder ► targets that it might tell too closely, and how far each must stay in doubt for it.

        Who is not among the two largest of any withheld cell and alone nowhere narrows little.
        """
        held = self.holdings
        inside = self.component.group[held.inner] >= 0
        alone = inside & self.knowledge.alone(held.inner)
        curious = {int(holder) for target in targets for holder in target.holders.holder[:2]}
        curious = (curious | set(held.holder[alone].tolist())) & set(held.holder[inside].tolist())
        known = {holder: self.component.narrowed(self.knowledge.insider(holder)) for holder in sorted(curious)}
        found = defaultdict(list)
        nearby = Nearby(self.component) if targets else None
        for target in targets:
            asked = self._asked(target, curious)
            if nearby and asked:
                for holder in self._unconvinced(nearby, target, asked, known):
                    found[holder].append((target, asked[holder]))
        return {holder: found[holder] for holder in sorted(found)}

    def _asked(self, target: Target, curious: set[int]) -> dict[int, float]:
        """Holder ► how far the target must stay in doubt for it; holders for whom it need not are left out."""
        own = set(target.holders.holder.tolist())
        without = target.holders.wanted_against(None, self.rules)
        wanted = {
            holder: target.holders.wanted_against(holder, self.rules) if holder in own else without
            for holder in sorted(curious)
        }
        return {holder: width for holder, width in wanted.items() if width > 0}

    def _unconvinced(
        self, nearby: Nearby, target: Target, asked: dict[int, float], known: Mapping[int, Bounds]
    ) -> Iterable[int]:
        """Holders whose knowledge the nearest values in doubt contradict, and also the nearest that all of these think
        possible: only a program of their own can tell.
        """
        left: Iterable[int] = asked
        for together in (False, True):
            if left and len(target.cells) == 1:
                distance = max(asked[holder] for holder in left)
                within = _all_known([known[holder] for holder in left]) if together else None
                steps = nearby.steps(int(self._places(target)[0]), distance, within)
                left = [h for h in self._touched(steps, left) if self._way(steps, known[h]) * distance < asked[h]]
        return left

    def _touched(self, steps: Sequence[Floats], holders: Iterable[int]) -> list[int]:
        """The holders that are in a group that a step moves; all where there is no step on either side."""
        if len(steps) < 2:
            return list(holders)
        moving = np.flatnonzero((np.abs(steps) > tolerance(0, self.values)).any(axis=0))
        inside = set(self.holdings.holder[np.isin(self.component.group[self.holdings.inner], moving)].tolist())
        return [holder for holder in holders if holder in inside]

    def _way(self, steps: Sequence[Floats], bounds: Bounds) -> float:
        """The part of both steps from the truth during which these bounds hold; none of a step that is not there."""
        return min(_way(self.component.truth, step, bounds) for step in steps) if len(steps) == 2 else 0.0


def _all_known(known: Iterable[Bounds]) -> Bounds:
    """What several holders know of the groups if they put it together."""
    inner, low, high = (np.concatenate(part) for part in zip(*((b.inner, b.low, b.high) for b in known), strict=True))
    groups, place = np.unique(inner, return_inverse=True)
    least, most = np.full(len(groups), -np.inf), np.full(len(groups), np.inf)
    np.maximum.at(least, place, low)
    np.minimum.at(most, place, high)
    return Bounds(groups, least, most)


def _way(truth: Floats, step: Floats, bounds: Bounds) -> float:
    """The part of a step from the truth during which these bounds hold."""
    start, move = truth[bounds.inner], step[bounds.inner]
    room = np.where(move > 0, bounds.high - start, start - bounds.low)
    moving = move != 0
    return float(np.min(np.maximum(room[moving], 0.0) / np.abs(move[moving]), initial=1.0))
