"""The real announcements recompute: sums, shares and growth from the levels, within the rounding of the print."""

import csv
from collections.abc import Iterator
from decimal import Decimal

import pytest

from published.home import PROJECT
from tests.pipeline.conftest import Desk

FULLY_PUBLISHED = {2018: "2020-03-13", 2019: "2020-12-31", 2022: "2023-12-29", 2023: "2024-12-31"}
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


def of_year(rows: list[Row], year: int) -> dict[object, Row]:
    """The rows of a fully published year by category."""
    return {
        row["category_code"]: row
        for row in rows
        if row["release_date"] == FULLY_PUBLISHED[year] and row["year"] == year
    }


def printed_to(figure: Decimal) -> Decimal:
    """Half of the last place that a percentage was printed to: one decimal or two."""
    return Decimal("0.005") if figure * 10 % 1 else Decimal("0.05")


def gdp() -> dict[int, Decimal]:
    """Year ► GDP in 万元, as it stood when the share was announced."""
    with (PROJECT / "dbt_project/seeds/reference/national_indicators.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["indicator"].startswith("GDP ")]
    assert {row["provenance"] for row in rows} == {"expert recall, unverified"}
    return {int(row["year"]): Decimal(row["value"]) * 10_000 for row in rows}


def recomputed_growth(rows: list[Row]) -> Iterator[tuple[Row, Decimal, Decimal]]:
    """Rows with an announced growth, the growth of their first levels, and what rounding can make of it."""
    levels = first_levels(rows)
    for row in (row for row in rows if row["growth_nominal"] is not None):
        level, before = levels[row["year"], row["category_code"]], levels[row["year"] - 1, row["category_code"]]  # type: ignore[index,operator]
        slack = (half_a_unit(level) + half_a_unit(before)) / before * 100 + Decimal("0.05")
        yield row, (level / before - 1) * 100, slack


@pytest.mark.parametrize("year", FULLY_PUBLISHED)
def test_the_seven_categories_make_the_total(announced: list[Row], year: int) -> None:
    levels = {code: row["value_added"] for code, row in of_year(announced, year).items()}
    assert set(levels) == {"00", *CATEGORIES}
    slack = sum((half_a_unit(level) for level in levels.values()), Decimal(0))
    assert abs(sum(levels[code] for code in CATEGORIES) - levels["00"]) <= slack


@pytest.mark.parametrize("year", FULLY_PUBLISHED)
def test_the_shares_of_the_total_recompute(announced: list[Row], year: int) -> None:
    rows = of_year(announced, year)
    for code in CATEGORIES:
        recomputed = rows[code]["value_added"] / rows["00"]["value_added"] * 100
        assert abs(recomputed - rows[code]["share_of_total"]) <= Decimal("0.051"), rows[code]
    assert rows["00"]["share_of_total"] is None


@pytest.mark.parametrize("year", FULLY_PUBLISHED)
def test_the_share_of_gdp_recomputes(announced: list[Row], year: int) -> None:
    total = of_year(announced, year)["00"]
    share: Decimal = total["share_of_gdp"]
    assert abs(total["value_added"] / gdp()[year] * 100 - share) <= printed_to(share)


def test_shares_of_partly_published_years_recompute_too(announced: list[Row]) -> None:
    totals = {row["release_date"]: row["value_added"] for row in announced if row["category_code"] == "00"}
    shares = [row for row in announced if row["year"] in (2020, 2021) and row["share_of_total"] is not None]
    assert len(shares) == 2 * 7
    for row in shares:
        recomputed = row["value_added"] / totals[row["release_date"]] * 100
        assert abs(recomputed - row["share_of_total"]) <= Decimal("0.051"), row
    for row in (row for row in announced if row["year"] in (2020, 2021) and row["category_code"] == "00"):
        assert abs(row["value_added"] / gdp()[row["year"]] * 100 - row["share_of_gdp"]) <= Decimal("0.005"), row


@pytest.mark.parametrize("year", [2019, 2022])
def test_the_growth_of_a_fully_published_year_recomputes(announced: list[Row], year: int) -> None:
    found = [made for made in recomputed_growth(announced) if made[0]["year"] == year]
    assert {row["category_code"] for row, _, _ in found} == {"00", *CATEGORIES}
    for row, recomputed, slack in found:
        assert abs(recomputed - row["growth_nominal"]) <= slack, row


def test_one_announced_growth_does_not_recompute(announced: list[Row]) -> None:
    """Medicine in 2021: 40.9 announced, 40.97 from the rounded levels."""
    outside = [
        (row["year"], row["category_code"], row["growth_nominal"], recomputed.quantize(Decimal("0.01")))
        for row, recomputed, slack in recomputed_growth(announced)
        if abs(recomputed - row["growth_nominal"]) > slack
    ]
    assert outside == [(2021, "05", Decimal("40.90"), Decimal("40.97"))]


def test_published_recomputed_growth_is_that_of_announced_levels(announced: list[Row]) -> None:
    """Every pair of announced levels from 2018 to 2022, none that rests on a level that was worked out."""
    levels = first_levels([row for row in announced if row["obs_status"] == "A"])
    wanted = {
        (year, code): ((level / levels[year - 1, code] - 1) * 100).quantize(Decimal("0.01"))
        for (year, code), level in levels.items()
        if (year - 1, code) in levels and year <= 2022
    }
    found = {
        (row["year"], row["category_code"]): row["growth_recomputed"]
        for row in announced
        if row["growth_recomputed"] is not None
    }
    assert found == wanted
    assert len(wanted) == 8 + 5 + 5 + 5


def test_the_census_refuses_growth_from_2022_to_2023(announced: list[Row]) -> None:
    """2022 was revised by the fifth census (12.71 to 12.60 per cent of GDP), so 2023 has no growth on it."""
    shares = {row["release_date"]: row["share_of_gdp"] for row in of_code(announced, 2022)}
    assert shares == {"2023-12-29": Decimal("12.71"), "2024-12-31": Decimal("12.60")}
    after = [row for row in announced if row["year"] == 2023]
    assert len(after) == 8
    for row in after:
        assert (row["growth_nominal"], row["growth_recomputed"], row["series_break"]) == (None, None, "census")
    assert {(row["year"], row["release_date"]) for row in announced if row["series_break"]} == {
        (2023, "2024-12-31"),
        (2022, "2024-12-31"),
    }


def of_code(rows: list[Row], year: int, code: str = "00") -> list[Row]:
    return [row for row in rows if (row["year"], row["category_code"]) == (year, code)]


def test_a_level_that_was_not_announced_is_marked_missing_or_worked_out(announced: list[Row]) -> None:
    missing = {(row["year"], row["release_date"]) for row in announced if row["value_added"] is None}
    assert missing == {(2022, "2024-12-31"), (2024, "2026-01-23")}
    assert all((row["obs_status"] == "M") == (row["value_added"] is None) for row in announced)
    worked_out = {(row["year"], row["category_code"]) for row in announced if row["obs_status"] == "E"}
    assert worked_out == {(year, code) for year in (2020, 2021) for code in ("04", "05", "07")}
