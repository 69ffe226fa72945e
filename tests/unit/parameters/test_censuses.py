"""From which day on the accounts rest on which census, by hand."""

from tests.unit.parameters.made import made

BASES = {"2019-11-19": None, "2019-11-20": 2018, "2024-12-25": 2018, "2024-12-26": 2023, "2030-01-01": 2023}


def test_a_census_is_the_base_from_the_day_of_its_release() -> None:
    vintages = " union all ".join(
        f"select 2018 as year, '{day}' as vintage, date '{day}' as released_on, null as returns_until, '' as reason"
        for day in BASES
    )
    margins = "select 2018 as year, '' as version, date '2019-01-01' as released_on"
    rows = made("int_account_vintages", "censuses", vintages=vintages, stg_statistics_bureau__account_margins=margins)
    assert {row["vintage"]: row["census_base"] for row in rows} == BASES
