"""A home as it was is laid out from what is kept for ever, and never from bytes that have changed since."""

import base64
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from orchestration.access import accesses
from orchestration.archive import Archive
from orchestration.mistakes import Mistake
from orchestration.past_home import check_standing, lay_out, lay_out_feed
from orchestration.recipes import Recipe, State, kept_path
from orchestration.snapshots import current, take
from published.feed import Feed
from published.home import Home
from published.releases import numbers, versions
from published.sameness import differences
from published.sealing import seal
from published.wholeness import Changed
from tests.deliveries import COLUMNS, NOW, ROWS, csv_bytes, current_rows, delivered, feed
from tests.unit.published.described import SIGNER, SYNTHETIC, proposal, row, table, take_down, unread

NAME = "orchard_yield"
NOTHING = State(ledgers={}, sealed={}, erased={}, files={})


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home").prepare()
    home.public_key.write_text(SIGNER.key.public.text(""))
    return home


@pytest.fixture
def there(tmp_path: Path) -> Home:
    return Home(tmp_path / "there").prepare()


@pytest.fixture
def encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THE_KEY", base64.b64encode(bytes(32)).decode())
    monkeypatch.setenv("RAW_KEY", "env:THE_KEY")


def deliver(home: Home, rows: list[list[str]], day: int, declared: Feed) -> int:
    """How many bytes the ledger has after a delivery."""
    take(home, declared, delivered(home, declared, csv_bytes(rows)), NOW + timedelta(days=day))
    return Archive.of(home, declared).ledger.path.stat().st_size


def read_back(home: Home, declared: Feed) -> list[dict[str, object]]:
    current(home, declared)
    return current_rows(home, declared)


def snapshot(home: Home) -> Path:
    (passport,) = home.raw.glob("bureau/returns/*/*/passport.json")
    return passport.parent


@pytest.mark.parametrize("key", [None, "encrypted"])
def test_what_was_delivered_later_does_not_count(
    home: Home, there: Home, key: str | None, request: pytest.FixtureRequest
) -> None:
    if key:
        request.getfixturevalue(key)
    size = deliver(home, ROWS, 0, feed())
    if not key:
        before = read_back(home, feed())
    deliver(home, ROWS[:1], 1, feed())
    lay_out_feed(home, feed(), size, there)
    (counting,) = current(there, feed())
    assert counting.rows == 2 and counting in Archive.of(home, feed()).passports()
    if not key:
        assert current_rows(there, feed()) == before


def test_a_remembered_feed_has_every_snapshot_that_ever_counted(home: Home, there: Home) -> None:
    for remembered, found in ((False, 1), (True, 2)):
        declared = feed(remembered=remembered)
        size = [deliver(home, rows, day, declared) for day, rows in enumerate((ROWS, ROWS[:1]))][-1]
        lay_out_feed(home, declared, size, there)
        assert len(Archive.of(there, declared).passports()) == found
        shutil.rmtree(there.raw)
        there.prepare()


def test_the_opening_is_written_down_in_the_real_home_alone(home: Home, there: Home) -> None:
    size = deliver(home, ROWS, 0, feed())
    before = len(accesses(home.raw))
    lay_out_feed(home, feed(), size, there)
    (opening,) = accesses(home.raw)[before:]
    assert opening.what == (str(snapshot(home).relative_to(home.raw)),)


def test_one_flipped_byte_of_a_delivery_is_found(home: Home, there: Home) -> None:
    size = deliver(home, ROWS, 0, feed())
    (payload,) = snapshot(home).glob("payload/*")
    payload.chmod(0o600)
    payload.write_bytes(payload.read_bytes().replace(b"12", b"13"))
    with pytest.raises(Mistake, match="不是当初收到的字节"):
        lay_out_feed(home, feed(), size, there)


def test_one_flipped_byte_of_an_encrypted_delivery_is_found(encrypted: None, home: Home, there: Home) -> None:
    size = deliver(home, ROWS, 0, feed())
    (payload,) = snapshot(home).glob("payload/*")
    payload.chmod(0o600)
    *others, last = payload.read_bytes()
    payload.write_bytes(bytes((*others, last ^ 1)))
    with pytest.raises(Mistake, match="不是当初收到的字节"):
        lay_out_feed(home, feed(), size, there)


def test_a_delivery_that_is_gone_is_named(home: Home, there: Home) -> None:
    size = deliver(home, ROWS, 0, feed())
    gone = snapshot(home)
    shutil.rmtree(gone)
    with pytest.raises(Mistake, match=f"{gone.name} 不在了"):
        lay_out_feed(home, feed(), size, there)


def test_rows_are_read_from_the_bytes_and_not_taken_as_they_lie(home: Home, there: Home) -> None:
    size = deliver(home, ROWS, 0, feed())
    rows = snapshot(home) / "rows.parquet"
    rows.chmod(0o600)
    rows.write_bytes(b"")
    lay_out_feed(home, feed(), size, there)
    assert [found["revenue"] for found in read_back(there, feed())] == ["12", "3,400"]


