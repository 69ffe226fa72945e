"""The flash of one category: rounded once, adding up to the last digit, blind to what came after an estimate."""

import importlib.util
from decimal import Decimal
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from estimation.arrays import EstimationError
from estimation.disaggregation import chow_lin, denton_cholette
from published.home import PROJECT

Row = dict[str, Any]
REVENUE = (310, 402, 377, 455, 333, 421, 402, 498, 351, 460, 433, 520, 377, 470, 444, 561, 390, 500)
ACCOUNTS = (Decimal("1000.000001"), Decimal("1100.1"), Decimal("1234.5"), Decimal("1300.000003"))


@pytest.fixture(scope="module")
def made() -> ModuleType:
    path = PROJECT / "dbt_project/models/intermediate/int_value_added_flash.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(accounts: tuple[Decimal, ...] = ACCOUNTS, method: str = "denton_cholette") -> list[Row]:
    return [
        {
            "category_code": "01",
            "year": 2020 + t // 4,
            "quarter_of_year": t % 4 + 1,
            "revenue": Decimal(revenue),
            "value_added_of_year": accounts[t // 4] if t // 4 < len(accounts) else None,
            "method": method,
        }
        for t, revenue in enumerate(REVENUE)
    ]


def column(found: list[Row], name: str) -> list[Any]:
    return [row[name] for row in found]


def test_quarters_make_the_year_to_the_last_digit(made: ModuleType) -> None:
    values = column(made.flash("01", rows()), "value_added")
    assert [sum(values[4 * year : 4 * year + 4]) for year in range(4)] == list(ACCOUNTS)
    assert all(value == round(value, 6) for value in values)
    exact = denton_cholette(np.array([float(amount) for amount in ACCOUNTS]), np.array(REVENUE, dtype=float))
    assert [float(value) for value in values] == pytest.approx(exact, abs=0.000_002)


def test_a_first_estimate_knows_neither_its_years_account_nor_later_revenue(made: ModuleType) -> None:
    first = column(made.flash("01", rows()), "first_estimate")
    assert first[:4] == [None] * 4
    for t in range(4, 16):
        known, until = t // 4, np.array(REVENUE[: t + 1], dtype=float)
        alone = denton_cholette(np.array([float(amount) for amount in ACCOUNTS[:known]]), until)[t]
        assert float(first[t]) == pytest.approx(alone, abs=0.000_001)


def test_beyond_the_accounts_the_first_estimate_is_what_stands(made: ModuleType) -> None:
    found = made.flash("01", rows())
    assert column(found[16:], "first_estimate") == column(found[16:], "value_added")


def test_the_method_is_a_parameter_and_a_regression_needs_three_years_first(made: ModuleType) -> None:
    found = made.flash("01", rows(method="chow_lin"))
    exact = chow_lin(np.array([float(amount) for amount in ACCOUNTS]), np.array(REVENUE, dtype=float))
    assert [float(value) for value in column(found, "value_added")] == pytest.approx(exact, abs=0.000_002)
    assert [value is None for value in column(found, "first_estimate")] == [True] * 12 + [False] * 6


def test_an_indicator_that_cannot_be_used_names_its_category(made: ModuleType) -> None:
    broken = rows()
    broken[5]["revenue"] = Decimal(0)
    with pytest.raises(EstimationError, match=r"大类 01：指标须为正数.* / category 01: the indicator must be positive"):
        made.flash("01", broken)
