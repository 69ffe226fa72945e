"""The delivered tables as arrays: in a fixed order whatever their own, and what each vintage may know of them."""

import numpy as np
import pyarrow as pa
import pytest

from estimation.arrays import EstimationError
from estimation.small_economy import SmallEconomy, small_economy

SURVEY = [
    {"organisation_code": code, "year": year, "industry_code": industry, "revenue": now, "revenue_before": before,
     "stratum": "330203C1", "weight": 2.0}
    for code, year, industry, now, before in (
        ("a", 2023, "3911", 100, 80), ("a", 2024, "3911", 120, 100),
        ("b", 2024, "3912", 80, None), ("c", 2024, "3911", 50, 50),
    )
]  # fmt: skip
CENSUS = [
    {"census_year": 2022, "area_code": "330203", "section": "C", "value_added": 100},
    {"census_year": 2023, "area_code": "330203", "section": "C", "value_added": 300},
]
CLASSES = [{"industry_code": "3911", "section": "C"}, {"industry_code": "3912", "section": "C"}]


def economy(replicates: int = 0, reverse: bool = False) -> SmallEconomy:
    rows = SURVEY[::-1] if reverse else SURVEY
    tables = (pa.Table.from_pylist(part) for part in (rows, CENSUS, CLASSES))
    return small_economy(*tables, minimum=1, replicates=replicates, seed=1)


def test_a_vintage_knows_the_censuses_up_to_its_base() -> None:
    before, _ = economy().estimate({"year": 2024, "census_base": 2022}, {})
    after, shares = economy().estimate({"year": 2024, "census_base": 2023}, {})
    index = (2 * 120 + 2 * 50) / (2 * 100 + 2 * 50)
    assert before[0, 0, 0] == pytest.approx(100 * (100 / 80) * index)
    assert after[0, 0, 0] == pytest.approx(300 * index)
    assert shares[0] == pytest.approx([170 / 250, 80 / 250])


def test_a_vintage_whose_census_is_not_delivered_is_refused() -> None:
    with pytest.raises(EstimationError, match="2028"):
        economy().estimate({"year": 2024, "vintage": "final", "census_base": 2028}, {})


def test_the_order_of_the_rows_changes_nothing() -> None:
    one, other = (economy(20, reverse).survey for reverse in (False, True))
    assert np.array_equal(one.weights, other.weights) and np.array_equal(one.revenue, other.revenue)


def test_the_first_replicate_is_the_survey_and_a_unit_is_drawn_alike_in_all_its_years() -> None:
    weights = economy(50).survey.weights
    assert weights.shape == (51, 4) and weights[0].tolist() == [2.0] * 4
    assert np.array_equal(weights[:, 0], weights[:, 1])
    assert len({tuple(row) for row in weights.tolist()}) > 3
