"""What is wrong with a statement that SQLite refused: a sentence, the place, and names that may have been meant."""

import difflib
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from published.site.guard import harden
from published.site.refusals import Refused
from published.site.sqlite_words import bad_sql

Tables = Mapping[str, Sequence[str]]
"""Table ► its columns, for those at least that the statement names."""

OCCURRENCES = 20
"""How many times a token may stand in a statement before its place is no longer sought: each costs a parsing."""

_NEAR = re.compile(r'near "(?P<token>.*)": syntax error|unrecognized token: "(?P<odd>.*)"', re.DOTALL)
_UNKNOWN = re.compile(r"(?P<what>no such column|no such table|no such function|ambiguous column name): (?P<name>.+)")
_SILENT = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Place:
    """Where in the statement: the characters from `start` to `end`, in a line and column that count from one."""

    start: int
    end: int
    line: int
    column: int

    @classmethod
    def of(cls, sql: str, start: int, end: int) -> "Place":
        """The place of these characters."""
        before = sql[:start]
        return cls(start, end, before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1)


def sql_fault(message: str, sql: str, tables: Tables, before: str = "") -> Refused:
    """The refusal of a statement: SQLite's message explained, its place in `sql`, near names where one is unknown.

    `before` is what a reader did not write of it and comes first.
    """
    if found := _UNKNOWN.search(message):
        return _unknown(found["what"], found["name"], message, sql, tables)
    near = _NEAR.search(message)
    token = (near["token"] or near["odd"] or "") if near else ""
    if message == "incomplete input" or token not in sql:  # what comes after it is not the reader's
        end = Place.of(sql, len(sql.rstrip()), len(sql.rstrip()))
        return _placed(bad_sql("incomplete input"), end)
    place = _of_syntax(token, message, sql, before)
    return _placed(bad_sql(message), place) if place else bad_sql(message)


def words_of(sql: str) -> set[str]:
    """The words of a statement outside its strings and comments, in lower case."""
    return {word.lower() for word in _WORDS.findall(_quiet(sql))}


def _unknown(what: str, name: str, message: str, sql: str, tables: Tables) -> Refused:
    bare = name.rpartition(".")[2]
    known = _candidates(what, sql, tables)
    near = difflib.get_close_matches(bare.lower(), known, 3, 0.6) if what in _ASKED_FOR else []
    zh, en = _SAID[what]
    zh, en = zh.format(name=name), en.format(name=name)
    if near:
        zh, en = f"{zh}是不是 {' 或 '.join(near)}？", f"{en} Did you mean {' or '.join(near)}?"
    refusal = Refused(400, zh, en, {"sqlite": message, **({"near": near} if near else {})})
    place = _of_name(bare, sql)
    return _placed(refusal, place) if place else refusal


_ASKED_FOR = frozenset({"no such column", "no such table"})
_SAID = {
    "no such column": ("没有 {name} 这一列。", "There is no column {name}."),
    "no such table": ("没有 {name} 这张表。", "There is no table {name}."),
    "no such function": ("没有 {name} 这个函数。", "There is no function {name}."),
    "ambiguous column name": (
        "不止一张表有 {name} 这一列，请写成 表.{name}。",
        "More than one table has a column {name}; write table.{name}.",
    ),
}


def _candidates(what: str, sql: str, tables: Tables) -> list[str]:
    """Tables, or the columns of the tables that the statement names."""
    if what == "no such table":
        return list(tables)
    named = words_of(sql)
    return list(dict.fromkeys(column for table, columns in tables.items() if table in named for column in columns))


def _placed(refusal: Refused, place: Place) -> Refused:
    zh = f"{refusal.zh}（第 {place.line} 行第 {place.column} 个字符）"
    en = f"{refusal.en} (line {place.line}, character {place.column})"
    where = {"line": place.line, "column": place.column, "start": place.start, "end": place.end}
    return Refused(refusal.status, zh, en, {**refusal.facts, **where})


def _of_name(name: str, sql: str) -> Place | None:
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", _quiet(sql), re.IGNORECASE)
    return Place.of(sql, found.start(), found.end()) if found else None


def _of_syntax(token: str, message: str, sql: str, before: str) -> Place | None:
    """The first occurrence of the token at which SQLite's parser stops where nothing follows it."""
    if not token:
        return None
    with closing(sqlite3.connect(":memory:")) as empty:
        harden(empty)
        tried = islice(_occurrences(token, sql), OCCURRENCES)
        return next((place for place in tried if _stops(empty, before + sql[: place.end], message)), None)


def _occurrences(token: str, sql: str) -> Iterable[Place]:
    return (Place.of(sql, found.start(), found.end()) for found in re.finditer(re.escape(token), sql))


def _stops(empty: sqlite3.Connection, beginning: str, message: str) -> bool:
    try:
        empty.execute(f"explain {beginning}")
    except sqlite3.DatabaseError as error:
        return str(error) == message
    return False


def _quiet(sql: str) -> str:
    """The statement with comments and strings blanked out, every other character where it was."""
    return _SILENT.sub(lambda found: " " * len(found[0]), sql)
