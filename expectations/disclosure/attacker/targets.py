"""What of a measure has to stay in doubt: withheld cells, and sums of withheld cells beside a public total."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.attacker.holdings import Holders, Holdings
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Integers, Measure, Tables


@dataclass(frozen=True)
class Target:
    """A cell or a sum of cells: its true value and how far it must stay in doubt on either side.

    `broken` are the rules that put it at risk; empty for a complementary cell.
    """

    name: str
    cells: Integers
    value: float
    holders: Holders
    broken: tuple[str, ...]
    wanted: float

    @property
    def empty(self) -> bool:
        """Nobody has anything in it: that it is 0 may be known."""
        return not len(self.holders.holder) and self.value == 0


class Targets:
    """Finds them in one measure."""

    def __init__(self, tables: Tables, measure: Measure, rules: Rules, holdings: Holdings) -> None:
        self._tables, self._measure, self._rules, self._holdings = tables, measure, rules, holdings
        self._values = measure.values
        self._relations = [relation for relation in tables.relations if self._adds_up(relation)]

    def cell(self, cell: int) -> Target:
        """One cell, withheld or not."""
        return self._of(self._tables.cells[cell], np.array([cell]), float(self._tables.secret[cell]))

    def unions(self, unknown: Flags, known: Flags) -> Iterator[Target]:
        """The unknown parts of every relation that holds in the measure and whose total is known, where together they
        are at risk.
        """
        seen = set()
        for relation in self._relations:
            parts = np.sort(relation[1:][unknown[relation[1:]]])
            if known[relation[0]] and len(parts) > 1 and tuple(parts) not in seen:
                seen.add(tuple(parts))
                target = self._of(" + ".join(self._tables.cells[part] for part in parts), parts, secret=0.0)
                if target.broken:
                    yield target

    def _adds_up(self, relation: Integers) -> bool:
        """A relation of one measure need not be one of another, which has figures of further parts."""
        total, *parts = (self._measure.makeup[cell] for cell in relation)
        return bool(np.abs(np.sum(parts, axis=0) - total).max(initial=0.0) < 1e-9)

    def _of(self, name: str, cells: Integers, secret: float) -> Target:
        holders = self._holdings.of(np.asarray(self._measure.makeup[cells].sum(axis=0)))
        value = float(self._values[cells].sum())
        broken = holders.broken(self._rules)
        if secret:
            broken["secret"] = 0.0 if broken else secret / 100 * abs(value)
        return Target(name, cells, value, holders, tuple(broken), max(broken.values(), default=0.0))


def point(low: float, high: float, values: Floats) -> bool:
    """Does the interval leave no doubt, but for what a solver's tolerance leaves?"""
    return high - low <= tolerance(max(abs(low), abs(high)), values)


def tolerance(value: float, values: Floats) -> float:
    """How exactly a linear program over these figures tells this one."""
    size = 0.0 if np.isinf(value) else abs(value)
    return 1e-6 * size + 1e-11 * float(np.abs(values).max(initial=0.0))
