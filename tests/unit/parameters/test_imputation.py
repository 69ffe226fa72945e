"""How many donors and sampled units the method asks for, by hand."""

from datetime import date

import pytest

from tests.unit.parameters.made import database, dbt_over, made
from tests.unit.parameters.python_models import python_model

SURVEYED = (
    "stg_statistics_bureau__below_scale_survey",
    "stg_statistics_bureau__census_benchmark",
    "int_industry_sections",
)
# area ► donors and their growth, whose median in the city is 4
GROWN = {"330203": (5, 2), "330205": (4, 8), "330206": (6, 4)}


def test_five_donors_of_an_area_speak_for_it_and_four_do_not() -> None:
    donors = [(f"{area} {number}", area, growth) for area, (count, growth) in GROWN.items() for number in range(count)]
    missing = [(f"{area} missing", area, None) for area in GROWN]
    returns = [
        {"organisation_code": code, "year": year, "value_added": 100.0 * (growth if year == 2024 else 1)}
        | {"reported_on": date(2024, 1, 1), "industry_code": "3911", "division": "39"}
        for code, _, growth in [*donors, *((code, area, 1) for code, area, _ in missing)]
        for year in (2023, 2024)
        if year == 2023 or not code.endswith("missing")
    ]
    rows = made(
        "int_value_added_completed",
        "imputation",
        int_account_vintages=[{"year": 2024, "vintage": "revised", "returns_until": date(2025, 1, 1)}],
        int_listed_units=[
            {"organisation_code": code, "year": 2024, "area_code": area, "register_revenue": None, "size_class": "3"}
            | {"sector": "industry", "industry_code": "3911", "division": "39"}
            for code, area, _ in [*donors, *missing]
        ],
        int_value_added_by_unit=returns,
        int_outliers_doubtful="select '' as organisation_code, 0 as year, true as is_implausible where false",
        int_outlier_decisions_checked="select '' as organisation_code, 0 as year, '' as decision where false",
    )
    imputed = {row["area_code"]: row["value_added"] for row in rows if row["method"] == "last_year"}
    assert imputed == {"330203": 200, "330205": 400, "330206": 400}, "the area's 2, the city's 4, the area's 4"


def test_the_below_scale_estimate_asks_for_five_sampled_units(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}
    monkeypatch.setattr("estimation.small_economy.small_economy", lambda *_, **settings: asked.update(settings))
    empty = {
        "int_account_vintages": "select 1 as year, null as released_on where false",
        "int_value_added_completed": "select 1 as year, '' as vintage, '' as industry_code, 1 as value_added limit 0",
    }
    with database("imputation", **dict.fromkeys(SURVEYED, "select 1 as year"), **empty) as connection:
        python_model("int_value_added_below_scale").model(dbt_over(connection), connection)
    assert asked == {"minimum": 5}
