"""One universe from what was built to what may be shown: withhold, then attack what is left, in separate code."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import highspy
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from expectations.disclosure.audit import Audit, audit
from expectations.disclosure.linked import Linked, Past, link
from expectations.disclosure.rules import Rules
from expectations.disclosure.shown_figures import Shown, public
from expectations.disclosure.suppression import Pattern, withhold
from expectations.disclosure.withholding import CONFIDENTIAL, Withholding
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
class Outcome:
    """The pattern and the audit of a universe, and its tables as they may be shown."""

    universe: str
    linked: Linked
    pattern: Pattern
    audit: Audit
    shown: tuple[Shown, ...]

    def withheld(self, dataset: str) -> frozenset[str]:
        """The keys of a dataset's withheld rows."""
        return self.linked.rows(dataset, self.pattern.withheld)

    def report(self) -> Iterator[tuple[str, str]]:
        """Every withheld cell and the rules that it breaks: secret."""
        for cell in self.pattern.withheld.nonzero()[0]:
            reasons = self.pattern.reasons.get(int(cell), ())
            yield self.linked.tables.cells[cell], " ".join(reasons) or "complementary"

    def check(self) -> Check:
        """The audit as a question of the gate: the cells that leak, and why."""
        betraying = [f"{each.dataset.name} {key}：保密行仍有数值" for each in self.shown for key in each.betraying()]
        told = betraying + [f"{leak.cell} ({leak.measure})：{leak.why.zh}" for leak in self.audit.leaks]
        more = f"；等共 {len(told)} 处" if len(told) > _TOLD else ""
        return control("；".join(told[:_TOLD]) + more)

    def candidates(self) -> Iterator[tuple[Dataset, pa.Table, Protection]]:
        """Every dataset as it may be shown, and what its verdict tells of its protection."""
        for each in self.shown:
            yield each.dataset, each.table, self._told(each)

    def _told(self, shown: Shown) -> Protection:
        narrowest = self.audit.narrowest
        return Protection(
            universe=self.universe,
            rules=shown.spec.rules,
            rows=shown.table.num_rows,
            withheld_rows=shown.table["conf_status"].to_pylist().count(CONFIDENTIAL),
            cells=self.audit.cells,
            at_risk=int(self.pattern.primary.sum()),
            complementary=int((self.pattern.withheld & ~self.pattern.primary).sum()),
            value_kept=round(self.audit.value_kept, 2),
            narrowest=round(narrowest, 1) if narrowest is not None and np.isfinite(narrowest) else None,
            cost_bound=round(100 * self.pattern.bound / self.pattern.cost, 1) if self.pattern.cost else 100.0,
        )


def protect(universe: Universe, rules: Rules) -> Outcome:
    """Withhold and audit. Raises Impossible where nothing that may still be withheld would do, Contradiction where the
    published figures are not those of the contributions.
    """
    greet()
    names = pa.array([dataset.name for dataset in universe.datasets])
    published = universe.published.filter(pc.is_in(universe.published["dataset"], value_set=names))
    linked = link(universe.contributions, published, universe.past, rules)
    pattern = withhold(linked.tables, rules)
    shown = tuple(_shown(universe, linked, pattern, dataset) for dataset in universe.datasets)
    audited = audit(linked.tables, rules, public(linked, shown))
    return Outcome(universe.name, linked, pattern, audited, shown)


@cache
def greet() -> None:
    """HiGHS prints its banner with the first solver of a process, before it can be told to be quiet."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    os.dup2(nowhere, 1)
    try:
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def control(found: str) -> Check:
    """The gate's question whether disclosure control is content; it is where nothing was found."""
    return Check(name="disclosure_control", title=_TITLE, severity="critical", passed=not found, found=found)


def _shown(universe: Universe, linked: Linked, pattern: Pattern, dataset: Dataset) -> Shown:
    spec = dataset.disclosure
    if not isinstance(spec, Protected):
        raise TypeError(f"{dataset.name} is not a protected dataset")
    leans_on = {name: rate.references for name, rate in spec.rates.items()}
    withholding = Withholding(linked.rows(dataset.name, pattern.withheld), leans_on)
    return Shown(dataset, spec, withholding.applied(dataset, universe.tables[dataset.name]))
