"""A change set says what differs, of what nature, and nothing that its two releases do not say."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from published.dataset import Dataset
from published.revision_policy import Policy
from published.revisions import ChangeSet, Structure, compare
from tests.unit.published.described import COLUMNS, column, dataset, row, table

WORDS = [known.name for known in COLUMNS if known.type == "varchar"]
ANNUAL = dataset()


def changes(*earlier: dict[str, Any], to: list[dict[str, Any]], of: Dataset = ANNUAL) -> ChangeSet:
    return compare(of, table(*earlier), of, table(*to))


def told(found: ChangeSet) -> list[tuple[object, ...]]:
    names = (*found.dataset.key, "column", "was", "becomes", "nature")
    return [tuple(line[name] for name in names) for line in found.lines.to_pylist()]


def withheld(**more: Any) -> dict[str, Any]:
    return row(value=None, share_of_gdp=None, conf_status="C", **more)


def test_equal_tables_differ_in_nothing() -> None:
    found = changes(row(), to=[row()])
    assert (told(found), found.structure.changed) == ([], False)


def test_a_revised_figure_is_told_with_its_exact_text() -> None:
    found = changes(row(value="12.50"), to=[row(value="1000000000000000.10")])
    assert told(found) == [(2024, "3302", "value_added", "12.50", "1000000000000000.10", "revised")]


def test_a_new_period_is_another_thing_than_a_late_row_and_both_than_a_row_that_is_gone() -> None:
    found = changes(
        row(2023), row(2023, "330203"), row(), to=[row(2023), row(2024), row(2024, "330203"), row(2025, "330203")]
    )
    assert told(found) == [
        (2023, "330203", None, None, None, "gone"),
        (2024, "330203", None, None, None, "new_row"),
        (2025, "330203", None, None, None, "new_period"),
    ]
    assert found.known == ("2024", "2023")


def test_what_becomes_final_is_final_whether_its_value_changes_or_not() -> None:
    found = changes(row(obs_status="P"), to=[row(value="13")])
    assert told(found) == [
        (2024, "3302", "value_added", "12.50", "13.00", "final"),
        (2024, "3302", "obs_status", "P", "A", "final"),
    ]


def test_an_estimate_that_stays_one_is_revised() -> None:
    assert told(changes(row(obs_status="E"), to=[row(value="13", obs_status="E")]))[0][-1] == "revised"


def test_what_is_withheld_now_is_not_told_and_no_revision() -> None:
    assert told(changes(row(), to=[withheld()])) == [
        (2024, "3302", "value_added", None, None, "withheld"),
        (2024, "3302", "share_of_gdp", None, None, "withheld"),
        (2024, "3302", "conf_status", "F", "C", "withheld"),
    ]


def test_what_is_shown_now_is_no_revision() -> None:
    natures = {line[-1] for line in told(changes(withheld(), to=[row()]))}
    assert natures == {"shown"}


def test_no_figure_is_not_nought() -> None:
    empty = row(value=None, obs_status="M")
    found = told(changes(empty, to=[row(value="0.00")])) + told(changes(row(value="0.00"), to=[empty]))
    assert [line[3:] for line in found if line[2] == "value_added"] == [
        (None, "0.00", "filled"),
        ("0.00", None, "gone"),
    ]


def test_a_changed_word_is_no_changed_figure() -> None:
    assert told(changes(row(remark="a"), to=[row(remark="b")]))[0][2:] == ("remark", "a", "b", "attribute")


def test_a_register_does_not_say_again_what_it_said_before() -> None:
    register = dataset(kind="register", release={"rule": "0 9 * * 1"})
    found = changes(row(remark="a"), to=[row(remark="b")], of=register)
    assert told(found)[0][2:] == ("remark", None, "b", "attribute")


def test_only_columns_that_mean_the_same_are_compared() -> None:
    yuan = [column("value_added", "decimal(18,2)", "measure", unit="percent") if one.name == "value_added" else one
            for one in COLUMNS if one.name != "remark"]  # fmt: skip
    now = dataset(columns=(*yuan, column("trees", "integer", "measure", unit="count")))
    later = table(row(value="99", share_of_gdp=Decimal("1.26"), trees=7), columns=now.columns)
    found = compare(ANNUAL, table(row(remark="a")), now, later)
    assert found.structure == Structure(added=("trees",), removed=("remark",), altered=("value_added",))
    assert told(found) == [(2024, "3302", "share_of_gdp", "1.25", "1.26", "revised")]


def test_under_another_key_every_row_is_new() -> None:
    now = dataset(key=("year", "area_code", "remark"))
    found = compare(ANNUAL, table(row(remark="a")), now, table(row(remark="a", value="13")))
    assert (found.structure.key, found.lines.num_rows) == (True, 0)


def test_a_row_that_restates_an_older_one_is_compared_with_its_newest_figure() -> None:
    announcing = dataset(
        columns=tuple(column("remark", role="time") if one.name == "remark" else one for one in COLUMNS),
        key=("year", "area_code", "remark"),
        revisions=Policy(announced="remark"),
    )
    known = [row(value="12", remark="2020"), row(value="13", remark="2021"), row(value=None, remark="2022")]
    found = changes(*known, to=[*known, row(value="14", share_of_gdp=None, remark="2023")], of=announcing)
    assert [line[2:] for line in told(found)] == [
        ("2023", None, None, None, "new_row"),
        ("2023", "value_added", "13.00", "14.00", "revised"),
    ]


Rows = dict[tuple[int, str], dict[str, Any]]
figures = st.one_of(st.none(), st.decimals(min_value=-99, max_value=99, places=2))


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Any release: negative figures, noughts, gaps, secrets, statuses and words of every kind."""
    found = []
    for year, area in sorted(draw(st.sets(st.tuples(st.integers(2020, 2023), st.sampled_from(["3302", "330203"]))))):
        secret = draw(st.booleans())
        told = [None, None] if secret else [draw(figures), draw(figures)]
        words = {"remark": draw(st.sampled_from([None, "", '甲,"乙"', "null"])), "conf_status": "FC"[secret]}
        found.append(row(year, area, None) | words | {
            "value_added": told[0], "share_of_gdp": told[1], "obs_status": draw(st.sampled_from("APEM"))
        })  # fmt: skip
    return found


