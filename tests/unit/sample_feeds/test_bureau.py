"""The statistics bureau's further tables agree with its annual returns and with each other."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sample_feeds.bureau.monthly import MONTHS
from sample_feeds.bureau.sections import section_names, section_of_division
from tests.unit.sample_feeds.delivered import Delivered

Row = dict[str, Any]


def told(tiny: Delivered, feed: str) -> list[Row]:
    rows: list[Row] = tiny.truth(f"statistics_bureau__{feed}").to_pylist()
    return rows


def annual(tiny: Delivered) -> dict[tuple[str, str], Row]:
    return {(unit["organisation_code"], str(unit["year"])): unit for unit in tiny.truth("units").to_pylist()}


def test_december_is_the_revenue_of_the_annual_return(tiny: Delivered) -> None:
    returns = annual(tiny)
    december = [row for row in told(tiny, "monthly_revenue") if row["month"] == "2024-12"]
    assert december
    for row in december:
        assert int(row["revenue_to_date"]) == returns[row["organisation_code"], "2024"]["operating_revenue"]
        if row["revenue_to_date_before"]:
            before = returns[row["organisation_code"], "2023"]["operating_revenue"]
            assert int(row["revenue_to_date_before"]) == before


def test_monthly_revenue_grows_from_february_on(tiny: Delivered) -> None:
    assert not [month for month in MONTHS if month.endswith("-01")]
    by_unit: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in told(tiny, "monthly_revenue"):
        by_unit[row["organisation_code"], row["month"][:4]].append(int(row["revenue_to_date"]))
    assert all(values == sorted(values) for values in by_unit.values())


def test_the_quarterly_summary_holds_the_listed_units_of_industry_until_2023_and_of_services_on(
    tiny: Delivered,
) -> None:
    listed: dict[tuple[str, str], int] = defaultdict(int)
    for (_, year), unit in annual(tiny).items():
        listed[year, unit["industry_code"]] += unit["operating_revenue"]
    summary = {
        (row["month"], row["industry_code"]): int(row["revenue_to_date"]) for row in told(tiny, "quarterly_revenue")
    }
    for (month, code), revenue in summary.items():
        year, quarter_end = month.split("-")
        assert (int(year) < 2024 or code[:2] > "46") and month <= "2025-09"
        assert revenue > listed[year, code] or quarter_end != "12"
        if quarter_end != "03":
            assert revenue > summary[f"{year}-{int(quarter_end) - 3:02d}", code]


def test_who_books_no_research_returns_none(tiny: Delivered) -> None:
    returns, research = annual(tiny), told(tiny, "rd_returns")
    assert {row["rd_expenditure"] == "0" for row in research} == {True, False}
    for row in research:
        unit = returns[row["organisation_code"], row["year"]]
        assert (row["rd_expenditure"] == "0") == (unit["rd_expenses"] == 0)
        assert int(row["rd_personnel"]) <= unit["average_employees"]
        assert row["industry_code"] == unit["industry_code"]


def test_divisions_employ_what_their_classes_employ(tiny: Delivered) -> None:
    of_classes: dict[tuple[str, str], int] = defaultdict(int)
    of_divisions = {}
    for row in told(tiny, "employment"):
        if len(row["industry_code"]) == 4:
            of_classes[row["year"], row["industry_code"][:2]] += int(row["employed"])
        else:
            of_divisions[row["year"], row["industry_code"]] = int(row["employed"])
    assert of_divisions == of_classes


def test_the_small_units_of_the_sample_are_not_listed_that_year(tiny: Delivered) -> None:
    listed, sampled = annual(tiny), told(tiny, "below_scale_survey")
    assert sampled
    for row in sampled:
        assert (row["organisation_code"], row["year"]) not in listed
        assert Decimal(row["weight"]) >= 1
        assert section_of_division()[row["industry_code"][:2]] == row["stratum"][6]
        assert row["area_code"] == row["stratum"][:6]


def test_a_census_measures_every_section_in_every_area_once(tiny: Delivered) -> None:
    rows = told(tiny, "census_benchmark")
    keys = {(row["census_year"], row["area_code"], row["section"]) for row in rows}
    sections = set(section_of_division().values()) - {"A", "T"}
    assert len(keys) == len(rows) == 2 * 11 * len(sections)


def test_deflators_cover_the_sections_and_the_categories(tiny: Delivered) -> None:
    rows = [row for row in told(tiny, "deflators") if row["year"] == "2024"]
    assert {row["class_code"] for row in rows} == {*section_names(), *(f"0{number}" for number in range(8))}
    assert all(50 < Decimal(row["deflator"]) < 200 for row in rows)
