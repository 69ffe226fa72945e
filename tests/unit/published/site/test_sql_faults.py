"""A statement that SQLite refuses: a sentence, the place, and the name that may have been meant."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.site import sql_faults
from published.site.refusals import Refused
from published.site.sql_faults import sql_fault

TABLES = {"turnover": ["month", "value_added"], "areas": ["month", "area_code"]}


def refused(sql: str) -> Refused | None:
    """What the site says to a statement over `TABLES`; None where it runs."""
    database = sqlite3.connect(":memory:")
    for name, columns in TABLES.items():
        database.execute(f"create table {name} ({', '.join(columns)})")
    try:
        database.execute(sql)
    except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
        return sql_fault(str(error), sql, TABLES)
    finally:
        database.close()
    return None


@pytest.mark.parametrize(
    ("sql", "marked", "near"),
    [
        ("selec 1", "selec", None),
        ("select 'from' as x, from turnover", "from", None),
        ("select\n  month,,\nvalue_added from turnover", ",", None),
        ("select * form turnover", "form", None),
        ("select valu_added from turnover", "valu_added", ["value_added"]),
        ("select t.value_addd from turnover t", "value_addd", ["value_added"]),
        ("select 'arae_code', arae_code from areas", "arae_code", ["area_code"]),
        ("select * from turnovers", "turnovers", ["turnover"]),
        ("select month from turnover, areas", "month", None),
        ("select foo(1)", "foo", None),
        ("select (1", "", None),
        ("select 'a", "'a", None),
    ],
)
def test_the_place_is_marked_and_near_names_are_told(sql: str, marked: str, near: list[str] | None) -> None:
    refusal = refused(sql)
    assert refusal is not None and refusal.status == 400
    start, end = refusal.facts["start"], refusal.facts["end"]
    assert isinstance(start, int) and isinstance(end, int) and sql[start:end] == marked
    assert refusal.facts.get("near") == near
    for name in near or []:
        assert name in refusal.zh and name in refusal.en


def test_the_place_is_where_the_parser_stopped_not_where_the_word_comes_first() -> None:
    refusal = refused("select 'from' as x, month as \"from\", from turnover")
    assert refusal is not None and refusal.facts["start"] == 37
    strings = refused("select 'arae_code', arae_code from areas")
    assert strings is not None and strings.facts["start"] == 20


def test_line_and_character_count_from_one() -> None:
    refusal = refused("select\n  month,,\nvalue_added from turnover")
    assert refusal is not None and (refusal.facts["line"], refusal.facts["column"]) == (2, 9)
    assert "第 2 行第 9 个字符" in refusal.zh and "line 2, character 9" in refusal.en


@given(
    st.lists(
        st.sampled_from(["select", "month", "from", "turnover", "'a'", ",", "(", ")", "*", "\n", "x", "''", '"']),
        max_size=9,
    )
)
def test_whatever_is_refused_is_told_within_the_statement(words: list[str]) -> None:
    sql = " ".join(words)
    refusal = refused(sql) if sql.strip() else None
    if refusal is not None and "start" in refusal.facts:
        start, end = refusal.facts["start"], refusal.facts["end"]
        assert isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(sql)


def test_a_token_that_stands_everywhere_is_not_sought_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    stops = sql_faults._stops
    parsed: list[str] = []

    def counted(empty: sqlite3.Connection, beginning: str, message: str) -> bool:
        parsed.append(beginning)
        return stops(empty, beginning, message)

    monkeypatch.setattr(sql_faults, "_stops", counted)
    refusal = refused("select " + "1," * 3_800 + ",")
    assert refusal is not None and refusal.status == 400 and "start" not in refusal.facts
    assert len(parsed) == sql_faults.OCCURRENCES
