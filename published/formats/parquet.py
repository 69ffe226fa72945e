"""Parquet: decimals stay decimals, descriptions travel in the schema's metadata."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from published.dataset import Column, Dataset
from published.describe.rounding import rounding_note, rounding_of
from published.disclosure import Rounding


def write(dataset: Dataset, table: pa.Table, path: Path) -> None:
    """The table with titles and units per column; equal data give equal bytes."""
    described = table.cast(_schema(dataset, table.schema))
    pq.write_table(described, path, compression="zstd")


def _schema(dataset: Dataset, schema: pa.Schema) -> pa.Schema:
    known = {column.name: column for column in dataset.columns}
    rounding, note = rounding_of(dataset), rounding_note(dataset)
    told: dict[str | bytes, str | bytes] = {"title_zh": dataset.title.zh, "title_en": dataset.title.en}
    told |= {"conf_data_tr_zh": note.zh, "conf_data_tr_en": note.en} if note else {}
    fields = [
        field.with_metadata(_field(known[field.name], rounding)) if field.name in known else field for field in schema
    ]
    return pa.schema(fields, metadata=told)


def _field(column: Column, rounding: Rounding | None) -> dict[str | bytes, str | bytes]:
    told: dict[str | bytes, str | bytes] = {
        "title_zh": column.title.zh,
        "title_en": column.title.en,
        "unit": column.unit or "",
    }
    if rounding and column.name in rounding.bases:
        told["rounded_to"] = str(rounding.bases[column.name])
    return told
