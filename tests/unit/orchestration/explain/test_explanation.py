"""What has changed in the raw zone since a release is told file by file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from orchestration.archive import Passport
from orchestration.explain.explanation import moved
from orchestration.snapshots import take
from published.catalog import Catalog
from published.home import Home
from published.manifest import Snapshot
from tests.deliveries import csv_bytes, delivered, feed

NOW = datetime(2025, 6, 3, tzinfo=UTC)
RETURNS = feed()
CATALOG = Catalog(datasets=(), feeds=(RETURNS,))


def deliver(home: Home, days: int, revenue: str) -> Passport:
    content = csv_bytes([["A1", "甲公司", revenue]])
    return take(home, RETURNS, delivered(home, RETURNS, content), NOW + timedelta(days=days)).passport


def counted(passport: Passport) -> Snapshot:
    return Snapshot(
        feed=passport.feed,
        file=passport.file,
        rows_sha256=passport.rows_sha256,
        snapshot=passport.folder,
        bytes_sha256=passport.sha256,
    )


def test_nothing_is_said_while_the_same_rows_count(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    assert list(moved(home, CATALOG, (counted(deliver(home, 0, "12")),))) == []


def test_another_snapshot_a_new_file_and_one_that_is_gone_are_named(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    first = counted(deliver(home, 0, "12"))
    second = deliver(home, 1, "13")
    gone = first.model_copy(update={"file": "returns_2019.csv"})
    told = list(moved(home, CATALOG, (first, gone)))
    assert told[0].endswith(f"现在计入的是快照 {second.folder}，当时是 {first.snapshot}。")
    assert told[1] == "bureau/returns returns_2019.csv：已不再计入。"
    assert list(moved(home, CATALOG, (gone,)))[1] == f"bureau/returns {second.file}：此后新到，快照 {second.folder}。"
