"""One measure under attack, component by component."""

from collections.abc import Iterator

import numpy as np

from expectations.disclosure.attacker.components import Component, components
from expectations.disclosure.attacker.holdings import Holdings
from expectations.disclosure.attacker.knowledge import Knowledge
from expectations.disclosure.attacker.siege import Finding, Siege
from expectations.disclosure.attacker.targets import Target, Targets
from expectations.disclosure.public_figures import Public
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Integers, Measure, Tables


class Attack:
    """The whole of one measure; `withheld` are the cells whose figure is neither public nor known from before."""

    def __init__(self, tables: Tables, measure: Measure, rules: Rules, public: Public) -> None:
        self._rules, self._values = rules, measure.values
        self._holdings = Holdings(measure)
        self._knowledge = Knowledge(measure, rules, self._holdings)
        low, high = public.interval(tables, measure)
        self._known = np.isfinite(low)
        self.targets = Targets(tables, measure, rules, self._holdings)
        self.withheld: Flags = public.withheld(measure) & ~tables.kept
        self._attacked = self.withheld | self._at_risk(measure) if measure.name in public.rounded else self.withheld
        bounds = self._knowledge.outsider
        self._components = components(measure, low, high, public.inequalities(measure), bounds)

    def findings(self) -> Iterator[Finding]:
        """Withheld cells and sums of them at risk, and rounded cells at risk. Raises Contradiction, Unsolved."""
        for component in self._components:
            hidden = component.cells[self._attacked[component.cells]]
            if len(hidden):
                siege = Siege(component, self._holdings, self._knowledge, self._rules, self._values)
                yield from siege.findings([self.targets.cell(int(cell)) for cell in hidden], self._unions(component))

    def _at_risk(self, measure: Measure) -> Flags:
        return np.array([bool(self.targets.cell(cell).broken) for cell in range(len(measure.shown))]) & measure.shown

    def _unions(self, component: Component) -> "_Unions":
        inside = np.isin(np.arange(len(self._values)), component.cells)
        return _Unions(self.targets, self.withheld & inside, self._known & inside)


class _Unions:
    """The sums at risk whose value a published or recoverable total tells."""

    def __init__(self, targets: Targets, withheld: Flags, known: Flags) -> None:
        self._targets, self._withheld, self._known = targets, withheld, known

    def __call__(self, recoverable: Integers) -> list[Target]:
        known = self._known.copy()
        known[recoverable] = True
        return list(self._targets.unions(self._withheld & ~known, known))
