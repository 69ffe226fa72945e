"""By which method each category's flash is made, by hand."""

from tests.unit.parameters.made import made

CATEGORIES = [f"0{number}" for number in range(1, 8)]


def test_every_category_is_disaggregated_by_denton_and_cholette() -> None:
    years = [{"year": 2024, "category_code": code, "census_base": 2023, "area_code": "3302"} for code in CATEGORIES]
    rows = made(
        "int_value_added_flash_series",
        "flash_methods",
        int_value_added_by_category=[row | {"value_added": 1.0} for row in years],
        int_revenue_by_quarter=[row | {"quarter_of_year": q, "revenue": 1.0} for row in years for q in range(1, 5)],
    )
    assert {row["category_code"]: row["method"] for row in rows} == dict.fromkeys(CATEGORIES, "denton_cholette")
