"""The quality report of a release in the structure of the ESS SIMS: what the pipeline knows, and what nobody does.

Every chapter is there, in the order of SIMS; one about which nothing is known says that it is not assessed.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from published.describe.quality_chapters import CHAPTERS, Reported, by_hand
from published.describe.quality_facts import Facts, say, words
from published.vocabulary import Frozen, Text

PAGE = "quality.html"


class Section(Frozen):
    """A chapter: its code in SIMS, its name, what is said of it."""

    code: str
    name: Text
    assessed: bool
    text: tuple[Text, ...]
    facts: tuple[Facts, ...]


class QualityReport(Frozen):
    """All chapters of one version, in the order of SIMS."""

    standard: str = "ESS SIMS 2.0"
    dataset: str
    title: Text
    version: str
    notice: Text | None
    provisional: bool
    sections: tuple[Section, ...]


def quality_report(release: Reported) -> QualityReport:
    """The report of a release that is about to be sealed; no clock in it."""
    dataset = release.dataset
    return QualityReport(
        dataset=dataset.name,
        title=dataset.title,
        version=release.version,
        notice=dataset.notice,
        provisional=dataset.provisional,
        sections=tuple(_section(code, name, release) for code, name in words().chapters.items()),
    )


def write(report: QualityReport, folder: Path) -> None:
    """The report for people and for programs: its page and quality.json."""
    (folder / PAGE).write_text(page(report), encoding="utf-8")
    (folder / "quality.json").write_text(report.model_dump_json(indent=1), encoding="utf-8")


def page(report: QualityReport) -> str:
    """A self-contained HTML page: what stands in which chapter, then the chapters."""
    return _template().render(report=report)


def _section(code: str, name: Text, release: Reported) -> Section:
    drawn = CHAPTERS[code](release) if code in CHAPTERS else ()
    told = [*by_hand(release.dataset, code), *drawn]
    text = tuple(one for one in told if isinstance(one, Text))
    facts = tuple(one for one in told if isinstance(one, Facts))
    return Section(
        code=code, name=name, assessed=bool(told), text=text if told else (say("not_assessed"),), facts=facts
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("published"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(PAGE)
