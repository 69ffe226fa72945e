"""From which base on each indicator is ranked, in which direction, in which unit, by hand."""

import pytest

from tests.unit.parameters.made import Row, made

# indicator ► unit, smallest base; more is better for all of them
LIMITS = {
    "technology_contract_turnover": ("wan_yuan", 0),
    "high_value_per_10k": ("patents_per_10k_inhabitants", 10_000),
    "zero_out_share": ("percent", 5),
    "value_added_share_of_gdp": ("percent", 3),
}
SHARES = "select '' as indicator, '' as area_code, 0 as year, '' as month, 1.0 as seasonal_share where false"


def monitored(indicator: str, period: str, **areas: tuple[float, float]) -> dict[str, Row]:
    """Area ► its row, from each area's value and base."""
    both = {"indicator": indicator, "period": period, "obs_status": "A", "conf_status": "F"}
    measured = [
        both | {"area_code": area[1:], "indicator_value": value, "base": base} for area, (value, base) in areas.items()
    ]
    seeds = ("monitor_indicators", "targets", "area")
    rows = made("target_monitor", *seeds, int_indicators_measured=measured, int_seasonal_shares=SHARES)
    return {row["area_code"]: row for row in rows}


@pytest.mark.parametrize("indicator", LIMITS)
def test_an_indicator_is_ranked_from_its_smallest_base_on(indicator: str) -> None:
    unit, limit = LIMITS[indicator]
    rows = monitored(indicator, "2025-06", a330203=(1.0, limit), a330205=(2.0, limit + 9), a330206=(3.0, limit - 0.5))
    assert {row["unit_of_measure"] for row in rows.values()} == {unit}
    assert [rows[area]["area_rank"] for area in ("330205", "330203", "330206")] == [1, 2, None]
    assert rows["330206"]["rank_status"] == "base_small"
