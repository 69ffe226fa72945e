"""How far a factor may go before it is told or held back, and how exactly margins must agree, by hand."""

from decimal import Decimal
from typing import Any

import pytest
import yaml

from estimation.raking import MarginError
from tests.unit.parameters.made import DBT, asked, database, dbt_over
from tests.unit.parameters.python_models import python_model

FACTORS = (0.44, 0.46, 0.49, 0.51, 0.56, 0.71, 0.73, 0.79, 0.81, 0.89, 1.12, 1.13, 1.24, 1.26, 1.38, 1.99, 2.01, 2.9)
UNUSUAL = {factor for factor in FACTORS if not 0.80 <= factor <= 1.25}
IMPOSSIBLE = {factor for factor in FACTORS if not 0.50 <= factor <= 2.00}


def refused(test: str) -> set[float]:
    """The factors of a newest vintage that a test of int_value_added_adjusted refuses."""
    models: list[dict[str, Any]] = yaml.safe_load(
        (DBT / "models/intermediate/int_accounts.yml").read_text(encoding="utf-8")
    )["models"]
    (factors,) = (entry for entry in models if entry["name"] == "int_value_added_adjusted")
    tests = [entry["never"] for entry in factors["data_tests"]]
    (condition,) = (entry["arguments"]["condition"] for entry in tests if entry["name"] == test)
    rows = asked(
        f"select factor from factors where {condition}",
        "raking",
        factors=[{"factor": factor, "is_newest": True} for factor in FACTORS],
    )
    return {factor for (factor,) in rows}


def test_factors_are_told_and_held_back_beyond_their_limits() -> None:
    assert refused("raking_factors_usual") == UNUSUAL
    assert refused("raking_factors_possible") == IMPOSSIBLE


def raked(off: str) -> list[Any]:
    """Two areas whose margins are 100, and a margin of the city that is off by so much, relative."""
    cell = {"year": 2024, "vintage": "final", "accounts_version": "v", "section": "C", "industry_code": "3911"}
    margin = {"year": 2024, "version": "v", "section": "C"}
    amounts = {"estimate": Decimal("50.0"), "reported": Decimal("50.0"), "below_scale": Decimal("0.0")}
    margins = [margin | {"area_code": code, "is_city": False, "value_added": Decimal("100.0")} for code in "ab"]
    city = margin | {"area_code": "city", "is_city": True, "value_added": Decimal(200) * (1 + Decimal(off))}
    tables = {
        "int_value_added_cells": [cell | {"area_code": code} | amounts for code in "ab"],
        "int_account_margins": [*margins, city],
    }
    with database("raking", **tables) as connection:
        table = python_model("int_value_added_raked").model(dbt_over(connection), connection)
        return list(table.column("value_added").to_pylist())


def test_margins_agree_to_a_thousand_millionth() -> None:
    assert raked("0.00000000095") == [100, 100]
    with pytest.raises(MarginError, match="city"):
        raked("0.00000000105")
