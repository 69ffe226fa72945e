"""Which returns are unusual and which are set aside, on units whose medians are known by hand."""

from math import sqrt

import pytest

from tests.unit.parameters.made import Row, made

STEADY = 100.0


def unit(
    code: str,
    value: float,
    before: float | None,
    revenue: float | None = None,
    division: str = "39",
    employees: int | None = None,
) -> list[Row]:
    """Last year's and this year's return of a unit, 万元."""
    both = {"sector": "industry", "organisation_code": code, "area_code": "330203", "division": division}
    both |= {"average_employees": employees}
    both |= {"register_revenue": revenue, "approaches_disagree": False}
    years = {2023: before, 2024: value}
    return [both | {"year": y, "value_added": v, "value_added_by_production": v} for y, v in years.items()]


def judged(units: list[list[Row]]) -> dict[str, Row]:
    returns = [row for both in units for row in both]
    rows = made("int_value_added_outliers", "outliers", int_value_added_by_unit=returns)
    return {row["organisation_code"]: row for row in rows if row["year"] == 2024}


def steady(count: int, growth: float = 1.0, division: str = "39") -> list[list[Row]]:
    return [unit(f"{division} {n}", STEADY * growth, STEADY, STEADY, division) for n in range(count)]


def test_a_return_is_set_aside_beyond_four_times_the_median_of_both() -> None:
    ratios = {"3.9": 3.9, "4.1": 4.1, "1/3.9": 1 / 3.9, "1/4.1": 1 / 4.1}
    found = judged([*steady(21), *(unit(code, 100 * ratio, 100.0, 100.0) for code, ratio in ratios.items())])
    assert {code: found[code]["is_implausible"] for code in ratios} == {
        "3.9": False,
        "4.1": True,
        "1/3.9": False,
        "1/4.1": True,
    }


def test_two_of_three_comparisons_set_a_return_aside_and_one_does_not() -> None:
    right = [unit(f"right {n}", STEADY, STEADY, STEADY, employees=100) for n in range(21)]
    tried = {
        "last year was wrong": unit("last year was wrong", 100.0, 1.0, 100.0, employees=100),
        "both years wrong": unit("both years wrong", 10_000.0, 10_000.0, 100.0, employees=100),
        "newly listed and wrong": unit("newly listed and wrong", 10_000.0, None, None, employees=100),
        "no register revenue": unit("no register revenue", 100.0, 1.0, None, employees=100),
    }
    found = judged([*right, *tried.values()])
    assert {code: found[code]["is_implausible"] for code in tried} == {
        "last year was wrong": False,
        "both years wrong": True,
        "newly listed and wrong": True,
        "no register revenue": False,
    }
    assert all(found[code]["is_flagged"] for code in tried)


def test_a_return_whose_approaches_are_more_than_a_quarter_apart_contradicts_itself() -> None:
    tried = {apart: unit(str(apart), 100.0, 100.0, 100.0) for apart in (24.0, 26.0, -24.0, -26.0)}
    for apart, (_, now) in tried.items():
        now["value_added_by_production"] = 100.0 + apart
    found = judged([*steady(21), *tried.values()])
    assert {apart: found[str(apart)]["is_implausible"] for apart in tried} == {
        24.0: False,
        26.0: True,
        -24.0: False,
        -26.0: True,
    }


def test_a_growth_weighs_with_the_square_root_of_the_unit() -> None:
    found = judged([*steady(21), unit("large", 400.0, 200.0), unit("small", 4.0, 2.0), unit("less", 200.0, 400.0)])
    assert [found[code]["score"] for code in ("large", "small", "less")] == pytest.approx([20, 2, -20])


def test_a_growth_is_unusual_beyond_forty_times_the_distance_of_the_quartile() -> None:
    up = [unit(f"up {n}", 100.0, 100 / 1.01) for n in range(7)]
    down = [unit(f"down {n}", 100 / 1.01, 100.0) for n in range(7)]
    # (1.4 - 1) × √size = 39.5 and 40.5 times the quartile's score 0.01 × √100
    sizes = {times: (times * 0.01 * sqrt(100) / 0.4) ** 2 for times in (39.5, 40.5)}
    tried = [unit(f"+{times}", size, size / 1.4) for times, size in sizes.items()]
    tried += [unit(f"-{times}", size / 1.4, size) for times, size in sizes.items()]
    found = judged([*steady(7), *up, *down, *tried])
    assert {code: found[code]["is_flagged"] for code in ("+39.5", "+40.5", "-39.5", "-40.5")} == {
        "+39.5": False,
        "+40.5": True,
        "-39.5": False,
        "-40.5": True,
    }


def test_ten_comparable_units_are_judged_among_themselves_and_divisions_of_nine_together() -> None:
    small = [*steady(9, 3.0, "27"), *steady(9, 1.0, "28"), *steady(9, 1.0, "29")]
    found = judged([*steady(40), *steady(10, 2.0, "26"), *small])
    assert found["26 0"]["relative_growth"] == found["26 0"]["relative_revenue"] == 1
    assert found["27 0"]["relative_growth"] == found["27 0"]["relative_revenue"] == 3
