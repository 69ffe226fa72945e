"""Corrections as data: applied, recorded, and complaining as soon as the deliveries no longer bear them out."""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from orchestration.checks import borne_out
from orchestration.known_errors import KnownError, known_errors
from orchestration.snapshots import take
from published.home import Home
from published.verdict import Check
from tests.deliveries import NOW, csv_bytes, delivered, feed
from tests.unit.sql.macros import environment, macros

FEED = feed()
LINE = KnownError(
    line=2,
    profile="city",
    feed=FEED.key,
    file="returns_*.csv",
    key_column="code",
    key="A2",
    column_name="revenue",
    was="3,400",
    becomes="340",
    reason="多录一位",
    reported_on="2025-03-01",
    source="电话核实",
)


def asked(tmp_path: Path, rows: list[list[str]], *errors: KnownError, profile: str = "city") -> dict[str, Check]:
    home = Home(tmp_path).prepare()
    take(home, FEED, delivered(home, FEED, csv_bytes(rows)), NOW)
    return {check.name: check for check in borne_out(home, [FEED], profile, errors)}


def complaints(checks: dict[str, Check]) -> list[tuple[str, str]]:
    return [(name, check.severity) for name, check in checks.items() if not check.passed]


def test_a_line_that_the_delivery_bears_out_says_nothing(tmp_path: Path) -> None:
    assert complaints(asked(tmp_path, [["A1", "甲", "12"], ["A2", "乙", "3,400"]], LINE)) == []


def test_a_repaired_source_is_noted_with_the_line_to_delete(tmp_path: Path) -> None:
    found = asked(tmp_path, [["A2", "乙", "340"]], LINE)
    assert complaints(found) == [("corrections_needed", "warning")]
    assert "第 2 行" in found["corrections_needed"].found and "删除" in found["corrections_needed"].title.zh


@pytest.mark.parametrize("rows", [[["A2", "乙", "345"]], [["A1", "甲", "12"]], [["A1", "甲", "3,400"]]])
def test_a_line_that_the_delivery_contradicts_holds(tmp_path: Path, rows: list[list[str]]) -> None:
    found = asked(tmp_path, rows, LINE)
    assert complaints(found) == [("corrections_match", "critical")]
    assert "第 2 行" in found["corrections_match"].found


def test_two_lines_on_one_cell_hold(tmp_path: Path) -> None:
    twin = LINE.model_copy(update={"line": 3, "becomes": "34"})
    found = asked(tmp_path, [["A2", "乙", "3,400"]], LINE, twin)
    assert complaints(found) == [("corrections_once", "critical")]
    assert "第 2 行" in found["corrections_once"].found and "第 3 行" in found["corrections_once"].found


def test_a_column_that_the_feed_does_not_have_holds(tmp_path: Path) -> None:
    wrong = LINE.model_copy(update={"column_name": "revenues"})
    assert complaints(asked(tmp_path, [["A2", "乙", "3,400"]], wrong)) == [("corrections_match", "critical")]


def test_another_profile_is_not_asked_for_the_line(tmp_path: Path) -> None:
    assert complaints(asked(tmp_path, [["A1", "甲", "12"]], LINE, profile="elsewhere")) == []


def test_every_line_of_the_seed_is_well_formed_reasoned_and_the_only_one_on_its_cell() -> None:
    lines = known_errors()
    assert lines and len({line.cell for line in lines}) == len(lines)
    assert all(line.reason and line.source and line.was != line.becomes for line in lines)


def cleaned(rows: list[dict[str, Any]], *errors: KnownError) -> list[tuple[Any, ...]]:
    """Code, revenue and fixes of delivered rows after the macro that every base model begins with."""
    marks = {"_snapshot": "s", "_file": "returns_2024.csv", "_sheet": None, "_title": None, "_unit": None}
    full = [{**marks, "_row": place} | row for place, row in enumerate(rows, 4)]
    kinds = "{'code': 'code', 'revenue': 'amount'}"
    call = f"{{{{ cleaned_delivery('bureau', 'returns', {kinds}) }}}}"
    sql = environment().from_string(f"{macros()}with {call} select code, revenue, _fixes from cleaned order by _row")
    with duckdb.connect(config={"threads": 1}) as connection:
        text = [(name, pa.string()) for name in KnownError.model_fields if name not in ("line", "reported_on")]
        lines = [error.model_dump(include={name for name, _ in text}) for error in errors]
        connection.register("known_errors", pa.Table.from_pylist(lines, pa.schema(text)))
        types = [(name, pa.int64() if name == "_row" else pa.string()) for name in full[0]]
        connection.register("delivered", pa.Table.from_pylist(full, pa.schema(types)))
        query = sql.render()
        return connection.execute(query).fetchall()


def test_a_known_error_is_replaced_before_cleaning_and_recorded() -> None:
    rows = [{"code": "A2", "revenue": "3,400"}, {"code": "A1", "revenue": "3,400"}, {"code": "A2", "revenue": "5"}]
    assert cleaned(rows, LINE.model_copy(update={"becomes": "1,340"})) == [
        (
            "A2",
            "1340",
            [
                {"rule": "known_error", "column": "revenue", "was": "3,400", "becomes": "1,340"},
                {"rule": "thousands_separator", "column": "revenue", "was": "1,340", "becomes": "1340"},
            ],
        ),
        (
            "A1",
            "3400",
            [{"rule": "thousands_separator", "column": "revenue", "was": "3,400", "becomes": "3400"}],
        ),
        ("A2", "5", []),
    ]


def test_a_blank_cell_can_be_filled_and_a_wrong_one_blanked() -> None:
    rows = [{"code": "A2", "revenue": None}, {"code": "A3", "revenue": "9"}]
    fill, blank = {"was": None, "becomes": "7"}, {"key": "A3", "was": "9", "becomes": None}
    found = cleaned(rows, *(LINE.model_construct(**LINE.model_dump() | change) for change in (fill, blank)))
    assert [(code, revenue, [fix["rule"] for fix in fixes]) for code, revenue, fixes in found] == [
        ("A2", "7", ["known_error"]),
        ("A3", None, ["known_error"]),
    ]


def test_a_line_of_another_file_or_feed_changes_nothing() -> None:
    rows = [{"code": "A2", "revenue": "340"}, {"code": "A2", "revenue": "3,400"}]
    for change in ({"file": "other*.csv"}, {"feed": "bureau/other"}):
        found = cleaned(rows, LINE.model_copy(update=change))
        assert [revenue for _, revenue, _ in found] == ["340", "3400"]


def test_a_cell_that_names_its_unit_is_not_converted_again() -> None:
    units = {"元": "0.012", "千元": "12", "万元": "120", "亿元": "1200000"}
    for unit, expected in units.items():
        rows = [{"code": "A", "revenue": "120", "_unit": unit}, {"code": "B", "revenue": "3亿元", "_unit": unit}]
        (_, plain, none), (_, named, fixes) = cleaned(rows)
        assert (plain, none) == (expected, [])
        assert (float(named), [fix["rule"] for fix in fixes]) == (30000, ["amount_form"])


def test_what_cannot_be_converted_exactly_stays_unreadable() -> None:
    rows = [{"code": "A", "revenue": cell, "_unit": "亿元"} for cell in ("1.123456789", "约3", "1234567890123")]
    assert [revenue for _, revenue, _ in cleaned(rows)] == ["1.123456789亿元", "约3亿元", "1234567890123亿元"]
