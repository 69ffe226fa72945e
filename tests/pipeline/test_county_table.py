"""The real table of November 2018: what adds up, what does not, and that the reader is told."""

from decimal import Decimal

import pytest

from tests.pipeline.conftest import Desk

MEASURES = {"industrial_value_added": Decimal("332.1"), "industrial_value_added_since_january": Decimal("3392.4")}
HALF_A_TENTH = Decimal(500)  # the bureau prints 亿元 to one decimal; 万元


@pytest.mark.parametrize("measure", MEASURES)
def test_the_ten_divisions_leave_a_rest_that_rounding_cannot_make(tiny: Desk, measure: str) -> None:
    rows = tiny.rows("industrial_value_added_by_area")
    parts = [row[measure] for row in rows if row["row_kind"] == "part"]
    sums = {kind: sum(row[measure] for row in rows if row["row_kind"] == kind) for kind in ("total", "difference")}
    assert (len(parts), sum(parts)) == (10, MEASURES[measure] * 10_000)
    assert sums["total"] - sum(parts) == sums["difference"] > 11 * HALF_A_TENTH


def test_fenghuas_own_part_is_in_fenghua_and_the_odd_rows_are_explained(tiny: Desk) -> None:
    rows = {row["reported_area"]: row for row in tiny.rows("industrial_value_added_by_area")}
    for measure in MEASURES:
        assert 0 < rows["330213x"][measure] < rows["330213"][measure]
    explained = {area for area, row in rows.items() if row["note_zh"] and row["note_en"]}
    assert explained == {"330213x", "3302_D"}
    assert "不分地区" in str(rows["3302_D"]["note_zh"]) and "not published" in str(rows["3302_D"]["note_en"])


@pytest.mark.parametrize("measure", MEASURES)
def test_groups_that_exhaust_industry_make_the_total_and_registration_types_do_not(tiny: Desk, measure: str) -> None:
    rows = tiny.rows("industrial_value_added_by_group")
    sums = {
        name: sum(row[measure] for row in rows if row["breakdown"] == name)
        for name in ("total", "light_heavy", "size", "ownership")
    }
    assert sums["light_heavy"] == sums["total"]
    assert abs(sums["size"] - sums["total"]) <= 4 * HALF_A_TENTH
    assert sums["total"] - sums["ownership"] > 7 * HALF_A_TENTH
