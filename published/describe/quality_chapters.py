"""What a quality report says in each chapter: drawn from the description, verdict, revision and rows of a release.

The few hand-written parts stand on the method page under `## 质量` and `## Quality`, each below a heading that begins
with its code. A chapter about which nothing is known yields nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

import pyarrow as pa

from published.dataset import Dataset
from published.describe import quality_facts as known
from published.describe.downloads import DOWNLOADS
from published.describe.quality_facts import Facts, say, words
from published.describe.rounding import rounding_note
from published.describe.sections import under
from published.disclosure import Follower, Protected, Public
from published.revision import Revision
from published.verdict import Verdict
from published.vocabulary import Text, vocabulary

BY_HAND = Text(zh="质量", en="Quality")
_BREAKS = Text(zh="断点", en="Known breaks")
_CAVEATS = Text(zh="注意", en="Caveats")


@dataclass(frozen=True)
class Reported:
    """What reports and workbooks are drawn from: a release about to be sealed."""

    dataset: Dataset
    verdict: Verdict
    revision: Revision
    table: pa.Table
    version: str

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The periods that it covers."""
        return known.periods(self.dataset, self.table)


Told = Iterator[Text | Facts]


def by_hand(dataset: Dataset, code: str) -> Iterator[Text]:
    """What the method page says of a chapter, under `## 质量` and `## Quality`."""
    yield from _paragraphs(dataset, BY_HAND, code)


def _paragraphs(dataset: Dataset, heading: Text, *below: str) -> Iterator[Text]:
    """What the method page says under a heading, the Chinese with its English."""
    if dataset.method:
        zh = under(dataset.method.zh, heading.zh, *below).paragraphs
        en = under(dataset.method.en, heading.en, *below).paragraphs
        yield from (Text(zh=one, en=other) for one, other in zip_longest(zh, en, fillvalue=""))


def _contact(release: Reported) -> Told:
    owner = vocabulary().departments[release.dataset.owner]
    yield say("contact", owner=owner)


def _metadata(release: Reported) -> Told:
    yield say("metadata", version=release.version)


def _presentation(release: Reported) -> Told:
    yield release.dataset.definition
    yield from known.columns(release.dataset)
    yield from known.code_lists(release.dataset)


def _units(release: Reported) -> Told:
    yield from known.units(release.dataset)


def _reference_period(release: Reported) -> Told:
    if not release.periods:
        yield say("no_periods")
    yield from known.covered(release.periods)


def _confidentiality(release: Reported) -> Told:
    match release.dataset.disclosure:
        case None if release.dataset.kind == "register":
            yield say("register_is_public")
        case Public(public=why):
            yield why
        case Follower(follows=follows):
            yield say("follows", names=", ".join(sorted({one.dataset for one in follows})))
        case Protected():
            yield rounding_note(release.dataset) or say("protected")
    yield from known.withheld(release.verdict.protection)


def _policy(release: Reported) -> Told:
    dataset = release.dataset
    licence, grade = vocabulary().licences[dataset.licence], vocabulary().opening_grades[dataset.opening]
    yield say("licence", grade=grade, licence=licence, code=dataset.licence)
    yield say("calendar")


def _frequency(release: Reported) -> Told:
    yield say("frequency", frequency=vocabulary().frequencies[release.dataset.frequency])


def _accessibility(release: Reported) -> Told:
    dataset = release.dataset
    yield say("address", name=dataset.name, version=release.version)
    files = [(f"{dataset.name}.{extension}", "data") for extension in DOWNLOADS]
    files += [("dataset.json", "description"), ("verdict.html", "gate")]
    files += [("method.md", "method_file")] if dataset.method else []
    told = ((name, say(holds)) for name, holds in [*files, ("manifest.json", "proof")])
    yield from known.facts("files", "file holds", told)


def _management(release: Reported) -> Told:
    if release.verdict.checks:
        yield say("gate_passed")
    yield from known.checks(release.verdict)
    if release.verdict.acknowledged:
        yield say("acknowledged", note=release.verdict.acknowledged.note)


def _accuracy(release: Reported) -> Told:
    if not [*by_hand(release.dataset, "S.13")]:
        yield say("accuracy_unknown")
    yield say("counted")
    yield from known.facts("rows", "fact count", [(say("all_rows"), release.table.num_rows)])
    yield from known.statuses(release.dataset, release.table)
    yield from known.empty(release.dataset, release.table)


def _timeliness(release: Reported) -> Told:
    if release.periods:
        frequency = vocabulary().frequencies[release.dataset.frequency]
        yield say("timeliness", newest=release.periods[-1], frequency=frequency)
    yield say("punctuality")


def _comparability(release: Reported) -> Told:
    yield from _paragraphs(release.dataset, _BREAKS)
    if release.dataset.method:
        zh = under(release.dataset.method.zh, _BREAKS.zh).rows
        en = under(release.dataset.method.en, _BREAKS.en).rows
        told = [tuple(Text(zh=a, en=b) for a, b in zip(*lines, strict=False)) for lines in zip(zh, en, strict=False)]
        yield from _as_written("breaks", told)
    yield from known.statuses(release.dataset, release.table, breaks=True)


def _as_written(name: str, lines: list[tuple[Text, ...]]) -> Iterator[Facts]:
    """A table of the method page as it stands there; its first line has the headings."""
    if lines:
        heads = tuple(known.Heading(name=one.en.lower().replace(" ", "_"), title=one) for one in lines[0])
        yield Facts(name=name, title=words().tables[name], columns=heads, rows=tuple(lines[1:]))


def _revision(release: Reported) -> Told:
    dataset, revision = release.dataset, release.revision
    if dataset.kind == "register":
        yield say("register_revised")
    else:
        open_periods = dataset.revisions.routine
        yield say("routine", periods=open_periods) if open_periods else say("no_routine")
    yield from known.planned(dataset)
    yield say("against", version=revision.against) if revision.against else say("first")
    yield from known.revised(dataset, revision)


def _processing(release: Reported) -> Told:
    dataset = release.dataset
    if dataset.feeds:
        yield say("lineage", count=len(dataset.feeds))
    if dataset.from_unit_returns:
        yield say("from_units")
    if dataset.method:
        yield say("see_method")
    yield from known.deliveries(release.verdict.rows)


def _comment(release: Reported) -> Told:
    if release.dataset.notice:
        yield say("invented", notice=release.dataset.notice)
    if release.dataset.provisional:
        yield say("provisional")
    yield from _paragraphs(release.dataset, _CAVEATS)


CHAPTERS: Mapping[str, Callable[[Reported], Told]] = {
    "S.1": _contact,
    "S.2": _metadata,
    "S.3": _presentation,
    "S.4": _units,
    "S.5": _reference_period,
    "S.7": _confidentiality,
    "S.8": _policy,
    "S.9": _frequency,
    "S.10": _accessibility,
    "S.11": _management,
    "S.13": _accuracy,
    "S.14": _timeliness,
    "S.15": _comparability,
    "S.17": _revision,
    "S.18": _processing,
    "S.19": _comment,
}
