"""SQL functions under the guard answer as SQLite does, or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.site import guard
from published.site.sqlite_words import bad_sql

LONG = "replace(hex(zeroblob(40000)), '00', 'a')"
VALUES = st.one_of(
    st.none(),
    st.integers(-9, 9**9),
    st.floats(allow_nan=False),
    st.text("abc 号", max_size=9),
    st.sampled_from([b"", b"a", b"ab\0"]),
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A connection as readers' statements have it."""
    file = tmp_path_factory.mktemp("guarded") / "open.db"
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("create table t (a)")
    with closing(guard.connect(Path(file))) as connection:
        yield connection


@pytest.mark.parametrize(
    "call",
    [
        "trim(?, ?)",
        "ltrim(?, ?)",
        "rtrim(?, ?)",
        "instr(?, ?)",
        "replace(?, ?, 'x')",
        "? like ?",
        "? glob ?",
        "? like ? escape 'c'",
    ],
)
@given(values=st.tuples(VALUES, VALUES))
def test_they_answer_as_sqlite_does(guarded: sqlite3.Connection, call: str, values: tuple[object, object]) -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        asked = f"select {call}, typeof({call})"
        assert guarded.execute(asked, values * 2).fetchone() == plain.execute(asked, values * 2).fetchone()


@pytest.mark.parametrize(
    "call",
    ["date('2024-02-30', '+1 day')", "strftime('%Y-%m', '2024-02-01')", "julianday('2024-02-01')", "trim(' a ')",
     "date(null)", "date('nowhere')", "datetime(2460000.5)", "unixepoch('2024-02-01', 'start of year')"],
)  # fmt: skip
def test_a_date_that_is_named_is_reckoned_with(guarded: sqlite3.Connection, call: str) -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        assert guarded.execute(f"select {call}").fetchall() == plain.execute(f"select {call}").fetchall()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        *((f"{trim}({LONG}, {LONG} || 'b')", "trim") for trim in ("trim", "ltrim", "rtrim")),
        (f"instr({LONG}, {LONG})", "instr"),
        (f"replace({LONG}, {LONG}, 'b')", "replace"),
        (f"{LONG} like '%_' || substr({LONG}, 1, 70) || 'b%'", "LIKE"),
        (f"{LONG} glob '*' || substr({LONG}, 1, 70) || 'b*'", "GLOB"),
        *((call, "random") for call in ("random()", "hex(RandomBlob(4))", "current_date", "Current_Timestamp")),
        *((f"{name}('NOW')", "'now'") for name in ("date", "time", "datetime", "julianday", "unixepoch")),
        ("strftime('%f', 'now', '-1 day')", "'now'"),
        ("strftime('%Y')", "'now'"),
        ("date()", "'now'"),
        ("date(x'6e6f77')", "'now'"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_what_takes_too_long_or_changes_by_itself_is_refused_in_words(
    guarded: sqlite3.Connection, call: str, told: str
) -> None:
    with pytest.raises(sqlite3.DatabaseError) as refused:
        guarded.execute(f"select {call}").fetchall()
    refusal = bad_sql(str(refused.value))
    assert told in refusal.zh and told in refusal.en and str(refused.value) not in refusal.en
