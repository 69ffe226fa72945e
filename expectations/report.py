"""The verdict as a page that a statistician can read."""

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template

from published.dataset import Dataset
from published.verdict import Outcome, Verdict
from published.vocabulary import Text

_OUTCOMES: dict[Outcome, Text] = {
    "release": Text(zh="可以发布", en="release"),
    "release_with_notes": Text(zh="附说明发布", en="release with notes"),
    "hold": Text(zh="暂缓发布", en="hold"),
}


def page(dataset: Dataset, verdict: Verdict, notice: Text | None) -> str:
    """A self-contained HTML page: outcome, failed checks first, rows of every file, all checks."""
    return _template().render(
        dataset=dataset,
        verdict=verdict,
        notice=notice,
        outcome=outcome(verdict),
        checks=sorted(verdict.checks, key=lambda check: (check.passed, check.severity != "critical")),
        totals={
            name: sum(getattr(row, name) for row in verdict.rows)
            for name in ("delivered", "accepted", "corrected", "quarantined")
        },
    )


def outcome(verdict: Verdict) -> Text:
    """The outcome in words."""
    return _OUTCOMES[verdict.outcome]


@cache
def _template() -> Template:
    loader = ChoiceLoader([PackageLoader("expectations"), PackageLoader("published")])
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("verdict.html")
