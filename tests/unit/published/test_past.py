"""Which figures of a page were others before, and how many rows its periods have."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from published.editions import Edition
from published.home import Home
from published.site.guard import connect
from published.site.pages.catalogue import Entry
from published.site.pages.past import Past
from tests.unit.published.described import dataset

SINCE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
ENTRY = Entry(dataset(), "1.2", SINCE, None, 3, None, {}, (), cases=False, figure=None)
STATES = (
    (2023, "3302", 1.0, 5.0, 1, "1.0"),
    (2023, "3302", 2.0, 5.0, 2, "1.1"),
    (2023, "3302", 2.0, None, 3, "1.2"),
    (2024, "3302", None, 7.0, 1, "1.0"),
    (2024, "3302", 3.0, 7.5, 2, "1.1"),
    (2024, "330203", 4.0, 4.0, 2, "1.1"),
)


@pytest.fixture
def past(tmp_path: Path) -> Past:
    database = tmp_path / "open.db"
    columns = "year, area_code, value_added, share_of_gdp, first_release, first_version"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(f"create table orchard_yield_vintages ({columns})")
        connection.executemany("insert into orchard_yield_vintages values (?, ?, ?, ?, ?, ?)", STATES)
        connection.execute("create table orchard_yield as select * from orchard_yield_vintages")
    edition = Edition(id="e", effective_at=datetime(2026, 11, 22, tzinfo=UTC), notice=None, releases={})
    return Past(Home(tmp_path), edition, database)


def test_a_figure_is_revised_where_another_one_stood_and_neither_is_withheld(past: Past) -> None:
    rows = [{"year": 2023, "area_code": "3302"}, {"year": 2024, "area_code": "3302"}]
    found = past.revised(ENTRY, rows, ["value_added", "share_of_gdp"])
    assert found == {(0, "value_added"): "1.1", (1, "share_of_gdp"): "1.1"}


def test_the_past_of_a_thousand_rows_is_one_question(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def watched(file: Path) -> sqlite3.Connection:
        connection = connect(file)
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr("published.site.pages.past.connect", watched)
    rows = [{"year": year, "area_code": "3302"} for year in range(2023, 3023)]
    assert past.revised(ENTRY, rows, ["value_added"]) == {(0, "value_added"): "1.1"}
    assert len(asked) == 1
    assert past.revised(ENTRY, [], ["value_added"]) == {}


def test_rows_without_their_key_and_registers_have_no_past(past: Past) -> None:
    assert past.revised(ENTRY, [{"year": 2023}], ["value_added"]) == {}
    register = dataset(kind="register", release={"rule": "0 10 31 12 *"})
    other = Entry(register, "1.2", SINCE, None, 3, None, {}, (), cases=False, figure=None)
    assert past.revised(other, [{"year": 2023, "area_code": "3302"}], ["value_added"]) == {}


def test_periods_come_newest_first_with_their_rows(past: Past) -> None:
    assert past.periods(ENTRY, "year", {}) == [("2024", 3), ("2023", 3)]
    assert past.periods(ENTRY, "year", {"area_code": ("330203", "x")}) == [("2024", 1)]
