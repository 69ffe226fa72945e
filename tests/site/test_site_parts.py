"""The pure parts: figures in words, progress towards the target."""

import sqlite3
from datetime import datetime

import pytest

from published.calendar import Planned
from published.schedule import CITY
from published.site.announced import YearAhead, year_of
from published.site.language import languages
from published.site.notice import header
from published.site.numbers import file_size, grouped, signed
from published.site.pages.addresses import row_address
from published.site.pages.calendar import calendar_page
from published.site.pages.contracts import contracts
from published.site.parameters import named_parameters
from published.vocabulary import Text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (grouped(1234567.895, 2), "1,234,567.90"),
        (grouped(-0.05, 1), "−0.1"),
        (grouped(2.675, 2), "2.68"),
        (signed(6.46), "+6.5"),
        (signed(-0.04), "0.0"),
        (signed(0), "0.0"),
        (file_size(999), "999 B"),
        (file_size(147_456), "147.5 KB"),
    ],
)
def test_figures(written: str, expected: str) -> None:
    assert written == expected


def _turnover(months: dict[str, tuple[float, float | None]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.execute(
        "create table technology_contract_turnover (month, area_code, contract_type, patent_related, "
        "cumulative_value, target, attainment, obs_status)"
    )
    for month, (value, target) in months.items():
        attainment = None if target is None else 100 * value / target
        row = (month, "3302", "_T", "Y", value, target, attainment, "A")
        database.execute("insert into technology_contract_turnover values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.execute("create table target_monitor (period, area_code, indicator, seasonal_share)")
    for month, share in (("2025-06", 45.0), ("2025-12", 100.0)):
        row = (month, "3302", "technology_contract_turnover", share)
        database.execute("insert into target_monitor values (?, ?, ?, ?)", row)
    return database


PAST = {
    "2023-06": (300_000.0, None),
    "2023-12": (600_000.0, None),
    "2024-06": (320_000.0, None),
    "2024-12": (800_000.0, None),
}


CHINESE = languages()["zh"]
SERIES = {"area_code": "3302", "contract_type": "_T", "patent_related": "Y"}


@pytest.mark.parametrize(
    ("now", "words", "lagging"),
    [
        ({"2025-06": (500_000.0, 1_000_000.0)}, "快于往年同期进度 5.0 个百分点", False),
        ({"2025-06": (400_000.0, 1_000_000.0)}, "慢于往年同期进度 5.0 个百分点", True),
        ({"2025-06": (450_000.0, 1_000_000.0)}, "与往年同期进度持平", False),
        ({"2025-12": (960_000.0, 1_000_000.0)}, "全年比目标少 4.0 个百分点", True),
        ({"2025-12": (1_020_000.0, 1_000_000.0)}, "全年目标已完成", False),
        ({"2025-06": (500_000.0, None)}, "", False),
    ],
)
def test_progress_is_compared_with_the_season_of_earlier_years(
    now: dict[str, tuple[float, float | None]], words: str, lagging: bool
) -> None:
    found = contracts(_turnover(PAST | now), SERIES, CHINESE, monitored=True)
    assert found is not None and found.words == words and found.lagging == lagging


def test_without_the_monitor_nothing_is_said_of_earlier_years() -> None:
    found = contracts(_turnover(PAST | {"2025-06": (500_000.0, 1_000_000.0)}), SERIES, CHINESE, monitored=False)
    assert found is not None and found.expected is None and found.words == ""


def test_no_contracts_no_block() -> None:
    assert contracts(_turnover({}), SERIES, CHINESE, monitored=True) is None


def test_a_notice_is_a_legal_header_in_any_language() -> None:
    value = header(Text(zh="演示；数据", en="a; “b”"))
    assert value.isascii() and value.startswith("a, ?b?; zh*=UTF-8''%E6")


def test_named_parameters_are_found_outside_strings_and_comments() -> None:
    sql = "select :a, ':b', \":c\" -- :d\n/* :e */ from t where x = :f and y = :a and z::text = 1"
    assert named_parameters(sql) == ["a", "f"]


def test_row_addresses_are_tilde_encoded() -> None:
    assert row_address("t", ["2024", "a.b/c", "中 文"]) == "/open/t/2024,a~2Eb~2Fc,~E4~B8~AD+~E6~96~87"


def year_with(**release: object) -> YearAhead:
    """A year from 10 December 2026 with one dataset's releases."""
    plan = Planned.model_validate(
        {
            "dataset": "orchard_yield",
            "title": {"zh": "果园产出", "en": "Yield of orchards"},
            "frequency": "irregular",
            "owner": "statistics_bureau",
            "schedule": release,
        }
    )
    return year_of([plan], [], "2026-12-10.1", None, datetime(2026, 12, 10, 15, tzinfo=CITY))


def test_a_calendar_has_every_month_and_the_days_with_releases() -> None:
    page = calendar_page(year_with(dates=["2027-01-20 10:00", "2027-01-20 16:00", "2027-12-09 23:59"]), CHINESE)
    assert len(page.months) == 13 and page.months[0].days == ()
    assert [(day.day.isoformat(), len(day.lines)) for month in page.months for day in month.days] == [
        ("2027-01-20", 2),
        ("2027-12-09", 1),
    ]
    assert page.next is not None and (page.next.away, page.next.weekday) == ("41 天后", "周三")


def test_a_cancelled_release_is_no_next_one() -> None:
    cancelled = {
        "was": "2027-01-20 10:00",
        "reason": {"zh": "不再编制。", "en": "It is discontinued."},
        "announced": "2026-12-01",
    }
    page = calendar_page(year_with(dates=["2027-01-20 10:00"], changes=[cancelled]), CHINESE)
    assert page.next is None and page.changed == 1
    assert [line.one.state for month in page.months for line in month.lines] == ["cancelled"]


def test_without_schedules_the_calendar_is_empty() -> None:
    page = calendar_page(year_of([], [], "2026-12-10.1", None, datetime(2026, 12, 10, tzinfo=CITY)), CHINESE)
    assert (page.next, page.regular, page.changed) == (None, (), 0)
