"""The gate's answer for one dataset: release, release with notes, hold."""

from typing import Literal

from published.vocabulary import Frozen, Text

Severity = Literal["critical", "warning"]
Outcome = Literal["release", "release_with_notes", "hold"]


class Check(Frozen):
    """One question of the gate and what was found."""

    name: str
    title: Text
    severity: Severity
    passed: bool
    found: str = ""


class RowAccount(Frozen):
    """What became of the rows of one delivered file: accepted + corrected + quarantined = delivered.

    `notes` say what is to be known of the file: in what it departs from what is agreed, what it replaces.
    """

    feed: str
    file: str
    delivered: int
    accepted: int
    corrected: int
    quarantined: int
    notes: tuple[Text, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether every delivered row is accounted for."""
        return self.accepted + self.corrected + self.quarantined == self.delivered


class RoundedMeasure(Frozen):
    """What controlled rounding did to a measure of a dataset, in its unit: the base, and the width of the narrowest
    interval to which an outsider can tell a cell at risk (None: none is at risk); how far figures moved is secret.
    """

    measure: Text
    base: int
    narrowest: float | None


class Protection(Frozen):
    """What disclosure control did to a dataset, together with the tables that it shares figures with.

    Rows of this dataset, cells of all the tables; `value_kept` in % of the cells' absolute values; `narrowest`: the
    least doubt left about a cell at risk, in % of its value (None: no limit); `cost_bound` in % of the pattern's cost.
    `rounded`: its measures, where they are rounded and nothing is withheld; cells then count once for each measure.
    """

    universe: str
    rules: str
    rows: int
    withheld_rows: int
    cells: int
    at_risk: int
    complementary: int
    value_kept: float
    narrowest: float | None
    cost_bound: float
    rounded: tuple[RoundedMeasure, ...] = ()


class Acknowledged(Frozen):
    """Critical checks that failed and do not hold a release all the same, and why: published with it."""

    checks: tuple[str, ...]
    note: Text


class Verdict(Frozen):
    """Checks and row accounts of one dataset, against the release `previous`, on the candidate with that sha256."""

    dataset: str
    notice: Text | None = None
    provisional: bool = False
    previous: str | None
    candidate: str | None = None
    checks: tuple[Check, ...]
    rows: tuple[RowAccount, ...]
    protection: Protection | None = None
    acknowledged: Acknowledged | None = None

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that did not pass."""
        return tuple(check for check in self.checks if not check.passed)

    @property
    def holding(self) -> tuple[Check, ...]:
        """The failed critical checks that nobody has answered for."""
        answered = self.acknowledged.checks if self.acknowledged else ()
        return tuple(check for check in self.failed if check.severity == "critical" and check.name not in answered)

    @property
    def outcome(self) -> Outcome:
        """A failed critical check holds until it is acknowledged, a failed warning goes out with a note."""
        if self.holding:
            return "hold"
        return "release_with_notes" if self.failed else "release"
