"""CSV (RFC 4180, UTF-8): decimals with their published places, an empty field for no value, text that nobody runs."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from published.dataset import Dataset
from published.formats.inert import inert

_AT_ONCE = 10_000


def write(dataset: Dataset, table: pa.Table, path: Path, encoding: str = "utf-8") -> None:
    """One line per row under a line of column names; the status columns say why a value is absent."""
    with path.open("w", encoding=encoding, newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=_AT_ONCE):
            writer.writerows(zip(*map(_cells, batch.columns), strict=True))


def write_for_spreadsheets(dataset: Dataset, table: pa.Table, path: Path) -> None:
    """The same with the byte order mark by which spreadsheets know UTF-8."""
    write(dataset, table, path, encoding="utf-8-sig")


def _cells(column: "pa.Array[Any]") -> Iterator[object]:
    """Of equal texts each is looked at once."""
    if not pa.types.is_string(column.type):
        return iter(column.to_pylist())
    encoded = column.dictionary_encode()
    texts = [inert(str(text)) for text in encoded.dictionary.to_pylist()]
    return (None if place is None else texts[place] for place in encoded.indices.to_pylist())
