"""A statement that SQLite refuses: a sentence, the place, and the name that may have been meant."""

import re
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
    except sqlite3.Error as error:
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


SPOKEN = frozenset(
    {"SQL", "SELECT", "FROM", "LIMIT", "USING", "ON", "HAVING", "BY", "GROUP", "JSON", "WITH", "VALUES", "UNION"}
)


@pytest.mark.parametrize(
    "sql",
    [
        "selec 1", "select (1", "select month from turnover, areas", "select foo(1)", "select sum(sum(1))",
        "select 1 from turnover where count(*) > 1", "select rank() over (order by rank() over ())", "select abs()",
        "select 1 union select 1, 2", "select json('x')", "select json_extract('{}', 'a')", "select 1 order by 7",
        "select 1 union select 2 order by month", "select 1 group by 9", "select (select 1, 2)", "select (1, 2)",
        "select 1 from turnover having 1", "select 1 from turnover group by count(*)", "select 1 limit 'a'",
        "select abs(-9223372036854775808)", "select *", "select 1 where 'a' like 'b' escape 'cd'",
        "select 1 from turnover join areas using (value_added)", "select 1 from turnover natural join areas on 1",
        "with a as (select * from a) select * from a", "with a as (select 1), a as (select 2) select 1",
        "with a(x, y) as (select 1) select * from a", "values (1), (2, 3)",
        "select month from turnover order by 1 collate klingon",
        "select sum(1) over nowhere", "select count(distinct month) over () from turnover", "select ?", "select $a",
        "select 1 where 'a' match 'b'", f"select {'(' * 200}1{')' * 200}", f"select {'1,' * 2_100}1",
        f"select {'+'.join('1' * 1_100)}", "select month from turnover where month in (1, 2) = (1, 2)",
        "select sum(1) filter (where 1) over (rows 'a' preceding) from (select 1)",
    ],
)  # fmt: skip
def test_a_refusal_in_chinese_has_no_english_but_the_statements_own(sql: str) -> None:
    refusal = refused(sql)
    assert refusal is not None and refusal.zh != "这条 SQL 不能执行，请检查写法。"
    told = set(re.findall(r"[A-Za-z_]+", refusal.zh))
    assert told <= set(re.findall(r"[A-Za-z_]+", f"{sql} {sql.upper()}")) | SPOKEN | {"name", "LIKE", "search"}


@pytest.mark.parametrize("word", ["prohibited", "pragma", '"not authorized"', "json"])
def test_a_readers_word_is_not_taken_for_one_of_sqlites(word: str) -> None:
    refusal = refused(f"select 1 x {word}")
    assert refusal is not None and f"从“{word}”起读不懂" in refusal.zh


def test_what_sqlite_has_not_said_yet_is_refused_in_chinese_too() -> None:
    refusal = sql_fault("flux capacitor drained", "select 1", TABLES)
    assert re.search("[a-z]", refusal.zh) is None and "flux capacitor" in refusal.en


@pytest.mark.parametrize(
    ("condition", "message", "marked"),
    [
        ("1 ===", 'near "=": syntax error', "="),
        ("1)", 'near ")": syntax error', ")"),
        ("1 and", 'near "order": syntax error', ""),
    ],
)
def test_a_condition_is_marked_within_itself(condition: str, message: str, marked: str) -> None:
    refusal = sql_fault(message, condition, {}, "select 1 where ")
    start, end = refusal.facts["start"], refusal.facts["end"]
    assert isinstance(start, int) and isinstance(end, int) and condition[start:end] == marked
    assert end == len(condition)


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
