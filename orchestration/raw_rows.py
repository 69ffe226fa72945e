"""A delivered file's rows as Parquet: text, each row carrying the snapshot and file that it came from."""

import logging
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.raw_key import RawKey
from orchestration.readers import read, schema
from orchestration.readers.notes import Notes
from orchestration.row_identity import RowIdentity
from published.feed import Feed

MARKS = ("_snapshot", "_file")
"""The columns that say where a row comes from."""
_PROGRESS_SECONDS = 2.0

log = logging.getLogger("yongzhuan")


def write_rows(
    feed: Feed, payload: Path, snapshot: str, parquet: Path, key: RawKey | None = None, notes: Notes | None = None
) -> tuple[int, str]:
    """Read `payload` into `parquet`, with `_snapshot` and `_file`; the number of rows and their identity.

    Raises DeliveryRefused, and then leaves a part of the Parquet behind.
    """
    text = pa.large_string()
    marked = pa.schema([*schema(feed), *((mark, text) for mark in MARKS)])
    identity, count, told = RowIdentity(schema(feed)), 0, time.monotonic()
    sealed = key.to_write_parquet() if key else None
    with pq.ParquetWriter(parquet, marked, compression="zstd", encryption_properties=sealed) as writer:
        for rows in read(feed, payload, notes):
            identity.add(rows)
            marks = [pa.repeat(pa.scalar(mark, text), rows.num_rows) for mark in (snapshot, payload.name)]
            writer.write_batch(pa.RecordBatch.from_arrays([*rows.columns, *marks], schema=marked))
            count += rows.num_rows
            if time.monotonic() - told > _PROGRESS_SECONDS:
                told = time.monotonic()
                log.info("%s %s:已读 %s 行", feed.key, payload.name, f"{count:,}")
    return count, identity.hexdigest()
