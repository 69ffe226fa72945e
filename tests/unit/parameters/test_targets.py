"""What the city promised for which year, by hand."""

from tests.unit.parameters.test_monitor_indicators import monitored


def test_the_city_promised_ten_billion_yuan_of_technology_contracts_for_2025() -> None:
    targets = {
        year: monitored("technology_contract_turnover", f"{year}-12", a3302=(1.0, 1))["3302"]["indicator_target"]
        for year in (2024, 2025, 2026)
    }
    assert targets == {2024: None, 2025: 1_000_000, 2026: None}, "万元"
