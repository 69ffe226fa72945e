"""The real announcements recompute: shares and growth from the levels, within the rounding of what was printed."""

from decimal import Decimal

import pytest

from tests.pipeline.conftest import Desk

FULLY_PUBLISHED = ("2020-03-13", "2020-12-31", "2023-12-29", "2024-12-31")  # 2018, 2019, 2022, 2023
CATEGORIES = [f"0{number}" for number in range(1, 8)]
Row = dict[str, object]
Levels = dict[tuple[int, str], Decimal]


@pytest.fixture(scope="module")
def announced(tiny: Desk) -> list[Row]:
    return tiny.rows("national_patent_intensive_value_added")


def first_levels(rows: list[Row]) -> Levels:
    """Levels as first announced, 万元."""
    levels: Levels = {}
    for row in sorted(rows, key=lambda row: str(row["release_date"])):
        if row["value_added"] is not None:
            levels.setdefault((row["year"], row["category_code"]), row["value_added"])  # type: ignore[arg-type]
    return levels


def half_a_unit(level: Decimal) -> Decimal:
    """Levels are announced in 亿元, in 2019 with one decimal: half of the last printed place, in 万元."""
    return Decimal(500) if level % 10_000 else Decimal(5_000)


@pytest.mark.parametrize("release", FULLY_PUBLISHED)
def test_the_seven_categories_make_the_total(announced: list[Row], release: str) -> None:
    levels = {row["category_code"]: row["value_added"] for row in announced if row["release_date"] == release}
    slack = sum((half_a_unit(level) for level in levels.values() if level), Decimal(0))
    assert abs(sum(levels[code] for code in CATEGORIES) - levels["00"]) <= slack


def test_published_shares_of_the_total_recompute(announced: list[Row]) -> None:
    totals = {row["release_date"]: row["value_added"] for row in announced if row["category_code"] == "00"}
    shares = [row for row in announced if row["share_of_total"] is not None]
    assert len(shares) == 6 * 7
    for row in shares:
        recomputed = row["value_added"] / totals[row["release_date"]] * 100
        assert abs(recomputed - row["share_of_total"]) <= Decimal("0.051"), row


def test_published_growth_recomputes_from_first_announcements(announced: list[Row]) -> None:
    """One printed growth legitimately does not: medicine in 2021, 40.9 announced, 40.97 from the rounded levels."""
    levels, outside = first_levels(announced), []
    for row in (row for row in announced if row["growth_nominal"] is not None):
        before = levels[row["year"] - 1, row["category_code"]]
        recomputed = (row["value_added"] / before - 1) * 100
        rounding = (half_a_unit(row["value_added"]) + half_a_unit(before)) / before * 100 + Decimal("0.05")
        if abs(recomputed - row["growth_nominal"]) > rounding:
            outside.append((row["year"], row["category_code"], row["growth_nominal"]))
    assert outside == [(2021, "05", Decimal("40.90"))]


def test_the_census_break_prints_no_growth(announced: list[Row]) -> None:
    """2022 was revised by the fifth census (12.71 to 12.60 per cent of GDP), so 2023 has no growth on it."""
    shares = {
        row["release_date"]: row["share_of_gdp"]
        for row in announced
        if (row["year"], row["category_code"]) == (2022, "00")
    }
    assert shares == {"2023-12-29": Decimal("12.71"), "2024-12-31": Decimal("12.60")}
    assert all(row["growth_nominal"] is None for row in announced if row["year"] == 2023)


def test_a_level_that_was_not_announced_is_marked_missing(announced: list[Row]) -> None:
    missing = {(row["year"], row["release_date"]) for row in announced if row["value_added"] is None}
    assert missing == {(2022, "2024-12-31"), (2024, "2026-01-23")}
    assert all((row["obs_status"] == "M") == (row["value_added"] is None) for row in announced)


def test_published_shares_of_gdp_recompute_from_the_gdp_seed(announced: list[Row]) -> None:
    gdp = {2018: 919281, 2019: 986515, 2020: 1013567, 2021: 1149237, 2022: 1204724, 2023: 1294272}  # 亿元
    rows = [row for row in announced if row["category_code"] == "00" and row["value_added"] is not None]
    for row in rows:
        recomputed = row["value_added"] / 10_000 / gdp[row["year"]] * 100
        assert abs(recomputed - row["share_of_gdp"]) <= Decimal("0.06"), row
