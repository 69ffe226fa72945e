from pathlib import Path

import pyarrow.parquet as pq
import pytest

from orchestration import raw_rows
from orchestration.raw_rows import write_rows
from orchestration.readers import read, schema
from orchestration.row_identity import rows_sha256
from tests.deliveries import csv_bytes, feed, put


def test_rows_are_text_and_say_where_they_come_from(tmp_path: Path) -> None:
    payload = put(tmp_path / "returns_2024.csv", csv_bytes())
    rows, identity = write_rows(feed(), payload, "0123456789abcdef", tmp_path / "rows.parquet")
    written = pq.read_table(tmp_path / "rows.parquet")
    assert rows == written.num_rows == 2
    assert written.column_names == [*schema(feed()).names, "_snapshot", "_file"]
    assert set(written["_snapshot"].to_pylist()) == {"0123456789abcdef"}
    assert set(written["_file"].to_pylist()) == {"returns_2024.csv"}
    assert identity == rows_sha256(schema(feed()), read(feed(), payload))


def test_what_takes_long_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(raw_rows, "_PROGRESS_SECONDS", -1.0)
    with caplog.at_level("INFO", "yongzhuan"):
        write_rows(feed(), put(tmp_path / "returns_2024.csv", csv_bytes()), "0", tmp_path / "rows.parquet")
    assert caplog.messages == ["bureau/returns returns_2024.csv:已读 2 行"]
