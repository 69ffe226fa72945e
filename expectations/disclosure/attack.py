"""Where a pattern of withheld cells can be broken, and what every pattern that cannot be broken there has to obey."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from expectations.disclosure.knowledge import Bounds
from expectations.disclosure.reach import EXACT, Reach, Reached
from expectations.disclosure.rules import Rules
from expectations.disclosure.system import System, system
from expectations.disclosure.tables import Flags, Floats, Integers, Tables
from expectations.disclosure.unions import Union, holding, unions
from expectations.disclosure.witnesses import Witnesses


@dataclass(frozen=True)
class Cut:
    """An inequality of every safe pattern: weights · withheld ≥ least."""

    weights: Floats
    least: float


@dataclass(frozen=True)
class Weakness:
    """A cell of a measure whose bounds are too close on one side, for anyone (`anyones`) or one who knows more, or a
    union of withheld cells that is public and at risk (`members`)."""

    measure: int
    cell: int
    sign: int
    width: float
    known: Bounds
    cut: Cut
    anyones: bool
    members: tuple[int, ...] = ()


class Attack:
    """All that an outsider and the holders inside can find out from linked tables under any pattern.

    `fixed`: cells that are withheld in every pattern; only others that are not kept can be withheld on top.
    """

    def __init__(self, tables: Tables, fixed: Flags, rules: Rules) -> None:
        self.tables, self.fixed = tables, fixed
        self._rules = rules
        self.systems = [system(measure, tables.secret, rules) for measure in tables.measures]
        self._reach = [Reach(each) for each in self.systems]
        self._witnesses = [Witnesses(each) for each in self.systems]
        self._relations = [holding(tables.relations, measure) for measure in tables.measures]

    def weaknesses(self, withheld: Flags) -> Iterator[Weakness]:
        """Every weakness of a pattern: of outsiders; if there is none, of unions; if there is none, of insiders."""
        for find in (self._outsiders, self._unions, self._insiders):
            found = False
            for weakness in find(withheld):
                found = True
                yield weakness
            if found:
                return

    def safe(self, withheld: Flags) -> bool:
        """Whether a pattern has no weakness."""
        return next(self.weaknesses(withheld), None) is None

    def learn(self, measure: int, moves: Floats, withheld: Flags) -> None:
        """Remember a deviation that was found elsewhere and is possible under a pattern."""
        self._witnesses[measure].add(moves, withheld)

    def _outsiders(self, withheld: Flags) -> Iterator[Weakness]:
        for at, each in enumerate(self.systems):
            wanted = each.wanted
            for place in np.argsort(-wanted.up, kind="stable"):
                cell = int(wanted.cells[place])
                for sign, width in ((1, float(wanted.up[place])), (-1, float(wanted.down[place]))):
                    if self._witnesses[at].reach(withheld)[sign > 0][cell] < width * (1 - EXACT):
                        yield from self._challenge(at, cell, sign, width, withheld, each.bounds)

    def _challenge(
        self, at: int, cell: int, sign: int, width: float, withheld: Flags, known: Bounds
    ) -> Iterator[Weakness]:
        reached = self._reach[at].furthest(cell, sign, width, withheld, known)
        self._witnesses[at].add(reached.moves, withheld)
        if reached.distance < width * (1 - EXACT):
            cut = self._cover(at, cell, sign, width, reached, known, withheld)
            yield Weakness(at, cell, sign, width, known, cut, True)

    def _cover(
        self, at: int, cell: int, sign: int, width: float, reached: Reached, known: Bounds, withheld: Flags
    ) -> Cut:
        """Cells that could make up what is missing, each by the most that it can add (a cover inequality)."""
        each, prices = self.systems[at], self._reach[at].prices(cell, sign, reached)
        missing = width - self._reach[at].ceiling(cell, sign, prices, known)
        if not missing > EXACT * width:
            return self._cut((~withheld & each.shown).astype(float), 1)
        room = np.where(prices > 0, each.rise, each.fall)
        gain = np.where(prices == 0, 0, np.abs(prices) * np.where(prices == 0, 0, room))
        return self._cut(np.minimum(gain / missing, 1), 1)

    def _cut(self, weights: Floats, least: float) -> Cut:
        return Cut(np.where(self.tables.kept & ~self.fixed, 0, weights), least)

    def _unions(self, withheld: Flags) -> Iterator[Weakness]:
        for at, measure in enumerate(self.tables.measures):
            stuck: dict[int, Floats] = {}
            hidden = withheld | ~measure.shown
            for cell in sorted({int(part) for cells in self._relations[at] for part in cells if hidden[part]}):
                if (support := self._stuck(at, cell, withheld)) is not None:
                    stuck[cell] = support
            for union in unions(self._relations[at], measure, withheld, frozenset(stuck), self._rules):
                cut, each = self._other_member(union, withheld, stuck), self.systems[at]
                yield Weakness(at, -1, 1, union.width / each.unit, each.bounds, cut, False, union.cells)

    def _stuck(self, at: int, cell: int, withheld: Flags) -> Floats | None:
        """None where a withheld cell can move; otherwise the cells that hold it where it is, as 0 and 1."""
        if any(reach[cell] > EXACT for reach in self._witnesses[at].reach(withheld)):
            return None
        held = np.zeros(len(withheld))
        for sign in (1, -1):
            reached = self._reach[at].furthest(cell, sign, 1.0, withheld)
            if reached.distance > EXACT:
                self._witnesses[at].add(reached.moves, withheld)
                return None
            held = np.maximum(held, self._reach[at].prices(cell, sign, reached) != 0)
        return held

    def _other_member(self, union: Union, withheld: Flags, stuck: dict[int, Floats]) -> Cut:
        weights = np.zeros(len(withheld))
        for other in union.others:
            weights = np.maximum(weights, stuck[other]) if other in stuck else weights
            weights[other] = 1 if not withheld[other] else weights[other]
        own = [cell for cell in union.cells if withheld[cell] and not self.fixed[cell]]
        weights[own] = -1
        return self._cut(weights, 1 - len(own))

    def _insiders(self, withheld: Flags) -> Iterator[Weakness]:
        for at, each in enumerate(self.systems):
            present, wanted = each.present(withheld), each.wanted
            inside = self._witnesses[at].inside(withheld, present)
            for place, cell in enumerate(wanted.cells.tolist()):
                width, least = wanted.inside[place, present], EXACT * wanted.up[place]
                for sign in (1, -1):
                    open_ = (width > least) & (inside.reach(cell)[sign > 0] < width * (1 - EXACT))
                    yield from self._suspects(at, cell, sign, present[open_], width[open_], withheld)

    def _suspects(
        self, at: int, cell: int, sign: int, suspects: Integers, wanted: Floats, withheld: Flags
    ) -> Iterator[Weakness]:
        """The first insider that knows a cell too closely. What few inner cells can move it is tried on all of them:
        first what anyone would find, then what none of those left could exclude, then one insider after another."""
        for together in (True, False):
            if len(suspects):
                group = suspects if together else suspects[:0]
                left = self._unconvinced(at, cell, sign, suspects, wanted, withheld, group)
                suspects, wanted = suspects[left], wanted[left]
        while len(suspects):
            first = int(np.argmax(wanted))
            width, known = float(wanted[first]), self.systems[at].known_by(suspects[first : first + 1])
            left = self._unconvinced(at, cell, sign, suspects, wanted, withheld, suspects[first : first + 1])
            if left[first]:
                for found in self._challenge(at, cell, sign, width, withheld, known):
                    cut = self._while_present(found.cut, self.systems[at], int(suspects[first]), withheld)
                    yield Weakness(at, cell, sign, width, known, cut, False)
                    return
                left[first] = False
            suspects, wanted = suspects[left], wanted[left]

    def _unconvinced(
        self, at: int, cell: int, sign: int, suspects: Integers, wanted: Floats, withheld: Flags, group: Integers
    ) -> Flags:
        """The suspects left once the sparsest deviation that is possible for a group has been tried on all."""
        width = float(wanted.max())
        moves = self._reach[at].sparsest(cell, sign, width, withheld, self.systems[at].known_by(group))
        if moves is None:
            return np.ones(len(suspects), dtype=bool)
        self._witnesses[at].add(moves, withheld)
        return np.asarray(width * self._witnesses[at].shares(moves[None], suspects)[0] < wanted * (1 - EXACT))

    def _while_present(self, cut: Cut, each: System, insider: int, withheld: Flags) -> Cut:
        """The cut binds only while the insider is to be feared: where only one more cell makes it so, unless shown."""
        if each.insiders.alone[insider]:
            return cut
        leads = (each.leaders == insider).any(axis=1) & each.shown & withheld
        if (leads & self.fixed).any():
            return cut
        weights = cut.weights.copy()
        weights[int(np.flatnonzero(leads)[0])] -= 1
        return Cut(weights, cut.least - 1)
