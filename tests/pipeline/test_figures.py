"""Figures as built equal an independent computation from the ground truth, to the last 0.01 万元."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.pipeline import truth
from tests.pipeline.conftest import Desk

CENT = Decimal("0.01")


def test_everything_from_the_reconstructed_classification_is_provisional(tiny: Desk) -> None:
    assert {row["obs_status"] for row in tiny.rows("patent_intensive_value_added")} == {"P"}


def test_contract_turnover_per_month_area_and_type(released: Desk) -> None:
    values, counts = truth.turnover_cells(released.home.feeds)
    types = {
        "development": "技术开发",
        "transfer": "技术转让",
        "licensing": "技术许可",
        "consulting": "技术咨询",
        "service": "技术服务",
    }
    seen = set()
    for row in released.built("technology_contract_turnover"):
        if row["area_code"] == truth.CITY or "_T" in (row["contract_type"], row["patent_related"]):
            continue
        key = (row["month"], row["area_code"], types[row["contract_type"]], row["patent_related"] == "Y")
        seen.add(key)
        assert row["contract_value"] == values[key].quantize(CENT, ROUND_HALF_UP), key
        assert row["contracts"] == counts[key], key
    assert set(counts) <= seen


def test_cumulative_turnover_and_the_target_of_2025(released: Desk) -> None:
    values, _ = truth.turnover_cells(released.home.feeds)
    by_month: dict[str, Decimal] = defaultdict(Decimal)
    for (month, _, _, related), value in values.items():
        if related:
            by_month[month] += value
    series = [
        row
        for row in released.built("technology_contract_turnover")
        if (row["area_code"], row["contract_type"], row["patent_related"]) == (truth.CITY, "_T", "Y")
    ]
    for row in series:
        months = [month for month in by_month if month[:4] == row["month"][:4] and month <= row["month"]]
        total = sum((by_month[month] for month in months), Decimal(0))
        assert row["cumulative_value"] == total.quantize(CENT, ROUND_HALF_UP)
        in_2025 = row["month"].startswith("2025")
        assert row["target"] == (Decimal("1000000.00") if in_2025 else None)
        assert row["attainment"] == (truth.percent(total, Decimal(1_000_000)) if in_2025 else None)


@pytest.mark.parametrize("column", ["target", "attainment"])
def test_no_target_without_a_source(tiny: Desk, column: str) -> None:
    others = [
        row
        for row in tiny.rows("technology_contract_turnover")
        if (row["area_code"], row["contract_type"], row["patent_related"]) != (truth.CITY, "_T", "Y")
    ]
    assert all(row[column] is None for row in others)
