"""Parquet: decimals stay decimals, descriptions travel in the schema's metadata."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from published.dataset import Dataset


def write(dataset: Dataset, table: pa.Table, path: Path) -> None:
    """The table with titles and units per column; equal data give equal bytes."""
    described = table.cast(_schema(dataset, table.schema))
    pq.write_table(described, path, compression="zstd")


def _schema(dataset: Dataset, schema: pa.Schema) -> pa.Schema:
    known = {column.name: column for column in dataset.columns}
    fields = [
        field.with_metadata(
            {
                "title_zh": known[field.name].title.zh,
                "title_en": known[field.name].title.en,
                "unit": known[field.name].unit or "",
            }
        )
        if field.name in known
        else field
        for field in schema
    ]
    return pa.schema(fields, metadata={"title_zh": dataset.title.zh, "title_en": dataset.title.en})
