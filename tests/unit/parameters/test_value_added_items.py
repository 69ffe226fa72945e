"""What each item of the form does to value added in which years, by hand."""

import pytest

from tests.unit.parameters.made import made
from tests.unit.sql.macros import macro

YEARS = (1999, 2000, 2016, 2017, 2018, 2019, 9999)
# item ► first and last year and sign; subsidies leave the taxes and enter the surplus, which is nothing together
COUNTED = {
    "payroll_payable": [(2000, 9999, 1)],
    "taxes_and_surcharges": [(2000, 9999, 1)],
    "vat_payable": [(2000, 9999, 1)],
    "depreciation": [(2000, 9999, 1)],
    "operating_profit": [(2000, 9999, 1)],
    "capitalised_rd": [(2000, 9999, 1)],
    "investment_income": [(2000, 9999, -1)],
    "fair_value_gains": [(2000, 9999, -1)],
    "disposal_gains": [(2017, 9999, -1)],
    "other_income": [(2017, 9999, -1)],
    "asset_impairment_losses": [(2000, 2018, 1), (2019, 9999, -1)],
    "credit_impairment_losses": [(2019, 9999, -1)],
}
RETURNS = {"industry": "industrial", "service": "service"}


def value_added(sector: str) -> dict[tuple[str, int], int]:
    """Item and year ► value added, 万元, of a unit that returned 10 千元 of this item and 0 of all others."""
    items = macro("money_items")().split()
    returns = [
        {"organisation_code": item, "year": year, "reported_on": None, "industry_code": "3911", "average_employees": 1}
        | {name: 10 if name == item else 0 for name in items}
        for item in items
        for year in YEARS
    ]
    tables = {
        f"stg_statistics_bureau__{form}_returns": returns if sector == of else [returns[0] | {"year": 1}]
        for of, form in RETURNS.items()
    }
    units = [{"organisation_code": item, "year": year, "area_code": "330203"} for item in items for year in YEARS]
    rows = made(
        "int_value_added_by_unit",
        "value_added_items",
        int_listed_units=[unit | {"register_revenue": 1} for unit in units],
        int_industry_sections=[{"industry_code": "3911", "division": "39"}],
        **tables,
    )
    return {(row["organisation_code"], row["year"]): row["value_added"] for row in rows if row["value_added"]}


@pytest.mark.parametrize("sector", RETURNS)
def test_every_item_counts_with_its_sign_in_its_years(sector: str) -> None:
    assert value_added(sector) == {
        (item, year): sign
        for item, spans in COUNTED.items()
        for year in YEARS
        for first, last, sign in spans
        if first <= year <= last
    }
