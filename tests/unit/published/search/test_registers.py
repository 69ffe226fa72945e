"""A row of a register as it is found."""

import sqlite3

from published.dataset import Code
from published.search.registers import has_cases, rows
from published.vocabulary import Text
from tests.unit.published.described import column, dataset

COLUMNS = (
    column("entry_number", role="dimension"),
    column("version", "integer", "dimension"),
    column("batch"),
    column("orchard_name"),
    column("area_code", role="dimension", code_list="area"),
    column("valid_from"),
    column("record_state", role="dimension"),
)
ROWS = (
    ("QQ001", 1, "第一批", "老桃园", "3302", "2024-01-01", "superseded"),
    ("QQ001", 2, "第一批", "桃园", "3302", "2025-01-01", "current"),
    ("QQ002", 1, "第二批", "梨园", "330203", "2025-06-01", "current"),
)


def register() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    names = ", ".join(one.name for one in COLUMNS)
    database.execute(f"create table orchards ({names})")
    database.executemany("insert into orchards values (?, ?, ?, ?, ?, ?, ?)", ROWS)
    return database


ORCHARDS = dataset(
    name="orchards",
    kind="register",
    columns=COLUMNS,
    key=("entry_number", "version"),
    facets=(),
    release=None,
    frequency="irregular",
    code_lists={"area": (Code(code="3302", title=Text(zh="宁波市", en="Ningbo")),)},
)


def test_the_newest_current_rows_come_first_and_the_others_apart() -> None:
    with register() as database:
        assert [one.key for one in rows(ORCHARDS, database, True)] == [("QQ002", 1), ("QQ001", 2)]
        (past,) = rows(ORCHARDS, database, False)
    assert past.title.zh == "老桃园" and not past.current


def test_a_row_has_its_name_its_numbers_and_its_texts_with_the_titles_of_codes() -> None:
    with register() as database:
        _, found = rows(ORCHARDS, database, True)
    assert (found.kind, found.heading, found.title.zh, found.code) == ("row", "桃园", "桃园", "QQ001")
    assert found.body.split("\n") == ["第一批", "3302", "宁波市", "Ningbo", "2025-01-01", "current"]
    assert found.about == ""


def test_stories_are_cases() -> None:
    cases = dataset(columns=(column("title"), column("background"), column("practice")), key=("title",), facets=())
    assert has_cases(cases) and not has_cases(ORCHARDS)
