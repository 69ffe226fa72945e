"""Text rows as Arrow record batches: the one shape that every format is read into."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from published.feed import Feed

BATCH_ROWS = 50_000
BATCH_BYTES = 64 << 20


def schema(feed: Feed) -> pa.Schema:
    """The feed's columns as text, then `_row` (physical, 1-based), `_sheet`, `_title` and `_unit` (null if none)."""
    text = pa.large_string()
    columns: list[tuple[str, pa.DataType]] = [(column.name, text) for column in feed.columns]
    return pa.schema([*columns, ("_row", pa.int64()), ("_sheet", text), ("_title", text), ("_unit", text)])


def batch(
    feed: Feed, numbers: Sequence[int], cells: Sequence[str | None], marks: Sequence[str | None] = (None, None, None)
) -> pa.RecordBatch:
    """Rows as one batch; `cells` are all their cells, row after row (one list costs the collector nothing).

    `marks` are what the rows have in common: sheet, title and unit.
    Raises UnicodeEncodeError or pyarrow's type errors for cells that are not text.
    """
    width = len(feed.columns)
    columns = [pa.array(cells[place::width], type=pa.large_string()) for place in range(width)]
    around = [pa.array(numbers, type=pa.int64()), *(_constant(value, len(numbers)) for value in marks)]
    return pa.RecordBatch.from_arrays([*columns, *around], schema=schema(feed))


def blanks_to_null(rows: pa.RecordBatch) -> pa.RecordBatch:
    """An empty cell of a spreadsheet or CSV is a null."""
    columns = [
        pc.if_else(pc.equal(column, pa.scalar("", column.type)), pa.scalar(None, column.type), column)
        if pa.types.is_large_string(column.type)
        else column
        for column in rows.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=rows.schema)


def on_sheet(rows: pa.RecordBatch, sheet: str | None) -> pa.RecordBatch:
    """The same rows under the name of the sheet, page or member on which they stood."""
    place = rows.schema.get_field_index("_sheet")
    return rows.set_column(place, rows.schema.field(place), _constant(sheet, rows.num_rows))


def _constant(value: str | None, length: int) -> "pa.Array[Any]":
    return pa.repeat(pa.scalar(value, type=pa.large_string()), length)