def applied(earlier: pa.Table, found: ChangeSet, later: pa.Table) -> list[dict[str, Any]]:
    """What a reader makes of the earlier table by the change set, and by the later one for the rows it names as new."""
    kinds = {field.name: field.type for field in earlier.schema}
    known: Rows = {(line["year"], line["area_code"]): line for line in earlier.to_pylist()}
    for line in found.lines.to_pylist():
        key = (line["year"], line["area_code"])
        if line["column"] is None and line["nature"] == "gone":
            del known[key]
        elif line["column"] is not None:
            text = line["becomes"]
            decimal = text is not None and pa.types.is_decimal(kinds[line["column"]])
            known[key][line["column"]] = Decimal(text) if decimal else text
        elif line["nature"] in ("new_period", "new_row"):
            (known[key],) = (one for one in later.to_pylist() if (one["year"], one["area_code"]) == key)
    return [line for _, line in sorted(known.items())]


@settings(deadline=None)
@given(rows(), rows())
def test_applied_to_the_earlier_table_it_gives_the_later_one(earlier: list[Any], later: list[Any]) -> None:
    told_of = changes(*earlier, to=later)
    assert applied(table(*earlier), told_of, table(*later)) == table(*later).to_pylist()


@settings(deadline=None)
@given(rows(), rows())
def test_it_says_only_what_its_releases_say_and_nothing_of_what_is_withheld(
    earlier: list[Any], later: list[Any]
) -> None:
    sides = {"was": table(*earlier).to_pylist(), "becomes": table(*later).to_pylist()}
    secret = {(line["year"], line["area_code"]) for line in later if line["conf_status"] == "C"}
    for line in changes(*earlier, to=later).lines.to_pylist():
        key = (line["year"], line["area_code"])
        for side, known in sides.items():
            said = [one for one in known if (one["year"], one["area_code"]) == key]
            assert line[side] is None or [str(one[line["column"]]) for one in said] == [line[side]]
        if key in secret and line["column"] in ("value_added", "share_of_gdp"):
            assert (line["was"], line["becomes"]) == (None, None)


@settings(deadline=None)
@given(rows(), rows())
def test_what_is_withheld_or_shown_anew_is_never_counted_as_revised(earlier: list[Any], later: list[Any]) -> None:
    statuses = [{(line["year"], line["area_code"]): line["conf_status"] for line in one} for one in (earlier, later)]
    for line in changes(*earlier, to=later).lines.to_pylist():
        if line["nature"] == "revised":
            assert {status[line["year"], line["area_code"]] for status in statuses} == {"F"}
