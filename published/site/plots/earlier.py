"""Who said what when: the states that a series had in earlier releases, where they differ from today's."""

from collections.abc import Mapping, Sequence
from typing import Any

from published.dataset import Dataset
from published.site.pages.measured import Measured
from published.site.plots.choice import Choice
from published.site.plots.figure import Earlier, Observation

Row = Mapping[str, Any]

MOST = 5
"""As many earlier states are drawn, the newest."""


def earlier(
    dataset: Dataset, choice: Choice, states: Sequence[Row], today: Sequence[Observation], measured: Measured
) -> tuple[Earlier, ...]:
    """The newest earlier states that differ from today's and from one another, oldest first.

    `states`: rows of the dataset's vintages, each with the releases at which it began and ended.
    """
    now = {one.code: one.value for one in today}
    firsts = {int(row["first_release"]): str(row["first_version"]) for row in states}
    found: list[Earlier] = []
    for number in sorted(firsts)[:-1]:
        said = _said(dataset, choice, states, number, measured)
        values = tuple((code, said[code]) for code in now if code in said)
        kept = Earlier(firsts[number], values)
        if any(now[code] != value for code, value in values) and (not found or found[-1].values != values):
            found.append(kept)
    return tuple(found[-MOST:])


def _said(dataset: Dataset, choice: Choice, states: Sequence[Row], number: int, measured: Measured) -> dict[str, float]:
    """Period ► value as a release said it; of rows that restate one another the newest with a figure."""
    announced, said = dataset.revisions.announced, {}
    for row in sorted(states, key=lambda row: str(row[announced]) if announced else ""):
        value, last = measured.of(row[choice.measure.name]), row["last_release"]
        if value is not None and int(row["first_release"]) <= number and (last is None or number <= int(last)):
            said[str(row[str(dataset.period)])] = value
    return said
