import json
import shutil
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.archive import Archive
from orchestration.refusals import DeliveryRefused
from orchestration.snapshots import Taken, current, record_refusal, restore_current, take
from published.feed import Feed
from published.home import Home
from tests.deliveries import COLUMNS, NOW, ROWS, csv_bytes, current_rows, delivered, feed, folder

FEED = feed()
OTHER = [["A1", "甲公司", "13"]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


def arrive(home: Home, content: bytes, later: int = 0, name: str = "", declared: Feed = FEED) -> Taken:
    return take(home, declared, delivered(home, declared, content, name), NOW + timedelta(hours=later))


def snapshots(home: Home) -> list[str]:
    return sorted(path.parent.name for path in home.raw.glob("bureau/returns/*/*/passport.json"))


def outcomes(home: Home) -> list[str]:
    return [entry.outcome for entry in Archive.of(home, FEED).ledger.entries()]


def test_a_first_delivery_becomes_a_snapshot_with_a_passport(home: Home) -> None:
    taken = arrive(home, csv_bytes())
    folder = home.raw / "bureau/returns/returns_2024" / taken.passport.snapshot
    assert taken.outcome == "new"
    assert (folder / "payload/returns_2024.csv").read_bytes() == csv_bytes()
    passport = json.loads((folder / "passport.json").read_text(encoding="utf-8"))
    assert (passport["feed"], passport["file"], passport["rows"]) == ("bureau/returns", "returns_2024.csv", 2)
    assert passport["sha256"].startswith(folder.name) and len(passport["rows_sha256"]) == 64
    assert passport["pulled_at"] == "2025-06-03T08:00:00Z" and passport["size"] == len(csv_bytes())


def test_every_current_row_carries_its_snapshot_file_and_row(home: Home) -> None:
    taken = arrive(home, csv_bytes())
    first, _ = current_rows(home, FEED)
    assert (first["_snapshot"], first["_file"], first["_row"]) == (
        taken.passport.snapshot,
        "returns_2024.csv",
        4,
    )
    glob = home.raw / "current/bureau/returns/*.parquet"
    with duckdb.connect() as connection:
        found = connection.execute(f"select code, revenue from read_parquet('{glob}')").fetchall()
    assert found == [
        ("A1", "12"),
        ("A2", "3,400"),
    ]


def test_the_archive_is_readable_by_its_owner_alone_and_never_written_again(home: Home) -> None:
    arrive(home, csv_bytes())
    paths = [path for path in home.raw.rglob("*") if not path.is_symlink()]
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_dir()} == {0o700}
    kept = [path for path in paths if path.is_file() and path.suffix != ".jsonl"]
    assert len(kept) == 3 and {path.stat().st_mode & 0o777 for path in kept} == {0o400}
    assert not list((home.raw / ".incoming").iterdir())


def test_the_same_bytes_make_no_new_snapshot_and_are_not_parsed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = arrive(home, csv_bytes())
    monkeypatch.setattr("orchestration.snapshots.write_rows", None)
    again = arrive(home, csv_bytes(), later=1)
    assert (again.outcome, again.passport) == ("same_bytes", first.passport)
    assert len(snapshots(home)) == 1 and outcomes(home) == ["new", "same_bytes"]


def test_the_same_rows_in_other_bytes_make_none_either(home: Home) -> None:
    first = arrive(home, csv_bytes())
    again = arrive(home, csv_bytes(ROWS[::-1]), later=1)
    assert (again.outcome, again.passport) == ("same_rows", first.passport)
    assert len(snapshots(home)) == 1 and outcomes(home) == ["new", "same_rows"]


def test_other_rows_become_current_and_the_older_snapshot_stays(home: Home) -> None:
    arrive(home, csv_bytes())
    arrive(home, csv_bytes(OTHER), later=1)
    assert [row["revenue"] for row in current_rows(home, FEED)] == ["13"]
    assert len(snapshots(home)) == 2


def test_returning_to_an_earlier_delivery_makes_its_snapshot_current_again(home: Home) -> None:
    first = arrive(home, csv_bytes())
    arrive(home, csv_bytes(OTHER), later=1)
    back = arrive(home, csv_bytes(), later=2)
    assert (back.outcome, back.passport) == ("new", first.passport)
    assert len(current_rows(home, FEED)) == 2 and len(snapshots(home)) == 2


def test_a_changed_declaration_reads_the_same_bytes_anew(home: Home) -> None:
    first = arrive(home, csv_bytes())
    renamed = feed(columns={"organisation_code": "单位|代码", **dict(list(COLUMNS.items())[1:])})
    again = arrive(home, csv_bytes(), later=1, declared=renamed)
    assert again.outcome == "new" and again.passport.snapshot == first.passport.snapshot
    assert "organisation_code" in current_rows(home, renamed)[0]
    assert len(snapshots(home)) == 2


def test_files_of_a_feed_are_current_side_by_side(home: Home) -> None:
    arrive(home, csv_bytes(), name="returns_2023.csv")
    arrive(home, csv_bytes(OTHER), name="returns_2024.csv")
    assert [passport.file for passport in current(home, FEED)] == ["returns_2023.csv", "returns_2024.csv"]
    assert len(current_rows(home, FEED)) == 3


def test_a_refused_delivery_is_kept_as_evidence_and_changes_nothing(home: Home) -> None:
    arrive(home, csv_bytes())
    for hour in (1, 2):
        with pytest.raises(DeliveryRefused):
            arrive(home, csv_bytes()[:-12], later=hour)
    (refusal,) = home.raw.glob("bureau/returns/refused/*/refusal.json")
    assert json.loads(refusal.read_text(encoding="utf-8"))["code"] == "truncated"
    assert (refusal.parent / "payload/returns_2024.csv").read_bytes() == csv_bytes()[:-12]
    assert len(current_rows(home, FEED)) == 2 and outcomes(home) == ["new", "refused", "refused"]
    assert not list((home.raw / ".incoming").iterdir())


def test_the_current_rows_are_rebuilt_from_the_archive(home: Home) -> None:
    first = arrive(home, csv_bytes())
    arrive(home, csv_bytes(OTHER), later=1)
    arrive(home, csv_bytes(), later=2)
    arrive(home, csv_bytes([["A1", "甲公司", "14"]]), later=3, name="returns_2023.csv")
    before = current_rows(home, FEED)
    shutil.rmtree(home.raw / "current")
    restore_current(home, FEED)
    assert current_rows(home, FEED) == before
    assert current(home, FEED)[1] == first.passport


def test_the_data_may_move_to_another_place(home: Home, tmp_path: Path) -> None:
    arrive(home, csv_bytes())
    moved = Home(home.raw.rename(tmp_path / "elsewhere").parent / "new_root")
    moved.root.mkdir()
    (tmp_path / "elsewhere").rename(moved.raw)
    assert len(current_rows(moved, FEED)) == 2


def test_what_could_not_be_fetched_stands_in_the_ledger(home: Home) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        folder(home).names(FEED)
    record_refusal(home, FEED, FEED.pattern, refused.value, NOW)
    (entry,) = Archive.of(home, FEED).ledger.entries()
    assert (entry.outcome, entry.file, entry.reason) == ("refused", "returns*.csv", str(refused.value))
