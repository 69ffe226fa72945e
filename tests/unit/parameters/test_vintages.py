"""The calendar of the accounts, by hand: what had been returned and what the accounts had said by each day."""

from datetime import date, timedelta

from tests.unit.parameters.made import Row, made

DAY = timedelta(days=1)
# year and vintage ► released on, returns until
CALENDAR = {
    (2020, "preliminary"): ("2021-03-31", "2021-02-20"),
    (2020, "revised"): ("2021-12-31", "2021-12-31"),
    (2020, "final"): ("2024-12-31", "2024-12-31"),
    (2021, "preliminary"): ("2022-03-31", "2022-02-20"),
    (2021, "revised"): ("2022-12-31", "2022-12-31"),
    (2021, "final"): ("2024-12-31", "2024-12-31"),
    (2022, "preliminary"): ("2023-03-31", "2023-02-20"),
    (2022, "revised"): ("2023-12-31", "2023-12-31"),
    (2022, "final"): ("2024-12-31", "2024-12-31"),
    (2023, "preliminary"): ("2024-03-31", "2024-02-20"),
    (2023, "revised"): ("2024-11-30", "2024-11-30"),
    (2023, "final"): ("2024-12-31", "2024-12-31"),
    (2024, "preliminary"): ("2025-03-31", "2025-02-20"),
    (2024, "revised"): ("2025-12-31", "2025-12-31"),
}
NEWEST = {(2020, "final"), (2021, "final"), (2022, "final"), (2023, "final"), (2024, "revised")}


def vintages() -> list[Row]:
    """With accounts out on the very day of each vintage, and others a day late."""
    margins = [
        {"year": year, "version": f"{vintage} {lateness}", "released_on": date.fromisoformat(released) + lateness * DAY}
        for (year, vintage), (released, _) in CALENDAR.items()
        for lateness in (0, 1)
    ]
    return made("int_account_vintages", "vintages", "censuses", stg_statistics_bureau__account_margins=margins)


def test_a_vintage_knows_the_accounts_of_its_day_and_not_those_of_the_next() -> None:
    known = {(row["year"], row["vintage"]): row["accounts_version"] for row in vintages()}
    assert known == {(year, vintage): f"{vintage} 0" for year, vintage in CALENDAR}


def test_the_newest_vintage_of_each_year_is_the_one_that_counts() -> None:
    assert {(row["year"], row["vintage"]) for row in vintages() if row["is_newest"]} == NEWEST


def test_a_vintage_counts_returns_of_its_last_day_and_not_those_of_the_next() -> None:
    returns = [
        {
            "organisation_code": f"{vintage} {lateness}",
            "year": year,
            "reported_on": date.fromisoformat(until) + lateness * DAY,
            "industry_code": "3911",
            "division": "39",
            "value_added": 1.0,
        }
        for (year, vintage), (_, until) in CALENDAR.items()
        for lateness in (0, 1)
    ]
    codes = [{"organisation_code": row["organisation_code"], "year": row["year"]} for row in returns]
    listed = {"sector": "industry", "area_code": "330203", "industry_code": "3911", "division": "39", "size_class": "3"}
    rows = made(
        "int_value_added_completed",
        "imputation",
        int_account_vintages=vintages(),
        int_listed_units=[code | listed | {"register_revenue": 1.0} for code in codes],
        int_value_added_by_unit=returns,
        int_outliers_doubtful="select '' as organisation_code, 0 as year, true as is_implausible where false",
        int_outlier_decisions_checked="select '' as organisation_code, 0 as year, '' as decision where false",
    )
    in_time = {
        (row["year"], row["organisation_code"])
        for row in rows
        if row["organisation_code"].startswith(row["vintage"]) and row["method"] == "reported"
    }
    assert in_time == {(year, f"{vintage} 0") for year, vintage in CALENDAR}
