"""The way to the target in words: the difference of two published percentages, exact to the digit that is written."""

import sqlite3

import pytest

from published.site.language import languages
from published.site.pages.contracts import NAME, contracts
from published.site.pages.standings import NAME as MONITOR

SERIES = {"area_code": "3302"}


@pytest.mark.parametrize(
    ("attainment", "expected", "said", "lagging"),
    [
        (80.00, 70.15, "快于往年同期进度 9.9 个百分点", False),
        (70.15, 80.00, "慢于往年同期进度 9.9 个百分点", True),
        (70.20, 70.15, "快于往年同期进度 0.1 个百分点", False),
        (70.19, 70.15, "与往年同期进度持平", False),
    ],
)
def test_the_lead_is_rounded_from_its_exact_value(attainment: float, expected: float, said: str, lagging: bool) -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(f"create table {NAME} (month, cumulative_value, target, attainment, obs_status, area_code)")
    connection.execute(f"create table {MONITOR} (period, area_code, indicator, seasonal_share)")
    row = ("2025-09", 800_000.0, 1_000_000.0, attainment, "A", "3302")
    connection.execute(f"insert into {NAME} values (?, ?, ?, ?, ?, ?)", row)
    connection.execute(f"insert into {MONITOR} values ('2025-09', '3302', ?, ?)", (NAME, expected))
    found = contracts(connection, SERIES, languages()["zh"], monitored=True)
    assert found is not None and (found.words, found.lagging) == (said, lagging)
