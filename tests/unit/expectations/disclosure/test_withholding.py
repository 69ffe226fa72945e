"""What is empty in a table as it may be shown."""

from decimal import Decimal
from typing import Any

import pyarrow as pa

from expectations.disclosure.withholding import Withholding
from published.disclosure import Cumulative, Protected, Share
from tests.unit.published.described import COLUMNS, column, dataset

MONTHLY = dataset(
    columns=(
        column("month", role="time"),
        *COLUMNS[1:],
        column("rates_conf_status", code_list="status"),
    ),
    key=("month", "area_code"),
    facets=("area_code",),
)
SINCE_JANUARY = {"share_of_gdp": Cumulative(kind="cumulative")}


def _table(*rows: tuple[str, str]) -> pa.Table:
    one = {"value_added": Decimal("1.00"), "share_of_gdp": Decimal("2.00"), "remark": "x"}
    free = {"obs_status": "A", "conf_status": "F", "rates_conf_status": "F"}
    return pa.Table.from_pylist([{"month": month, "area_code": area, **one, **free} for month, area in rows])


def _shown(withholding: Withholding, *rows: tuple[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = withholding.applied(MONTHLY, _table(*rows)).to_pylist()
    return found


def test_a_withheld_row_keeps_what_is_public_and_loses_what_tells() -> None:
    spec = Protected(
        universe="orchards", rules="default", levels=("value_added",), stays=("share_of_gdp",), tells=("remark",)
    )
    monthly = MONTHLY.model_copy(update={"disclosure": spec})
    withholding = Withholding(frozenset({"2024-01|3302"}))
    (row,) = withholding.applied(monthly, _table(("2024-01", "3302"))).to_pylist()
    assert (row["value_added"], row["share_of_gdp"], row["remark"]) == (None, Decimal("2.00"), None)
    assert (row["conf_status"], row["obs_status"]) == ("C", "A")


def test_a_rate_goes_with_the_row_that_it_leans_on() -> None:
    share = {"share_of_gdp": Share.model_validate({"kind": "share", "of": {"area_code": "3302"}})}
    city, area = _shown(Withholding(frozenset({"2024-01|3302"}), share), ("2024-01", "3302"), ("2024-01", "330203"))
    assert (city["conf_status"], city["rates_conf_status"]) == ("C", "C")
    assert (area["value_added"], area["share_of_gdp"]) == (Decimal("1.00"), None)
    assert (area["conf_status"], area["rates_conf_status"]) == ("F", "C")


def test_what_is_added_up_is_empty_from_the_first_withheld_month_to_the_end_of_the_year() -> None:
    months = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in (1, 2, 3)]
    rows = [(month, area) for month in months for area in ("3302", "330203")]
    shown = _shown(Withholding(frozenset({"2024-02|330203"}), SINCE_JANUARY), *rows)
    empty = {(row["month"], row["area_code"]) for row in shown if row["share_of_gdp"] is None}
    assert empty == {("2024-02", "330203"), ("2024-03", "330203")}
    assert {(row["month"], row["area_code"]) for row in shown if row["rates_conf_status"] == "C"} == empty
    assert {(row["month"], row["area_code"]) for row in shown if row["conf_status"] == "C"} == {("2024-02", "330203")}


def test_ranks_are_counted_anew_among_the_rows_that_are_shown() -> None:
    """Of 1, 2, 2, 4 in the first month the first is withheld; the other month stays as it is."""
    areas = ["330203", "330205", "330206", "330211"]
    table = _table(*((month, area) for month in ("2024-01", "2024-02") for area in areas))
    places = [Decimal(rank) for rank in (1, 2, 2, 4)] * 2
    table = table.set_column(3, "share_of_gdp", pa.array(places, table.schema.field("share_of_gdp").type))
    withholding = Withholding(frozenset({"2024-01|330203"}), ranks={"share_of_gdp": ("month",)})
    ranks = withholding.applied(MONTHLY, table)["share_of_gdp"].to_pylist()
    assert ranks == [None, 1, 1, 3, 1, 2, 2, 4]


def test_what_rests_on_rows_of_which_one_is_withheld_is_empty_for_all_of_them() -> None:
    rows = [(month, area) for month in ("2024-01", "2024-02") for area in ("3302", "330203")]
    shown = _shown(Withholding(frozenset({"2024-01|3302"}), compared={"remark": ("area_code",)}), *rows)
    assert [row["remark"] for row in shown] == [None, "x", None, "x"]
    assert [row["conf_status"] for row in shown] == ["C", "F", "F", "F"]
