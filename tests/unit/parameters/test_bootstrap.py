"""The bootstrap is drawn two hundred times from the seed 3302, whatever else changes."""

import pytest

from tests.unit.parameters.made import database, dbt_over
from tests.unit.parameters.python_models import python_model
from tests.unit.parameters.test_imputation import SURVEYED


def test_the_replicates_and_the_seed_reach_the_estimator(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}
    monkeypatch.setattr("estimation.small_economy.small_economy", lambda *_, **settings: asked.update(settings))
    cells = "select 1 as year, '' as industry_code, 1 as above_scale, true as is_newest where false"
    vintages = "select 1 as year, true as is_newest where false"
    surveyed = dict.fromkeys(SURVEYED, "select 1 as year")
    tables = surveyed | {"int_value_added_cells": cells, "int_account_vintages": vintages}
    with database("imputation", "bootstrap", "patent_intensive_2019", **tables) as connection:
        python_model("int_below_scale_errors").model(dbt_over(connection), connection)
    assert asked == {"minimum": 5, "replicates": 200, "seed": 3302}
