"""An edition is what is public from a minute on: armed before it, shown from it by the clock, kept for ever."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from published.arming import Due, arm, publish_due
from published.calendar import planned
from published.editions import Edition, armed, current, database_of, folder, identify, latest, public_ids
from published.folders import sha256
from published.home import Home
from published.sealing import seal
from published.vocabulary import Text
from tests.unit.published.described import SYNTHETIC, dataset, proposal, row, table, unread

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=6)
NAME = "orchard_yield"
WRONG = Text(zh="单位有误", en="a wrong unit")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def as_of(home: Home, at: datetime) -> str | None:
    return latest(home, identify(at))


def sealed(home: Home, at: datetime = NOW, name: str = NAME, value: str = "12.50") -> Due:
    release = seal(home, proposal(SYNTHETIC, dataset(name=name)), table(row(value=value), row(area="330203")), unread)
    assert release is not None
    return Due(dataset=name, version=release.version, effective_at=at)


def made(home: Home, *due: Due, at: datetime = NOW) -> Edition:
    arm(home, due, SYNTHETIC, at)
    return publish_due(home, at)[-1]


def test_without_a_release_there_is_no_edition(home: Home) -> None:
    assert arm(home, [], SYNTHETIC, NOW) == ()
    assert publish_due(home, NOW) == ()
    assert current(home) is None and as_of(home, NOW) is None


def test_what_is_due_becomes_the_edition_of_its_minute(home: Home) -> None:
    edition = made(home, sealed(home))
    assert edition.id == "2026-11-22T093000", "the minute in the city's time"
    assert (edition.effective_at, edition.notice, edition.releases) == (NOW, SYNTHETIC, {NAME: "1.0"})
    assert current(home) == edition == Edition.read(folder(home, edition.id))
    assert (home.releases / NAME / "1.0").is_dir()


def test_what_is_only_sealed_is_in_no_edition(home: Home) -> None:
    sealed(home, name="secret_yield")
    assert made(home, sealed(home)).releases == {NAME: "1.0"}
    assert not (home.releases / "secret_yield").exists()


def test_before_its_minute_nothing_of_a_release_is_at_a_public_place(home: Home) -> None:
    first = made(home, sealed(home))
    second = sealed(home, LATER, value="2")
    (waiting,) = arm(home, [second], SYNTHETIC, NOW)
    assert publish_due(home, LATER - timedelta(seconds=1)) == ()
    assert current(home) == first and armed(home) == (waiting,)
    assert [path.name for path in (home.releases / NAME).iterdir()] == ["1.0"]
    assert public_ids(home) == [first.id] and as_of(home, LATER - timedelta(seconds=1)) == first.id
    assert home.armed.stat().st_mode & 0o077 == 0
    assert publish_due(home, LATER) == (waiting,)
    assert current(home) == waiting and armed(home) == ()
    assert as_of(home, LATER) == waiting.id


def test_releases_of_one_minute_come_together_and_those_of_a_later_one_upon_them(home: Home) -> None:
    due = [sealed(home, LATER, "a_yield"), sealed(home, LATER, "b_yield"), sealed(home, NOW, "c_yield")]
    first, second = arm(home, due, SYNTHETIC, NOW)
    assert (first.effective_at, first.releases) == (NOW, {"c_yield": "1.0"})
    assert (second.effective_at, second.releases) == (LATER, dict.fromkeys(("c_yield", "a_yield", "b_yield"), "1.0"))


def test_arming_again_keeps_what_is_armed_alike_and_drops_what_is_wanted_no_more(home: Home) -> None:
    due = sealed(home, LATER)
    (waiting,) = arm(home, [due], SYNTHETIC, NOW)
    before = (home.armed / waiting.id / "open.db").stat().st_mtime_ns
    assert arm(home, [due], SYNTHETIC, NOW) == (waiting,)
    assert (home.armed / waiting.id / "open.db").stat().st_mtime_ns == before
    assert arm(home, [], SYNTHETIC, NOW) == () == armed(home)
    assert list(home.armed.iterdir()) == []


def test_what_is_late_is_public_now(home: Home) -> None:
    late = sealed(home, NOW - timedelta(days=3))
    assert made(home, late).effective_at == NOW


def test_unchanged_releases_make_no_edition(home: Home) -> None:
    due = sealed(home)
    edition = made(home, due)
    assert arm(home, [due], SYNTHETIC, LATER) == ()
    assert publish_due(home, LATER) == () and current(home) == edition


def test_two_editions_never_begin_in_the_same_second(home: Home) -> None:
    first = made(home, sealed(home, value="1"))
    (second,) = arm(home, [sealed(home, value="2")], SYNTHETIC, NOW)
    assert (first.id, second.id) == ("2026-11-22T093000", "2026-11-22T093001")
    assert second.effective_at == NOW + timedelta(seconds=1)


def test_another_stamp_is_another_edition(home: Home) -> None:
    due = sealed(home)
    made(home, due)
    (edition,) = arm(home, [due], None, LATER)
    assert (edition.effective_at, edition.notice) == (LATER, None)


def test_going_back_to_an_earlier_version_withdraws_the_later_one_with_its_reason(home: Home) -> None:
    made(home, sealed(home, value="1"))
    made(home, sealed(home, LATER, value="2"), at=LATER)
    back = Due(dataset=NAME, version="1.0", effective_at=LATER + timedelta(hours=1), reason=WRONG)
    edition = made(home, back, at=back.effective_at)
    assert edition.releases == {NAME: "1.0"} and edition.withdrawn == {NAME: {"1.1": WRONG}}
    assert [edition.reaches(NAME, version) for version in ("1.0", "1.1", "1.2")] == [True, True, False]
    third = sealed(home, LATER + timedelta(days=1), value="3")
    following = made(home, third, at=third.effective_at)
    assert (following.releases, following.withdrawn) == ({NAME: "1.2"}, edition.withdrawn)


def test_what_was_withdrawn_and_is_shown_again_is_withdrawn_no_more(home: Home) -> None:
    made(home, sealed(home, value="1"))
    made(home, sealed(home, LATER, value="2"), at=LATER)
    for hours, version in ((1, "1.0"), (2, "1.1")):
        at = LATER + timedelta(hours=hours)
        edition = made(home, Due(dataset=NAME, version=version, effective_at=at), at=at)
    assert (edition.releases, edition.withdrawn) == ({NAME: "1.1"}, {NAME: {}})


def test_a_past_edition_is_made_anew_as_the_same_bytes(home: Home, tmp_path: Path) -> None:
    first = made(home, sealed(home, value="1"))
    before = sha256(folder(home, first.id) / "open.db")
    for number in range(2, 5):
        made(home, sealed(home, value=str(number)), at=NOW + timedelta(days=number))
    assert not (folder(home, first.id) / "open.db").exists(), "only what is shown takes room"
    assert Edition.read(folder(home, first.id)) == first
    database_of(home, first, tmp_path / "open.db")
    assert sha256(tmp_path / "open.db") == before


def test_the_database_shown_until_a_moment_ago_stays_for_who_still_reads_it(home: Home) -> None:
    first = made(home, sealed(home, value="1"))
    made(home, sealed(home, value="2"), at=LATER)
    assert (home.site / "editions" / first.id / "open.db").exists()
    assert (home.armed / first.id / "open.db").exists()


def test_as_of_finds_the_edition_of_any_instant(home: Home) -> None:
    first = made(home, sealed(home, value="1"))
    second = made(home, sealed(home, LATER, value="2"), at=LATER)
    second_before = timedelta(seconds=1)
    instants = (NOW - second_before, NOW, LATER - second_before, LATER, LATER + timedelta(days=900))
    assert [as_of(home, at) for at in instants] == [None, first.id, first.id, second.id, second.id]
    assert identify(LATER) == second.id


def test_another_calendar_alone_is_another_edition_now(home: Home) -> None:
    calendar = planned([dataset()])
    due = sealed(home)
    (first,) = arm(home, [due], SYNTHETIC, NOW, calendar)
    publish_due(home, NOW)
    assert current(home) == first and first.calendar == calendar
    assert arm(home, [due], SYNTHETIC, LATER, planned([dataset()])) == ()
    moved = planned([dataset(release={"rule": "0 10 30 12 *", "lag": 1})])
    (second,) = arm(home, [due], SYNTHETIC, LATER, moved)
    assert (second.effective_at, second.releases, second.calendar) == (LATER, first.releases, moved)


def test_a_calendar_that_stays_takes_room_once(home: Home) -> None:
    editions = [made(home, sealed(home, NOW, value=str(n)), at=NOW + timedelta(days=n)) for n in range(3)]
    assert len({(folder(home, one.id) / "calendar.json").stat().st_ino for one in editions}) == 1


def test_the_database_holds_every_dataset_and_shared_code_lists(home: Home) -> None:
    made(home, sealed(home), sealed(home, name="vineyard_yield"))
    with reading(home) as database:
        named = {name for (name,) in database.execute("select name from sqlite_schema where type = 'table'")}
        tables = {"orchard_yield", "vineyard_yield", "orchard_yield_vintages", "vineyard_yield_vintages"}
        assert named == tables | {"codes_area", "codes_status", "sqlite_stat1"}
        keys = {(key[3], key[2], key[4]) for key in database.execute("pragma foreign_key_list(vineyard_yield)")}
        assert ("area_code", "codes_area", "code") in keys
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select count(*) from codes_area").fetchone() == (2,)


def test_hash_and_size_are_told_beside_the_database(home: Home) -> None:
    path = folder(home, made(home, sealed(home)).id)
    told = json.loads((path / "inspect.json").read_text())["open"]
    assert told["hash"] == sha256(path / "open.db")
    assert told["size"] == (path / "open.db").stat().st_size


def test_the_same_releases_give_the_same_database_elsewhere(tmp_path: Path) -> None:
    hashes = set()
    for name in ("one", "other"):
        home = Home(tmp_path / name).prepare()
        edition = made(home, sealed(home), sealed(home, name="vineyard_yield"))
        hashes.add(sha256(folder(home, edition.id) / "open.db"))
    assert len(hashes) == 1


def reading(home: Home) -> "closing[sqlite3.Connection]":
    edition = current(home)
    assert edition is not None
    return closing(sqlite3.connect(folder(home, edition.id) / "open.db"))
