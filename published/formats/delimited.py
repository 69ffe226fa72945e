"""CSV (RFC 4180, UTF-8): decimals with their published places, an empty field for no value."""

import csv
from pathlib import Path

import pyarrow as pa

from published.dataset import Dataset


def write(dataset: Dataset, table: pa.Table, path: Path) -> None:
    """One line per row under a line of column names; the status columns say why a value is absent."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(table.column_names)
        columns = [column.to_pylist() for column in table.columns]
        writer.writerows(zip(*columns, strict=True))
