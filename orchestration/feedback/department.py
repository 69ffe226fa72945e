"""What a department has to hear of its deliveries: its files, its rows in quarantine, its corrected cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from orchestration.feedback.wordings import Wording, wordings
from orchestration.history import CITY_TIME
from orchestration.rows import accounts, corrections, quarantine
from orchestration.snapshots import current, refusals
from published.feed import Feed
from published.home import Home
from published.verdict import RowAccount
from published.vocabulary import Text, vocabulary

_TITLE = Text(zh="标题行", en="title")
_MOST_LETTERS = 2_000


@dataclass(frozen=True)
class Taken:
    """A file that counts now, the day it came, and what became of its rows."""

    feed: Feed
    day: str
    account: RowAccount


@dataclass(frozen=True)
class Refused:
    """A file that was stopped at the door, the day, and why: one sentence with what to do."""

    feed: Feed
    file: str
    day: str
    reason: str


@dataclass(frozen=True)
class Finding:
    """One cell to mend, by the row and the header that the clerk sees; `becomes` where it was corrected here."""

    feed: Feed
    file: str
    sheet: str
    row: int
    column: str
    value: str
    rule: str
    becomes: str = ""

    @property
    def wording(self) -> Wording:
        """Why, and what to do."""
        return wordings()[self.rule]


@dataclass(frozen=True)
class Department:
    """A department's files and findings."""

    name: str
    title: Text
    feeds: tuple[Feed, ...]
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]
    quarantined: tuple[Finding, ...]
    corrected: tuple[Finding, ...]

    def total(self, outcome: str) -> int:
        """Rows of that outcome over all files."""
        return sum(getattr(taken.account, outcome) for taken in self.taken)


def departments(home: Home, feeds: Iterable[Feed], built: Path) -> list[Department]:
    """Every department that has a feed, by name."""
    by_key = {feed.key: feed for feed in feeds}
    stopped = _findings(by_key, quarantine(built).to_pylist())
    mended = _findings(by_key, corrections(built).to_pylist())
    return [
        Department(
            name=name,
            title=vocabulary().departments[name],
            feeds=tuple(own := [feed for feed in by_key.values() if feed.source == name]),
            taken=tuple(taken for feed in own for taken in _taken(home, feed, built)),
            refused=tuple(refused for feed in own for refused in _refused(home, feed)),
            quarantined=tuple(finding for finding in stopped if finding.feed.source == name),
            corrected=tuple(finding for finding in mended if finding.feed.source == name),
        )
        for name in sorted({feed.source for feed in by_key.values()})
    ]


def _taken(home: Home, feed: Feed, built: Path) -> list[Taken]:
    days = {passport.file: _day(passport.pulled_at) for passport in current(home, feed)}
    return [Taken(feed, days[account.file], account) for account in accounts(home, feed, built)]


def _refused(home: Home, feed: Feed) -> list[Refused]:
    return [Refused(feed, entry.file, _day(entry.at), entry.reason or "") for entry in refusals(home, feed)]


def _findings(feeds: Mapping[str, Feed], rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    return [
        Finding(
            feed=(feed := feeds[row["feed"]]),
            file=row["file"],
            sheet=row["sheet"] or "",
            row=row["row"],
            column=_header(feed, row["column"]),
            value=_shown(row["value"] if "value" in row else row["was"]),
            rule=row["rule"],
            becomes=_shown(row.get("becomes")),
        )
        for row in rows
    ]


def _header(feed: Feed, column: str) -> str:
    """The department's own name of a column; what stands in two header rows is joined by ›."""
    own = {known.name: known.header.replace("|", " › ") for known in feed.columns}
    return own.get(column, _TITLE.zh)


def _shown(value: str | None) -> str:
    """A delivered text at a length that a cell can hold."""
    text = value or ""
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…（共 {len(text):,} 字）"


def _day(at: datetime) -> str:
    return f"{at.astimezone(CITY_TIME):%Y-%m-%d}"