def test_rows_that_come_out_otherwise_are_refused(home: Home, there: Home) -> None:
    size = deliver(home, ROWS, 0, feed())
    passport = snapshot(home) / "passport.json"
    (known,) = current(home, feed())
    passport.chmod(0o600)
    passport.write_text(known.model_copy(update={"rows_sha256": "0" * 64}).model_dump_json())
    with pytest.raises(Mistake, match="读出的行与当初不同"):
        lay_out_feed(home, feed(), size, there)


def test_what_was_read_by_an_earlier_declaration_is_taken_as_it_was_read(home: Home, there: Home) -> None:
    size = deliver(home, ROWS, 0, feed())
    renamed = feed(columns={f"its_{name}": heading for name, heading in COLUMNS.items()})
    lay_out_feed(home, renamed, size, there)
    assert read_back(there, renamed) == read_back(home, renamed)


def test_releases_that_were_sealed_later_are_not_there(home: Home, there: Home) -> None:
    for value in ("1", "2", "3"):
        seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)
    lay_out(home, Recipe(state="", desk=0), NOTHING.model_copy(update={"sealed": {NAME: "1.1"}}), [NAME, "new"], there)
    assert versions(there.sealed, NAME) == ("1.0", "1.1")
    assert there.public_key.read_bytes() == home.public_key.read_bytes()


def seal_values(home: Home, *values: str) -> None:
    for value in values:
        seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)


@pytest.mark.parametrize("erased", [("1.1", "1.2"), ("1.0", "1.1", "1.2")])
def test_a_release_sealed_after_a_takedown_comes_out_the_same(home: Home, there: Home, erased: tuple[str, ...]) -> None:
    seal_values(home, "1", "2", "3")
    take_down(home, NAME, *erased)
    then = NOTHING.model_copy(update={"sealed": {NAME: "1.2"}, "erased": {NAME: erased}})
    seal_values(home, "4")
    check_standing(home, then, home.sealed / NAME / "1.3", [])
    lay_out(home, Recipe(state="", desk=0), then, [NAME], there)
    seal_values(there, "4")
    assert differences(home.sealed / NAME / "1.3", there.sealed / NAME / "1.3") == ()


def test_what_was_taken_down_since_has_no_tombstone_then(home: Home, there: Home) -> None:
    seal_values(home, "1", "2", "3")
    take_down(home, NAME, "1.0")
    then = NOTHING.model_copy(update={"sealed": {NAME: "1.1"}})
    check_standing(home, then, home.sealed / NAME / "1.2", [])
    lay_out(home, Recipe(state="", desk=0), then, [NAME], there)
    seal_values(there, "3")
    assert numbers(there.sealed, NAME) == ("1.1", "1.2")
    assert differences(home.sealed / NAME / "1.2", there.sealed / NAME / "1.2") == ()


@pytest.mark.parametrize(("erased", "linked"), [("1.1", []), ("1.0", [NAME])])
def test_a_release_that_stands_on_what_was_taken_down_since_is_refused(
    home: Home, erased: str, linked: list[str]
) -> None:
    seal_values(home, "1", "2", "3")
    take_down(home, NAME, erased)
    then = NOTHING.model_copy(update={"sealed": {NAME: "1.1"}})
    with pytest.raises(Mistake, match=f"{NAME} 1.2 版依据的 {NAME} {erased} 版在其封存后已依法删除，不能重做"):
        check_standing(home, then, home.sealed / NAME / "1.2", linked)


def test_an_earlier_release_that_was_changed_is_refused(home: Home, there: Home) -> None:
    seal(home, proposal(SYNTHETIC), table(row()), unread)
    (home.sealed / NAME / "1.0" / f"{NAME}.csv").unlink()
    with pytest.raises(Changed):
        lay_out(home, Recipe(state="", desk=0), NOTHING.model_copy(update={"sealed": {NAME: "1.0"}}), [NAME], there)


def test_the_desk_has_said_only_what_it_had_said_by_then(home: Home, there: Home) -> None:
    (home.desk / "log.jsonl").write_bytes(b"first\nsecond\n")
    lay_out(home, Recipe(state="", desk=6), NOTHING, [], there)
    assert (there.desk / "log.jsonl").read_bytes() == b"first\n"


@pytest.mark.parametrize("content", [None, b"changed"])
def test_a_kept_file_that_is_gone_or_changed_is_refused(home: Home, there: Home, content: bytes | None) -> None:
    state = NOTHING.model_copy(update={"files": {"linkage/decisions.csv": "0" * 64}})
    if content:
        kept_path(home, "0" * 64).parent.mkdir(parents=True)
        kept_path(home, "0" * 64).write_bytes(content)
    with pytest.raises(Mistake, match="不在了或已损坏"):
        lay_out(home, Recipe(state="", desk=0), state, [], there)
