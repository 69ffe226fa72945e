"""Six units of the sample worked out on paper, three of industry and three of services, 千元.

Generator and model could share a mistake in the formula; a person with a pencil does not share it.
compensation + (taxes and surcharges + VAT - subsidies) + depreciation + (operating profit - investment income
- fair-value gains - disposal gains - impairments (delivered as negative numbers) - other income + subsidies
+ capitalised R&D).
"""

from decimal import Decimal
from typing import NamedTuple

import duckdb
import pytest

from tests.pipeline import truth
from tests.pipeline.conftest import Desk


class Sheet(NamedTuple):
    """One unit's return as copied on to paper, and the sum."""

    organisation_code: str
    year: int
    sector: str
    items: dict[str, int]
    value_added: int


SHEETS = [
    # 14576 + (1479 + 7131) + 3476 + (-1265 + 269 + 128 - 506 + 944 = -430) = 26232
    Sheet(
        "9133020648648856XN",
        2020,
        "industry",
        {
            "payroll_payable": 14576,
            "taxes_and_surcharges": 1479,
            "vat_payable": 7131,
            "depreciation": 3476,
            "operating_profit": -1265,
            "asset_impairment_losses": -269,
            "credit_impairment_losses": -128,
            "other_income": 506,
            "capitalised_rd": 944,
        },
        26232,
    ),
    # 16095 + (1543 + 5770 - 959 = 6354) + 5248 + (16249 + 106 + 290 - 174 + 959 = 17430) = 45127
    Sheet(
        "9133021193403671XN",
        2024,
        "industry",
        {
            "payroll_payable": 16095,
            "taxes_and_surcharges": 1543,
            "vat_payable": 5770,
            "production_subsidies": 959,
            "depreciation": 5248,
            "operating_profit": 16249,
            "disposal_gains": -106,
            "asset_impairment_losses": -290,
            "other_income": 174,
        },
        45127,
    ),
    # 27135 + (1451 + 2542 = 3993) + 5647 + (33579 + 385 + 1813 - 1963 = 33814) = 70589
    Sheet(
        "91330206841583677X",
        2022,
        "industry",
        {
            "payroll_payable": 27135,
            "taxes_and_surcharges": 1451,
            "vat_payable": 2542,
            "depreciation": 5647,
            "operating_profit": 33579,
            "investment_income": -385,
            "fair_value_gains": -1813,
            "other_income": 1963,
        },
        70589,
    ),
    # 13102 + (273 + 1355 = 1628) + 2844 + (-50 - 40 + 322 - 258 + 1080 = 1054) = 18628
    Sheet(
        "91330205MA26ADYR3E",
        2020,
        "service",
        {
            "payroll_payable": 13102,
            "taxes_and_surcharges": 273,
            "vat_payable": 1355,
            "depreciation": 2844,
            "operating_profit": -50,
            "investment_income": 40,
            "asset_impairment_losses": -322,
            "other_income": 258,
            "capitalised_rd": 1080,
        },
        18628,
    ),
    # 1416 + (79 + 213 - 21 = 271) + 300 + (714 - 10 + 7 + 21 = 732) = 2719
    Sheet(
        "913302129776085467",
        2024,
        "service",
        {
            "payroll_payable": 1416,
            "taxes_and_surcharges": 79,
            "vat_payable": 213,
            "production_subsidies": 21,
            "depreciation": 300,
            "operating_profit": 714,
            "fair_value_gains": 10,
            "disposal_gains": -7,
        },
        2719,
    ),
    # 17404 + (830 + 6393 = 7223) + 4962 + (11001 - 601 + 339 + 102 = 10841) = 40430
    Sheet(
        "91330212051987095U",
        2022,
        "service",
        {
            "payroll_payable": 17404,
            "taxes_and_surcharges": 830,
            "vat_payable": 6393,
            "depreciation": 4962,
            "operating_profit": 11001,
            "investment_income": 601,
            "fair_value_gains": -339,
            "credit_impairment_losses": -102,
        },
        40430,
    ),
]
ITEMS = [item for sheet in SHEETS for item in sheet.items]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.organisation_code)
def test_a_unit_worked_by_hand(city: Desk, sheet: Sheet) -> None:
    units = truth.read(city.home.feeds, "units")
    (unit,) = units[(units.organisation_code == sheet.organisation_code) & (units.year == sheet.year)].to_dict(
        "records"
    )
    assert unit["sector"] == sheet.sector
    assert {item: unit[item] for item in set(ITEMS) if unit[item]} == sheet.items
    with duckdb.connect(str(city.home.warehouse), read_only=True) as warehouse:
        made = warehouse.execute(
            "select value_added from int_value_added_by_unit where organisation_code = ? and year = ?",
            [sheet.organisation_code, sheet.year],
        ).fetchone()
    assert made == (Decimal(sheet.value_added) / 10,)
