"""The vintages table of a dataset holds every release that ever was, each row once, and forgets none of it."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.arming import Due, arm, publish_due
from published.dataset import Code, Dataset
from published.editions import current, folder
from published.formats.sqlite import Part, assemble
from published.home import Home
from published.releases import RELEASE, newest, publish, read_dataset, read_table, versions, whole_database
from published.replay import SPAN
from published.sealing import seal
from published.vintages import SPAN_COLUMNS, described, name_of, part
from tests.unit.published.described import AREAS, COLUMNS, SYNTHETIC, column, dataset, proposal, row, table, unread

NAME = "orchard_yield"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
Rows = list[dict[str, Any]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


@contextmanager
def somewhere() -> Iterator[Home]:
    with tempfile.TemporaryDirectory() as place:
        yield Home(Path(place)).prepare()


def release(home: Home, *rows: dict[str, Any], of: Dataset | None = None) -> None:
    chosen = of or dataset()
    made = seal(home, proposal(SYNTHETIC, chosen), table(*rows, columns=chosen.columns), unread)
    if made:
        publish(home, chosen.name, made.version)


def states(home: Home, version: str | None = None) -> Rows:
    known = versions(home.releases, NAME)
    history = known[: known.index(version) + 1] if version else known
    database = home.root / "vintages.db"
    assemble([part(home, read_dataset(home.releases / NAME / history[-1]), history)], database)
    with closing(sqlite3.connect(database)) as opened:
        opened.row_factory = sqlite3.Row
        return [dict(one) for one in opened.execute(f"select * from {name_of(NAME)}")]


def opened(home: Home) -> "closing[sqlite3.Connection]":
    """The database of an edition with the newest release."""
    release = newest(home.sealed, NAME)
    assert release is not None
    arm(home, [Due(dataset=NAME, version=release.version, effective_at=NOW)], SYNTHETIC, NOW)
    publish_due(home, NOW + timedelta(days=1))
    edition = current(home)
    assert edition is not None
    return closing(sqlite3.connect(folder(home, edition.id) / "open.db"))


def tables(home: Home) -> set[str]:
    with opened(home) as database:
        return {name for (name,) in database.execute("select name from sqlite_schema")}


def spans(found: Rows) -> list[tuple[object, ...]]:
    return [(one["year"], one["value_added"], *(one[name] for name in SPAN)) for one in found]


def test_a_row_that_stays_is_stored_once_and_a_changed_one_by_its_spans(home: Home) -> None:
    for value in ("1", "2", "2", "1"):
        release(home, row(2023), row(2024, value=value, remark=value))
    release(home, row(2023))
    assert spans(states(home)) == [
        (2023, Decimal("12.50"), "1.0", None, 1, None),
        (2024, Decimal("1.00"), "1.0", "1.0", 1, 1),
        (2024, Decimal("2.00"), "1.1", "1.1", 2, 2),
        (2024, Decimal("1.00"), "1.2", "1.2", 3, 3),
    ]


def test_the_tenth_version_comes_after_the_ninth(home: Home) -> None:
    for value in range(12):
        release(home, row(value=str(value)))
    assert [one["first_version"] for one in states(home)][-3:] == ["1.9", "1.10", "1.11"]


def test_columns_are_those_of_now_and_what_meant_another_thing_is_empty(home: Home) -> None:
    release(home, row(value="1", remark="a"))
    yuan = tuple(
        column("share_of_gdp", "decimal(18,2)", "measure", unit="count") if one.name == "share_of_gdp" else one
        for one in COLUMNS
        if one.name != "remark"
    )
    now = dataset(columns=(*yuan, column("trees", "integer", "measure", unit="count")), structure="second")
    release(home, row(value="1", trees=7), of=now)
    found = states(home)
    assert [(one["value_added"], one["share_of_gdp"], one["trees"], one["first_version"]) for one in found] == [
        (Decimal("1.00"), None, None, "1.0"),
        (Decimal("1.00"), Decimal("1.25"), 7, "2.0"),
    ]
    assert "remark" not in found[0]


def test_an_edition_from_before_the_structure_changed_is_not_replayed_again(home: Home) -> None:
    release(home, row(value="1"))
    before = states(home)
    (kept,) = home.vintages.rglob("*.db")
    untouched = kept.stat().st_mtime_ns
    now = dataset(columns=(*COLUMNS, column("trees", "integer", "measure", unit="count")), structure="second")
    release(home, row(value="1", trees=7), of=now)
    assert [one["trees"] for one in states(home)] == [None, 7]
    assert states(home, "1.0") == before
    assert kept.stat().st_mtime_ns == untouched


def test_a_code_that_came_later_is_not_in_an_edition_from_before(home: Home) -> None:
    of = dataset()
    release(home, row(value="1"))

    def edition() -> bytes:
        path, sealed = home.root / "edition.db", home.sealed / NAME / "1.0"
        assemble([Part(whole_database(sealed), NAME), part(home, of, ["1.0"])], path)
        return path.read_bytes()

    before = edition()
    areas = (*AREAS, Code(code="330205", title=AREAS[0].title))
    release(home, row(value="2"), of=dataset(code_lists=of.code_lists | {"area": areas}))
    states(home)
    assert edition() == before


def test_rows_under_another_key_are_left_out(home: Home) -> None:
    release(home, row(remark="a"))
    release(home, row(remark="a"), of=dataset(key=("year", "area_code", "remark")))
    assert [one["first_version"] for one in states(home)] == ["2.0"]


def test_a_structure_that_comes_back_after_another_key_leaves_what_it_was_before(home: Home) -> None:
    for value in ("1", "2"):
        release(home, row(value=value, remark="a"))
    before = states(home)
    release(home, row(remark="a"), of=dataset(key=("year", "area_code", "remark")))
    release(home, row(value="4", remark="a"))
    assert [one["first_version"] for one in states(home)] == ["3.0"]
    kept = {path: path.stat().st_mtime_ns for path in home.vintages.rglob("*.db")}
    assert states(home, "1.1") == before
    assert states(home, "1.0") == [before[0] | {"last_version": None, "last_release": None}]
    assert {path: path.stat().st_mtime_ns for path in home.vintages.rglob("*.db")} == kept


def test_registers_have_none_since_they_would_bring_back_who_refused(home: Home) -> None:
    release(home, row(), of=dataset(kind="register", release={"rule": "0 9 * * 1"}))
    assert f"{NAME}_vintages" not in tables(home)
    assert f"{NAME}_vintages" not in {path.stem for path in home.vintages.iterdir()}


def test_its_description_is_that_of_the_dataset_with_the_span() -> None:
    told = described(dataset())
    assert told.name == name_of(NAME) and told.key == ("year", "area_code", "first_release")
    assert [one.name for one in told.columns[len(COLUMNS) :]] == list(SPAN) == [one.name for one in SPAN_COLUMNS]


def test_the_states_are_extended_and_the_same_when_replayed_from_nothing(home: Home) -> None:
    path = home.vintages / NAME / "first-1.0.db"
    for value in ("1", "2", "3"):
        release(home, row(2023, value=value), row(2024))
        extended = states(home)
    content = path.read_bytes()
    path.unlink()
    assert (states(home), path.read_bytes()) == (extended, content)


def test_what_is_kept_is_not_trusted_when_the_releases_are_others(home: Home) -> None:
    release(home, row(value="1"))
    states(home)
    for folder_of in (home.sealed, home.releases):
        shutil.rmtree(folder_of / NAME)
    release(home, row(value="9"))
    release(home, row(value="10"))
    assert [one["value_added"] for one in states(home)] == [Decimal("9.00"), Decimal("10.00")]


def test_a_release_that_was_taken_away_is_forgotten(home: Home) -> None:
    for value in ("1", "2", "3"):
        release(home, row(value=value))
    states(home)
    shutil.rmtree(home.releases / NAME / "1.1")
    assert [(one["first_version"], one["last_version"]) for one in states(home)] == [("1.0", "1.0"), ("1.2", None)]


def test_a_takedown_that_was_killed_half_way_does_not_stand_in_the_way(home: Home) -> None:
    for value in ("1", "2"):
        release(home, row(value=value))
    states(home)
    for folder_of in (home.sealed, home.releases):
        (folder_of / NAME / "1.1" / RELEASE).unlink()
    assert [(one["first_version"], one["last_version"]) for one in states(home)] == [("1.0", None)]


def test_the_edition_answers_as_of_a_release_by_a_plain_where(home: Home) -> None:
    for value in ("12.71", "12.60"):
        release(home, row(2022, value=value), row(2023))
        tables(home)
    sql = (
        f"select value_added, notice from {name_of(NAME)} "
        f"where year = 2022 and first_release <= ? and coalesce(last_release, ?) >= ?"
    )
    with opened(home) as database:
        found = [database.execute(sql, (number,) * 3).fetchall() for number in (1, 2)]
    assert found == [[(12.71, "演示数据 (synthetic data)")], [(12.6, "演示数据 (synthetic data)")]]


figures = st.sampled_from([None, Decimal("-1.00"), Decimal("0.00"), Decimal("1.00")])


@st.composite
def histories(draw: st.DrawFn) -> list[Rows]:
    """Releases in which rows come, change, go and come back."""
    key = st.tuples(st.integers(2022, 2023), st.sampled_from(["3302", "330203"]))
    many = st.dictionaries(key, st.tuples(figures, st.sampled_from([None, "", "a"])), max_size=4)
    found = draw(st.lists(many, min_size=1, max_size=5))
    return [
        [row(*at, None) | {"value_added": value, "remark": word} for at, (value, word) in one.items()] for one in found
    ]


def as_of(found: Sequence[dict[str, Any]], number: int) -> Rows:
    """The plain WHERE of a reader."""
    stood = [one for one in found if one["first_release"] <= number <= (one["last_release"] or number)]
    return [{name: value for name, value in one.items() if name not in SPAN} for one in stood]


def ordered(rows: pa.Table | Rows) -> Rows:
    listed: Rows = rows if isinstance(rows, list) else rows.to_pylist()
    return sorted(listed, key=lambda one: (one["year"], one["area_code"]))


@settings(max_examples=12, deadline=None)
@given(histories())
def test_at_each_version_they_give_the_rows_of_that_release_and_knew_no_later_one(history: list[Rows]) -> None:
    with somewhere() as home:
        for rows in history:
            release(home, *rows)
            known = versions(home.releases, NAME)
            newest = states(home)
            for number, version in enumerate(known, start=1):
                published = ordered(read_table(home.releases / NAME / version, NAME))
                assert ordered(as_of(newest, number)) == published
                assert ordered(as_of(states(home, version), number)) == published
                assert all(one["first_release"] <= number for one in states(home, version))
