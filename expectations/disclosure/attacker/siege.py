"""One measure under attack: by an outsider who reads everything, and by each holder who could learn of another."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.attacker.components import Component, components
from expectations.disclosure.attacker.holdings import Holdings
from expectations.disclosure.attacker.knowledge import Bounds, Knowledge
from expectations.disclosure.attacker.program import Attacker, Interval
from expectations.disclosure.attacker.targets import Target, Targets, point, tolerance
from expectations.disclosure.public_figures import Public
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Integers, Measure, Tables


@dataclass(frozen=True)
class Finding:
    """What somebody can tell of a target, and how far it should have stayed in doubt on either side."""

    target: Target
    low: float
    high: float
    wanted: float
    insider: bool
    safe: bool


class Attack:
    """The whole of one measure; `withheld` are the cells whose figure is neither public nor known from before."""

    def __init__(self, tables: Tables, measure: Measure, rules: Rules, public: Public) -> None:
        self._tables, self._rules = tables, rules
        self._values = measure.values
        self._holdings = Holdings(measure)
        self._knowledge = Knowledge(measure, rules, self._holdings)
        self._low, self._high = public.interval(tables, measure)
        self.targets = Targets(tables, measure, rules, self._holdings)
        self.withheld: Flags = public.withheld(measure) & ~tables.kept
        bounds = self._knowledge.outsider
        self._components = components(measure, self._low, self._high, public.inequalities(measure), bounds)

    def findings(self) -> Iterator[Finding]:
        """Every withheld cell, then the sums of withheld cells at risk, component by component."""
        for component in self._components:
            hidden = component.cells[self.withheld[component.cells]]
            if len(hidden):
                yield from _Siege(self, component, [self.targets.cell(int(cell)) for cell in hidden]).findings()

    def finding(self, target: Target, interval: Interval, wanted: float, insider: bool) -> Finding:
        """Is this interval wide enough on both sides?"""
        low, high = interval.low, interval.high
        slack = tolerance(target.value, self._values)
        wide = low <= target.value - wanted + slack and high >= target.value + wanted - slack
        return Finding(target, low, high, wanted, insider, wide and not point(low, high, self._values))

    def pinned(self, finding: Finding) -> bool:
        """Does no doubt stay at all?"""
        return point(finding.low, finding.high, self._values)

    def unions(self, component: Component, pinned: Integers) -> list[Target]:
        """The sums at risk of which a published or recoverable total tells the value."""
        known = np.zeros(len(self._values), dtype=bool)
        known[component.cells] = np.isfinite(self._low[component.cells])
        known[pinned] = True
        return list(self.targets.unions(self.withheld, known))

    def insiders(self, component: Component, targets: Sequence[Target]) -> dict[int, list[tuple[int, float]]]:
        """Holder ► places of the targets that must stay in doubt for it, and how far.

        Who is not among the two largest of any withheld cell and alone nowhere narrows little.
        """
        alone = self._knowledge.alone(self._holdings.inner) & (component.group[self._holdings.inner] >= 0)
        curious = {int(holder) for target in targets for holder in target.holders.holder[:2]}
        curious |= {int(holder) for holder in self._holdings.holder[alone]}
        found = defaultdict(list)
        for place, target in enumerate(targets):
            for holder in sorted(curious) if target.broken else ():
                if (wanted := target.holders.wanted_against(holder, self._rules)) > 0:
                    found[holder].append((place, wanted))
        return found

    def insider(self, holder: int) -> Bounds:
        """What a holder knows beforehand."""
        return self._knowledge.insider(holder)


class _Siege:
    """One component under attack."""

    def __init__(self, attack: Attack, component: Component, cells: list[Target]) -> None:
        self._attack, self._component, self._targets = attack, component, cells
        self._place = {int(cell): place for place, cell in enumerate(component.cells)}
        self._attacker = Attacker(component)
        self._intervals = [self._interval(target) for target in cells]

    def findings(self) -> Iterator[Finding]:
        attack = self._attack
        cells = [self._outside(place) for place in range(len(self._targets))]
        pinned = [each.target.cells[0] for each in cells if attack.pinned(each)]
        unions = attack.unions(self._component, np.array(pinned, dtype=np.int64))
        self._intervals += [self._interval(union) for union in unions]
        self._targets = [*self._targets, *unions]
        outside = cells + [self._outside(place) for place in range(len(cells), len(self._targets))]
        yield from outside
        for holder, wanted in attack.insiders(self._component, self._targets).items():
            yield from self._inside(holder, [(place, width) for place, width in wanted if outside[place].safe])

    def _interval(self, target: Target) -> Interval:
        return self._attacker.interval(np.array([self._place[int(cell)] for cell in target.cells]))

    def _outside(self, place: int) -> Finding:
        target = self._targets[place]
        return self._attack.finding(target, self._intervals[place], target.wanted, insider=False)

    def _inside(self, holder: int, wanted: list[tuple[int, float]]) -> Iterator[Finding]:
        bounds = self._component.narrowed(self._attack.insider(holder))
        doubtful = [(place, width) for place, width in wanted if not self._certain(place, width, bounds)]
        if len(bounds.inner) and doubtful:
            with self._attacker.knowing(bounds):
                for place, width in doubtful:
                    target = self._targets[place]
                    yield self._attack.finding(target, self._interval(target), width, insider=True)

    def _certain(self, place: int, wanted: float, bounds: Bounds) -> bool:
        """Do points on the way from the truth to the outsider's extremes prove enough doubt, without a program?"""
        interval, value = self._intervals[place], self._targets[place].value
        ends = ((interval.at_low, value - interval.low), (interval.at_high, interval.high - value))
        return all(
            end is not None and reach * _way(self._component.truth, end, bounds) >= wanted for end, reach in ends
        )


def _way(truth: Floats, end: Floats, bounds: Bounds) -> float:
    """The part of the way from the truth to another point on which these bounds hold."""
    start, step = truth[bounds.inner], end[bounds.inner] - truth[bounds.inner]
    room = np.where(step > 0, bounds.high - start, start - bounds.low)
    moving = step != 0
    return float(np.min(np.maximum(room[moving], 0.0) / np.abs(step[moving]), initial=1.0))
