"""The tables of a quality report equal what anyone counts in the data file."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from published.describe import quality_facts as known
from published.describe.quality_facts import Facts
from published.revision import FIRST, Moved, Revision
from published.verdict import RowAccount, Verdict
from published.vocabulary import vocabulary
from tests.unit.published.described import WORDS, check, dataset, row, table

ROWS = st.lists(
    st.builds(
        row,
        year=st.integers(2018, 2026),
        value=st.sampled_from([None, "0.00", "12.50"]),
        obs_status=st.sampled_from(["A", "P", "M"]),
        conf_status=st.sampled_from(["F", "C"]),
    ),
    max_size=30,
)


def lines(found: Facts) -> list[dict[str, Any]]:
    return [dict(zip([head.name for head in found.columns], line, strict=True)) for line in found.rows]


@given(ROWS)
def test_rows_by_status_are_those_of_the_table(rows: list[dict[str, Any]]) -> None:
    told = {one.name: lines(one) for one in known.statuses(dataset(), table(*rows))}
    assert set(told) == ({"rows_by_obs_status", "rows_by_conf_status"} if rows else set())
    for name, codes in told.items():
        column = name.removeprefix("rows_by_")
        assert {one["code"]: one["rows"] for one in codes} == {
            code: sum(line[column] == code for line in rows) for code in {line[column] for line in rows}
        }
        assert abs(sum(one["share"] for one in codes) - 100) <= Decimal("0.05") * len(codes)


@given(ROWS)
def test_empty_figures_are_those_of_the_table(rows: list[dict[str, Any]]) -> None:
    (found,) = known.empty(dataset(), table(*rows))
    value, share = lines(found)
    gone = [line for line in rows if line["value_added"] is None]
    assert (value["rows"], value["empty"]) == (len(rows), len(gone))
    assert value["of_withheld"] == sum(line["conf_status"] == "C" for line in gone)
    assert (share["empty"], share["of_withheld"]) == (0, 0)


@given(ROWS)
def test_periods_are_those_of_the_table(rows: list[dict[str, Any]]) -> None:
    assert known.periods(dataset(), table(*rows)) == tuple(sorted({str(line["year"]) for line in rows}))


def test_a_row_without_a_status_is_counted_as_one_without() -> None:
    found, _ = known.statuses(dataset(), table(row(obs_status=None), row(2023)))
    assert [(one["code"], one["rows"]) for one in lines(found)] == [("A", 1), ("", 1)]


def test_an_attribute_that_no_row_has_makes_no_table() -> None:
    assert [one.name for one in known.statuses(dataset(), table(row(obs_status=None)))] == ["rows_by_conf_status"]


def test_checks_are_counted_by_severity_and_failed_ones_named() -> None:
    asked = (check(), check("warning"), check("warning", passed=False, found="199 处"))
    counted, failed = known.checks(Verdict(dataset="orchard_yield", previous=None, checks=asked, rows=()))
    assert [(one["asked"], one["passed"]) for one in lines(counted)] == [(1, 1), (2, 1)]
    assert [one["meaning"] for one in lines(failed)] == [WORDS]


def test_deliveries_are_added_up_by_feed() -> None:
    rows = [
        RowAccount(feed=feed, file=f"{n}.csv", delivered=10 * n, accepted=10 * n - 3, corrected=2, quarantined=1)
        for n, feed in ((1, "b"), (2, "a"), (3, "b"))
    ]
    (found,) = known.deliveries(rows)
    assert found.rows == (("a", 1, 20, 17, 2, 1), ("b", 2, 40, 34, 4, 2))


def test_a_first_release_has_no_revision_and_a_later_one_says_how_far_figures_moved() -> None:
    assert list(known.revised(dataset(), FIRST)) == []
    moved = Moved(measure="value_added", cells=2, mean_absolute_revision=Decimal("0.7500"), relative=None, periods=())
    why = FIRST.model_copy(update={"against": "1.0", "measures": (moved,)})
    reasons, measures = known.revised(dataset(), Revision.model_validate(why.model_dump()))
    assert lines(reasons)[0]["reason"].zh == vocabulary().revision_reasons["initial"].zh
    assert measures.rows == ((WORDS, 2, Decimal("0.7500"), ""),)
