"""Parquet files: a database table as it was read, every value as the text that means exactly it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from orchestration.readers.batches import BATCH_ROWS, schema
from orchestration.readers.header import Layout, arrange
from orchestration.readers.notes import Notes
from orchestration.readers.zip_guard import UNPACKED_CAP
from orchestration.refusals import DeliveryRefused
from published.feed import Feed


def read(feed: Feed, path: Path, notes: Notes) -> Iterator[pa.RecordBatch]:
    """Batches of text rows, numbered from 1. Raises DeliveryRefused."""
    try:
        with pq.ParquetFile(path) as file:
            layout = _layout(feed, path, file, notes)
            first = 1
            for found in file.iter_batches(BATCH_ROWS):
                yield _text_rows(feed, path, found, first, layout)
                first += found.num_rows
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise DeliveryRefused(feed.key, path.name, "damaged", cause=type(error).__name__) from error


def _layout(feed: Feed, path: Path, file: pq.ParquetFile, notes: Notes) -> Layout:
    groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
    if sum(group.total_byte_size for group in groups) > UNPACKED_CAP:
        raise DeliveryRefused(feed.key, path.name, "zip_bomb", cause=f"解压后超过 {UNPACKED_CAP >> 20} MiB")
    refuse = partial(DeliveryRefused, feed.key, path.name, row=1)
    return arrange(feed, file.schema_arrow.names, refuse, notes)


def _text_rows(feed: Feed, path: Path, found: pa.RecordBatch, first: int, layout: Layout) -> pa.RecordBatch:
    nothing = pa.nulls(found.num_rows, pa.large_string())
    columns = [
        nothing if place is None else _text(feed, path, found.column(place), column.header)
        for place, column in zip(layout.places, feed.columns, strict=True)
    ]
    numbers = pa.array(range(first, first + found.num_rows), pa.int64())
    return pa.RecordBatch.from_arrays([*columns, numbers, nothing, nothing, nothing], schema=schema(feed))


def _text(feed: Feed, path: Path, values: "pa.Array[Any]", header: str) -> "pa.Array[Any]":
    kind = values.type
    if pa.types.is_floating(kind) or pa.types.is_nested(kind) or pa.types.is_binary(kind):
        raise DeliveryRefused(feed.key, path.name, "column_type", column=header, found=str(kind))
    text = pc.cast(values, pa.large_string())
    # Parquet's texts are not checked when they are read
    text.validate(full=True)
    return text
