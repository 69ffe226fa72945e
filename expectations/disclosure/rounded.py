"""One universe from what was built to what may be shown where its datasets are rounded: each measure on its own, then
attacked as it is about to be published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from expectations.disclosure.audit import Audit, audit
from expectations.disclosure.linked import Linked, Past, link
from expectations.disclosure.protection import Universe, leaking
from expectations.disclosure.risk import RULE_NAMES
from expectations.disclosure.rounded_figures import Figures, Told, part
from expectations.disclosure.rounding import Pair, rounded
from expectations.disclosure.rules import Rules
from expectations.disclosure.shown_figures import Shown
from expectations.disclosure.system import at_risk
from expectations.disclosure.workers import greet
from published.dataset import Dataset
from published.disclosure import Protected, Rounding, agreed_rounding
from published.verdict import Check, Protection, RoundedMeasure


@dataclass(frozen=True)
class Rounded:
    """The rounded figures and the audit of each measure of a universe, and its tables as they may be shown."""

    universe: str
    rules: Rules
    measures: tuple[Figures, ...]
    audits: tuple[Audit, ...]
    shown: tuple[Shown, ...]

    def check(self) -> Check:
        """The audit as a question of the gate: the cells that leak, and why."""
        return leaking([leak for found in self.audits for leak in found.leaks])

    def candidates(self) -> Iterator[tuple[Dataset, pa.Table, Protection]]:
        """Every dataset as it may be shown, and what its verdict tells of its protection."""
        for each in self.shown:
            yield each.dataset, each.table, self._told(each)

    def withheld(self, dataset: str) -> frozenset[str]:
        """No row is withheld."""
        return frozenset()

    def report(self) -> Iterator[tuple[str, str]]:
        """Every cell at risk and the rules that it breaks: secret."""
        for each in self.measures:
            broken = at_risk(each.linked.tables.measures[0], self.rules)[2]
            for cell in np.flatnonzero(broken.any(axis=0)):
                rules = [name for name, flags in zip(RULE_NAMES, broken, strict=True) if flags[cell]]
                yield f"{each.linked.tables.cells[cell]} ({each.name})", " ".join(rules)

    def _told(self, shown: Shown) -> Protection:
        widths = [found.narrowest for found in self.audits if found.narrowest is not None]
        narrowest = min((width for width in widths if np.isfinite(width)), default=None)
        return Protection(
            universe=self.universe,
            rules=shown.spec.rules,
            rows=shown.table.num_rows,
            withheld_rows=0,
            cells=sum(found.cells for found in self.audits),
            at_risk=sum(found.at_risk for found in self.audits),
            complementary=0,
            value_kept=100.0,
            narrowest=None if narrowest is None else round(narrowest, 1),
            cost_bound=100.0,
            rounded=tuple(
                _of_measure(shown.dataset, each, found)
                for each, found in zip(self.measures, self.audits, strict=True)
                if each.name in shown.table.column_names
            ),
        )


def rounding_of(datasets: Sequence[Dataset]) -> Rounding | None:
    """How the linked datasets are rounded, None where none is; ValueError where they do not agree."""
    return agreed_rounding(spec for each in datasets if isinstance(spec := each.disclosure, Protected))


def round_off(universe: Universe, rules: Rules, before: Told) -> Rounded:
    """Round and audit. Raises Impossible where a base is too small, Contradiction where the published figures are not
    those of the contributions.
    """
    greet()
    rounding = rounding_of(universe.datasets)
    if rounding is None:
        raise TypeError(f"{universe.name} is not rounded")
    linked = {name: _linked(universe, rules, name) for name in rounding.bases}
    parts = [part(each, rounding.bases[name], before) for name, each in linked.items()]
    figures = rounded(parts, rules, list(_pairs(linked, rounding)))
    done = [Figures(*each) for each in zip(linked.values(), parts, figures, strict=True)]
    shown = tuple(_shown(universe, dataset, done) for dataset in universe.datasets)
    audits = tuple(audit(each.linked.tables, rules, each.public(shown)) for each in done)
    return Rounded(universe.name, rules, tuple(done), audits, shown)


def _linked(universe: Universe, rules: Rules, measure: str) -> Linked:
    names = pa.array([dataset.name for dataset in universe.datasets])
    published = universe.published
    mine = pc.and_(pc.is_in(published["dataset"], value_set=names), pc.equal(published["measure"], pa.scalar(measure)))
    return link(universe.contributions, published.filter(mine), Past(), rules)


def _pairs(linked: Mapping[str, Linked], rounding: Rounding) -> Iterator[Pair]:
    """Rows of which one measure is never above another, as cells; each once."""
    places = list(linked)
    for lesser, greater in rounding.at_most.items():
        own, other = linked[lesser].cell_of, linked[greater].cell_of
        for cell, above in sorted({(own[row], other[row]) for row in set(own) & set(other)}):
            yield Pair((places.index(lesser), cell), (places.index(greater), above))


def _shown(universe: Universe, dataset: Dataset, done: Sequence[Figures]) -> Shown:
    if not isinstance(dataset.disclosure, Protected):
        raise TypeError(f"{dataset.name} is not a protected dataset")
    table = universe.tables[dataset.name]
    for each in done:
        table = each.applied(dataset, table)
    return Shown(dataset, dataset.disclosure, table)


def _of_measure(dataset: Dataset, each: Figures, found: Audit) -> RoundedMeasure:
    return RoundedMeasure(
        measure=dataset.column(each.name).title,
        base=each.part.base,
        narrowest=min((round(one.high - one.low, 2) for one in found.intervals), default=None),
    )
