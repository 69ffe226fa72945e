"""What a register remembers: each state that a key was ever delivered in, when it began, when and why it ended."""

from typing import Any

import duckdb
import pytest

from tests.unit.sql.macros import macro

JAN, FEB, MAR, APR = (f"2025-0{month}-06 06:00:00" for month in (1, 2, 3, 4))
State = tuple[int, str, str | None, str, str]


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def history(connection: duckdb.DuckDBPyConnection, *delivered: tuple[str, str | None, str, str]) -> list[State]:
    """States of key K from (counted from, counted to, content, rule of its fault or blank)."""
    connection.execute("""create table base (
        key varchar, title varchar, _counted_from varchar, _counted_to varchar, _fingerprint varchar,
        _fixes struct(rule varchar)[], _faults struct(rule varchar)[]
    )""")
    for start, end, content, fault in delivered:
        faults = [{"rule": fault}] if fault else []
        row = ["K", content, start, end, content, [], faults]
        connection.execute("insert into base values (?, ?, ?, ?, ?, ?, ?)", row)
    query = macro("with_history")("base", ["key"])
    columns = "version, title, valid_from, valid_to, record_state, change_reason"
    found: list[Any] = connection.execute(f"select {columns} from ({query}) order by version").fetchall()
    return [(version, title, end, state, reason) for version, title, _, end, state, reason in found]


def test_what_is_delivered_again_unchanged_is_one_state(connection: duckdb.DuckDBPyConnection) -> None:
    assert history(connection, (JAN, FEB, "a", ""), (FEB, None, "a", "")) == [(1, "a", None, "current", "listed")]


def test_changed_content_supersedes(connection: duckdb.DuckDBPyConnection) -> None:
    assert history(connection, (JAN, FEB, "a", ""), (FEB, None, "b", "")) == [
        (1, "a", FEB, "superseded", "listed"),
        (2, "b", None, "current", "changed"),
    ]


def test_what_is_no_longer_delivered_is_removed_and_may_come_back(connection: duckdb.DuckDBPyConnection) -> None:
    assert history(connection, (JAN, FEB, "a", ""), (MAR, None, "a", "")) == [
        (1, "a", FEB, "removed", "listed"),
        (2, "a", None, "current", "relisted"),
    ]


def test_a_faulty_delivery_withholds_the_entry(connection: duckdb.DuckDBPyConnection) -> None:
    assert history(connection, (JAN, FEB, "a", ""), (FEB, MAR, "x", "date_impossible"), (MAR, None, "b", "")) == [
        (1, "a", FEB, "withheld", "listed"),
        (3, "b", None, "current", "changed"),
    ]


def test_a_row_that_repeats_another_is_no_state_of_its_own(connection: duckdb.DuckDBPyConnection) -> None:
    assert history(connection, (JAN, None, "a", ""), (JAN, None, "a", "duplicate_row")) == [
        (1, "a", None, "current", "listed")
    ]
