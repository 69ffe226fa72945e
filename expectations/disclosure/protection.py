"""One universe from what was built to what may be shown: withhold, then attack what is left, in separate code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from expectations.disclosure.audit import Audit, audit, together
from expectations.disclosure.blocks import blocks
from expectations.disclosure.leaks import Leak
from expectations.disclosure.linked import Linked, Past, Row, link, words
from expectations.disclosure.public_figures import Public
from expectations.disclosure.rules import Rules
from expectations.disclosure.shown_figures import Shown, public
from expectations.disclosure.suppression import Pattern, withhold
from expectations.disclosure.tables import Tables
from expectations.disclosure.withholding import CONFIDENTIAL, Withholding, keys_of, other, text
from expectations.disclosure.workers import mapped
from published.dataset import Dataset
from published.disclosure import Protected
from published.verdict import Check, Protection
from published.vocabulary import Text

_TITLE = Text(
    zh="披露控制：没有人能推算出单个单位的数据", en="disclosure control: nobody can work out a single unit's data"
)
_TOLD = 10


@dataclass(frozen=True)
class Universe:
    """Linked tables as built: protected datasets with their tables, who contributes, and what was public before.

    `held`: who holds how much of each row of a dataset (changes.py).
    """

    name: str
    datasets: tuple[Dataset, ...]
    tables: Mapping[str, pa.Table]
    held: Mapping[str, pa.Table]
    contributions: pa.Table
    published: pa.Table
    past: Past


@dataclass(frozen=True)
class Suppressed:
    """What shares figures with one another, and what is withheld of it."""

    linked: Linked
    pattern: Pattern


@dataclass(frozen=True)
class Outcome:
    """The patterns and the audit of a universe, and its tables (by dataset) as they may be shown."""

    universe: str
    parts: tuple[Suppressed, ...]
    audit: Audit
    shown: Mapping[str, Shown]

    def withheld(self, dataset: str) -> frozenset[str]:
        """The keys of a dataset's withheld rows."""
        return _withheld(self.parts, dataset)

    def report(self) -> Iterator[tuple[str, str]]:
        """Every withheld cell and the rules that it breaks, or that it protects others: secret."""
        for part in self.parts:
            for cell in part.pattern.withheld.nonzero()[0].tolist():
                rules = part.pattern.reasons.get(cell, ())
                yield part.linked.tables.cells[cell], " ".join(rules) or "complementary"

    def check(self) -> Check:
        """The audit as a question of the gate: the cells that leak, and why."""
        betraying = [f"{name} {key}：保密行仍有数值" for name, each in self.shown.items() for key in each.betraying()]
        return leaking(self.audit.leaks, betraying)

    def candidates(self) -> Iterator[tuple[Dataset, pa.Table, Protection]]:
        """Every dataset as it may be shown, and what its verdict tells of its protection."""
        for each in self.shown.values():
            yield each.dataset, each.table, self._told(each)

    def _told(self, shown: Shown) -> Protection:
        patterns = [part.pattern for part in self.parts]
        cost, bound = sum(pattern.cost for pattern in patterns), sum(pattern.bound for pattern in patterns)
        narrowest = self.audit.narrowest
        return Protection(
            universe=self.universe,
            rules=shown.spec.rules,
            rows=shown.table.num_rows,
            withheld_rows=shown.table["conf_status"].to_pylist().count(CONFIDENTIAL),
            cells=self.audit.cells,
            at_risk=sum(int(pattern.primary.sum()) for pattern in patterns),
            complementary=sum(int((pattern.withheld & ~pattern.primary).sum()) for pattern in patterns),
            value_kept=round(self.audit.value_kept, 2),
            narrowest=round(narrowest, 1) if narrowest is not None and np.isfinite(narrowest) else None,
            cost_bound=round(100 * bound / cost, 1) if cost else 100.0,
        )


def protect(universe: Universe, rules: Rules) -> Outcome:
    """Withhold and audit. Raises Impossible where nothing that may still be withheld would do, Contradiction where the
    published figures are not those of the contributions.
    """
    apart = list(_apart(universe))
    cells = sum(pc.count_distinct(published["cell"]).as_py() for _, published in apart)
    given = [(*tables, universe.past.within(_rows(tables[1])), rules) for tables in apart]
    parts = mapped(_protected, given, cells)
    shown = {dataset.name: _shown(universe, parts, dataset) for dataset in universe.datasets}
    told = [(part.linked.tables, rules, public(part.linked, shown)) for part in parts]
    return Outcome(universe.name, tuple(parts), together(mapped(_audited, told, cells)), shown)


def _rows(published: pa.Table) -> set[Row]:
    return set(zip(words(published, "dataset"), words(published, "key"), strict=True))


def _protected(given: tuple[pa.Table, pa.Table, Past, Rules]) -> Suppressed:
    linked = link(*given)
    return Suppressed(linked, withhold(linked.tables, given[-1]))


def _audited(told: tuple[Tables, Rules, Public]) -> Audit:
    return audit(*told)


def _apart(universe: Universe) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Contributions and published cells of the parts that share no figure."""
    names = pa.array([dataset.name for dataset in universe.datasets])
    published = universe.published.filter(pc.is_in(universe.published["dataset"], value_set=names))
    yield from blocks(universe.contributions, published, _leaning(universe))


def _leaning(universe: Universe) -> Iterator[tuple[Row, Row]]:
    """Rows that a published rate brings together."""
    for dataset in universe.datasets:
        references = [reference for rate in _spec(dataset).rates.values() for reference in rate.references]
        for key in keys_of(dataset, universe.tables[dataset.name]) if references else ():
            for reference in references:
                yield (dataset.name, text(key)), (dataset.name, text(other(dataset, key, reference)))


def _withheld(parts: Sequence[Suppressed], dataset: str) -> frozenset[str]:
    return frozenset(key for part in parts for key in part.linked.rows(dataset, part.pattern.withheld))


def leaking(leaks: Sequence[Leak], betraying: Sequence[str] = ()) -> Check:
    """The gate's question with the cells that leak and why, and rows that betray themselves; only the first by name."""
    told = [*betraying, *(f"{leak.cell} ({leak.measure})：{leak.why.zh}" for leak in leaks)]
    more = f"；等共 {len(told)} 处" if len(told) > _TOLD else ""
    return control("；".join(told[:_TOLD]) + more)


def control(found: str) -> Check:
    """The gate's question whether disclosure control is content; it is where nothing was found."""
    return Check(name="disclosure_control", title=_TITLE, severity="critical", passed=not found, found=found)


def _shown(universe: Universe, parts: Sequence[Suppressed], dataset: Dataset) -> Shown:
    spec = _spec(dataset)
    withholding = Withholding(_withheld(parts, dataset.name), spec.rates)
    return Shown(dataset, spec, withholding.applied(dataset, universe.tables[dataset.name]))


def _spec(dataset: Dataset) -> Protected:
    if not isinstance(dataset.disclosure, Protected):
        raise TypeError(f"{dataset.name} is not a protected dataset")
    return dataset.disclosure
