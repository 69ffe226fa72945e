"""The audit: can anybody tell a withheld cell more closely than the rules allow, from all that is published?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from expectations.disclosure import leaks
from expectations.disclosure.attacker.measure import Attack
from expectations.disclosure.attacker.siege import Finding
from expectations.disclosure.leaks import Leak
from expectations.disclosure.public_figures import Public
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Tables


@dataclass(frozen=True)
class Interval:
    """What everybody can tell of a withheld cell, in the unit of the measure; ±∞ where there is no bound."""

    cell: str
    measure: str
    low: float
    high: float


@dataclass(frozen=True)
class Audit:
    """Counts of cells with a figure; their absolute values in all and those shown; every withheld cell's interval.

    `narrowest`: the smallest width of an interval around a withheld cell at risk, in % of its absolute value; None
    where nothing is withheld for its risk.
    """

    cells: int
    at_risk: int
    complementary: int
    value: float
    shown: float
    narrowest: float | None
    intervals: tuple[Interval, ...]
    leaks: tuple[Leak, ...]

    @property
    def passed(self) -> bool:
        """Nothing leaks."""
        return not self.leaks

    @property
    def value_kept(self) -> float:
        """What is shown, in % of the absolute values."""
        return 100 * self.shown / self.value if self.value else 100.0


def audit(tables: Tables, rules: Rules, public: Public) -> Audit:
    """Attack everything that is published, for an outsider and for insiders.

    Raises Contradiction where published figures are not those of the tables, Unsolved where the solver gives up.
    """
    attacks = {measure.name: Attack(tables, measure, rules, public) for measure in tables.measures}
    findings = {name: list(attack.findings()) for name, attack in attacks.items()}
    risks = {name: _risks(tables, attack) for name, attack in attacks.items()}
    figures = np.any([measure.shown for measure in tables.measures], axis=0)
    withheld = np.any([public.withheld(measure) for measure in tables.measures], axis=0)
    risky = np.any([[bool(broken) for broken in each] for each in risks.values()], axis=0) & figures
    cells = [(name, each) for name, found in findings.items() for each in found if _is_outside_cell(each)]
    return Audit(
        cells=int(figures.sum()),
        at_risk=int(risky.sum()),
        complementary=int((withheld & ~risky).sum()),
        value=sum(float(np.abs(measure.values)[measure.shown].sum()) for measure in tables.measures),
        shown=sum(float(np.abs(m.values)[m.shown & ~public.withheld(m)].sum()) for m in tables.measures),
        narrowest=min((_width(each) for _, each in cells if each.target.broken), default=None),
        intervals=tuple(
            Interval(each.target.name, name, each.interval.low, each.interval.high) for name, each in cells
        ),
        leaks=(*_published(tables, public, risks), *_told(findings, _doubtful(tables, findings, risky))),
    )


def together(audits: Sequence[Audit]) -> Audit:
    """The audits of parts that share no figure as one."""
    return Audit(
        cells=sum(each.cells for each in audits),
        at_risk=sum(each.at_risk for each in audits),
        complementary=sum(each.complementary for each in audits),
        value=sum(each.value for each in audits),
        shown=sum(each.shown for each in audits),
        narrowest=min((each.narrowest for each in audits if each.narrowest is not None), default=None),
        intervals=tuple(interval for each in audits for interval in each.intervals),
        leaks=tuple(leak for each in audits for leak in each.leaks),
    )


def _is_outside_cell(found: Finding) -> bool:
    return not found.insider and len(found.target.cells) == 1


def _risks(tables: Tables, attack: Attack) -> list[tuple[str, ...]]:
    return [attack.targets.cell(cell).broken for cell in range(len(tables.cells))]


def _published(tables: Tables, public: Public, risks: dict[str, list[tuple[str, ...]]]) -> Iterator[Leak]:
    """Cells at risk that are shown as they are, in this measure or another, and withheld ones public before."""
    for measure in tables.measures:
        withheld = public.withheld(measure)
        for cell in np.flatnonzero(measure.shown):
            broken = dict.fromkeys(
                rule for each in tables.measures if each.shown[cell] for rule in risks[each.name][cell]
            )
            if withheld[cell] and tables.kept[cell]:
                yield leaks.known_before(tables.cells[cell], measure.name)
            elif broken and not withheld[cell] and measure.name not in public.rounded:
                yield leaks.shown(tables.cells[cell], measure.name, broken)


def _doubtful(tables: Tables, findings: dict[str, list[Finding]], risky: Flags) -> set[str]:
    """Cells that are at risk by some measure, or of which some measure stays in doubt: their zeros may be known."""
    safe = {each.target.name for found in findings.values() for each in found if each.safe}
    return safe | {tables.cells[cell] for cell in np.flatnonzero(risky)}


def _told(findings: dict[str, list[Finding]], doubtful: set[str]) -> Iterator[Leak]:
    """The outsider's leaks; of several insiders who learn too much of a cell, the one that lacks most doubt."""
    for name, found in findings.items():
        worst: dict[tuple[str, bool], Finding] = {}
        for each in (
            each for each in found if not each.safe and (each.target.broken or each.target.name not in doubtful)
        ):
            key = (each.target.name, each.insider)
            if key not in worst or _lacking(each) > _lacking(worst[key]):
                worst[key] = each
        for each in worst.values():
            yield _leak(name, each)


def _leak(measure: str, found: Finding) -> Leak:
    target = found.target
    if not target.broken:
        return leaks.recoverable(target.name, measure, target.value)
    who = leaks.INSIDER if found.insider else leaks.OUTSIDER
    wanted = (target.value - found.wanted, target.value + found.wanted)
    return leaks.narrow(target.name, measure, who, (found.interval.low, found.interval.high), wanted)


def _lacking(found: Finding) -> float:
    value, interval = found.target.value, found.interval
    return max(interval.low - value + found.wanted, value + found.wanted - interval.high)


def _width(found: Finding) -> float:
    value = abs(found.target.value)
    return 100 * (found.interval.high - found.interval.low) / value if value else np.inf
