"""A department's feedback as one page, for a telephone as for a desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template

from orchestration.feedback.department import Department, Finding
from orchestration.feedback.wordings import Wording
from published.feed import Feed
from published.vocabulary import Text

MOST_ROWS = 1_000
"""Of one rule in one feed; the workbook lists them all."""


@dataclass(frozen=True)
class Group:
    """The findings of one rule in one feed, and how many more the workbook has."""

    feed: Feed
    wording: Wording
    findings: tuple[Finding, ...]
    count: int

    @property
    def left_out(self) -> int:
        """Findings that the page does not list."""
        return self.count - len(self.findings)


def page(department: Department, notice: Text | None) -> str:
    """A self-contained HTML page: what was refused, what is in quarantine, what was corrected, every file."""
    return _template().render(
        department=department,
        notice=notice,
        stopped=_groups(department.quarantined),
        mended=_groups(department.corrected),
        figures=[
            (Text(zh="送达", en="delivered"), department.total("delivered")),
            (Text(zh="接收", en="accepted"), department.total("accepted")),
            (Text(zh="更正", en="corrected"), department.total("corrected")),
            (Text(zh="隔离", en="quarantined"), department.total("quarantined")),
            (Text(zh="拒收的文件", en="files refused"), len(department.refused)),
        ],
    )


def _groups(findings: Iterable[Finding]) -> list[Group]:
    def kind(finding: Finding) -> tuple[str, str]:
        return finding.feed.key, finding.rule

    grouped = ((key, tuple(found)) for key, found in groupby(sorted(findings, key=kind), key=kind))
    return [Group(found[0].feed, found[0].wording, found[:MOST_ROWS], len(found)) for _, found in grouped]


@cache
def _template() -> Template:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("orchestration"), PackageLoader("published")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("feedback.html")
