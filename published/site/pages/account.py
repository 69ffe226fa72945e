"""What stands behind the figures of a dataset, in short: formulas, what was checked, why the release differs."""

from dataclasses import dataclass
from datetime import date

from published.describe.quality import PAGE
from published.describe.sections import part
from published.site.language import Language
from published.site.pages.catalogue import Entry
from published.site.pages.past import Past
from published.site.pages.revision import Because
from published.vocabulary import Text

FORMULAS = 3
HOW = Text(zh="怎么算", en="How it is computed")


@dataclass(frozen=True)
class Account:
    """The first formulas of the method, how many checks there were and which have a note, reasons and day of the
    release, and whether there is a quality report.
    """

    formulas: tuple[str, ...]
    checks: int
    noted: tuple[Text, ...]
    reasons: tuple[Because, ...]
    since: date
    quality_href: str | None


def account(entry: Entry, past: Past, language: Language) -> Account:
    """What the page of a dataset says of its release."""
    verdict, method = past.verdict(entry), entry.dataset.method
    told = part(language.pick(method), language.pick(HOW)) if method else ""
    return Account(
        formulas=tuple(formulas(told))[:FORMULAS],
        checks=len(verdict.checks),
        noted=tuple(check.title for check in verdict.failed),
        reasons=entry.reasons,
        since=past.since(entry),
        quality_href=f"{entry.release_href}{PAGE}" if past.has(entry, PAGE) else None,
    )


def formulas(told: str) -> list[str]:
    """The quoted lines of a method that are equations."""
    return [line.removeprefix("> ") for line in told.splitlines() if line.startswith("> ") and "=" in line]
