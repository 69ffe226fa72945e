"""The calendar in the terminal: a line per release, what comes every week in one."""

from datetime import datetime
from io import StringIO
from typing import Any

from rich.console import Console

from orchestration.calendar_table import calendar_table
from published.catalog import Catalog
from published.schedule import CITY
from tests.unit.published.described import dataset

CHANGE = {
    "was": "2026-12-31 10:00",
    "becomes": "2027-01-08 10:00",
    "reason": {"zh": "资料 [red]晚到。", "en": "The data came late."},
    "announced": "2026-12-01",
}


def printed(**release: Any) -> list[str]:
    """The lines between the rules of the table."""
    told = dataset(release=release, **({} if "lag" in release else {"kind": "register"}))
    table = calendar_table(Catalog(datasets=(told,), feeds=()), datetime(2026, 12, 10, tzinfo=CITY))
    terminal = StringIO()
    Console(file=terminal, width=140).print(table)
    return [line for line in terminal.getvalue().splitlines() if line.startswith("│")]


def test_a_changed_release_stands_at_its_new_date_with_the_old_one_and_the_reason() -> None:
    release, name = printed(rule="0 10 31 12 *", lag=1, changes=[CHANGE])
    for words in ("2027-01-08 10:00", "果园产出", "2025", "已改期", "原定 2026-12-31 10:00：资料 [red]晚到。"):
        assert words in release
    assert "orchard_yield" in name


def test_what_comes_every_week_is_one_line() -> None:
    release, _ = printed(rule="0 9 * * 1")
    assert "每周一 09:00" in release and "—" in release
