"""An edition is the newest public release of every dataset, in one database, from a stated instant."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from published.editions import Edition, assemble, current, folder
from published.folders import sha256
from published.home import Home
from published.releases import publish, seal
from tests.unit.published.described import SYNTHETIC, dataset, proposal, row, table, unread

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
TABLE = table(row(), row(area="330203"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def released(home: Home, name: str = "orchard_yield", value: str = "12.50") -> None:
    seal(home, proposal(SYNTHETIC, dataset(name=name)), table(row(value=value), row(area="330203")), unread)
    publish(home, name)


def made(home: Home, at: datetime = NOW) -> Edition:
    edition = assemble(home, SYNTHETIC, at)
    assert edition is not None
    return edition


def test_without_a_release_there_is_no_edition(home: Home) -> None:
    assert current(home) is None
    assert assemble(home, SYNTHETIC, NOW) is None


def test_an_edition_is_assembled_and_pointed_to(home: Home) -> None:
    released(home)
    edition = made(home)
    assert edition.id == "2026-11-22.1"
    assert edition.effective_at == NOW
    assert edition.notice == SYNTHETIC
    assert edition.releases == {"orchard_yield": "1.0"}
    assert current(home) == edition == Edition.read(folder(home, edition.id))
    assert json.loads((home.site / "current.json").read_text()) == {"edition": edition.id}


def test_what_is_only_sealed_is_in_no_edition(home: Home) -> None:
    released(home)
    seal(home, proposal(of=dataset(name="secret_yield")), TABLE, unread)
    assert made(home).releases == {"orchard_yield": "1.0"}


def test_unchanged_releases_make_no_edition(home: Home) -> None:
    released(home)
    edition = made(home)
    assert assemble(home, SYNTHETIC, NOW + timedelta(days=1)) is None
    assert current(home) == edition


def test_the_number_counts_within_a_day(home: Home) -> None:
    released(home, value="1")
    assert made(home).id == "2026-11-22.1"
    released(home, value="2")
    assert made(home).id == "2026-11-22.2"
    released(home, value="3")
    assert made(home, NOW + timedelta(days=1)).id == "2026-11-23.1"


def test_another_stamp_is_another_edition(home: Home) -> None:
    released(home)
    made(home)
    edition = assemble(home, None, NOW)
    assert edition is not None
    assert (edition.id, edition.notice) == ("2026-11-22.2", None)


def test_the_edition_before_stays_as_it_was(home: Home) -> None:
    released(home, value="1")
    first = folder(home, made(home).id)
    before = sha256(first / "open.db")
    released(home, value="2")
    assert made(home).releases == {"orchard_yield": "1.1"}
    assert sha256(first / "open.db") == before


def test_the_database_holds_every_dataset_and_shared_code_lists(home: Home) -> None:
    released(home)
    released(home, "vineyard_yield")
    path = folder(home, made(home).id) / "open.db"
    with closing(sqlite3.connect(path)) as database:
        named = {name for (name,) in database.execute("select name from sqlite_schema where type = 'table'")}
        tables = {"orchard_yield", "vineyard_yield", "orchard_yield_vintages", "vineyard_yield_vintages"}
        assert named == tables | {"codes_area", "codes_status", "sqlite_stat1"}
        keys = {(key[3], key[2], key[4]) for key in database.execute("pragma foreign_key_list(vineyard_yield)")}
        assert ("area_code", "codes_area", "code") in keys
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select count(*) from codes_area").fetchone() == (2,)


def test_counts_and_hash_are_told_beside_the_database(home: Home) -> None:
    released(home)
    path = folder(home, made(home).id)
    told = json.loads((path / "inspect.json").read_text())["open"]
    assert told["tables"]["orchard_yield"] == {"count": 2}
    assert told["hash"] == sha256(path / "open.db")
    assert told["size"] == (path / "open.db").stat().st_size


def test_the_same_releases_give_the_same_database_elsewhere(tmp_path: Path) -> None:
    hashes = set()
    for name in ("one", "other"):
        home = Home(tmp_path / name).prepare()
        released(home)
        released(home, "vineyard_yield")
        hashes.add(sha256(folder(home, made(home).id) / "open.db"))
    assert len(hashes) == 1
