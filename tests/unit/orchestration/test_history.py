"""Which delivery counted when is worked out from the archive alone."""

from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from orchestration.history import write_history
from orchestration.snapshots import take
from published.home import Home
from tests.deliveries import NOW, ROWS, csv_bytes, delivered, feed

REMEMBERED = feed(remembered=True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def deliver(home: Home, content: bytes, day: int) -> None:
    take(home, REMEMBERED, delivered(home, REMEMBERED, content), NOW + timedelta(days=day))


def spells(home: Home) -> list[tuple[str, str | None]]:
    write_history(home, [REMEMBERED])
    rows = pq.read_table(home.raw / "known" / "deliveries.parquet").to_pylist()
    return [(row["counted_from"], row["counted_to"]) for row in rows]


def test_a_delivery_counts_until_the_next_one_with_other_rows(home: Home) -> None:
    deliver(home, csv_bytes(), 0)
    deliver(home, csv_bytes(), 1)
    deliver(home, csv_bytes(ROWS[:1]), 2)
    assert spells(home) == [
        ("2025-06-03 16:00:00", "2025-06-05 16:00:00"),
        ("2025-06-05 16:00:00", None),
    ]


def test_an_earlier_delivery_that_comes_back_counts_twice(home: Home) -> None:
    for day, rows in enumerate((ROWS, ROWS[:1], ROWS)):
        deliver(home, csv_bytes(rows), day)
    assert [end for _, end in spells(home)] == ["2025-06-04 16:00:00", "2025-06-05 16:00:00", None]


def test_every_snapshot_is_laid_out_once_and_only_of_remembered_feeds(home: Home) -> None:
    for day, rows in enumerate((ROWS, ROWS[:1], ROWS)):
        deliver(home, csv_bytes(rows), day)
    write_history(home, [REMEMBERED])
    write_history(home, [REMEMBERED, feed()])
    laid_out = list((home.raw / "known" / "bureau" / "returns").iterdir())
    assert sorted(pq.read_metadata(path).num_rows for path in laid_out) == [1, 2]
