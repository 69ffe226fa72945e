"""Files as delivered ► text rows. Says nothing about what the text means: that is staging's work."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from orchestration.readers import (
    archive_members,
    delimited,
    json_document,
    json_lines,
    parquet_table,
    workbook,
    xml_records,
)
from orchestration.readers.batches import BATCH_BYTES, BATCH_ROWS, batch, blanks_to_null, on_sheet, schema
from orchestration.readers.lines import Lines
from orchestration.readers.notes import Notes
from orchestration.readers.table import Table
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

__all__ = ["read", "schema"]

_Reader = Callable[[Feed, Path, str | None, Notes], Iterator[pa.RecordBatch]]
"""Feed, file, the name of the archive's member, where to note things ► batches."""


def read(feed: Feed, path: Path, notes: Notes | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of a delivered file as batches of text in the shape of `schema(feed)`.

    Lazy; raises DeliveryRefused, and nothing else, for whatever bytes the file holds. What it was accepted
    with is in `notes` once all rows are read.
    """
    notes = notes or Notes()
    if not path.stat().st_size:
        raise DeliveryRefused(feed.key, path.name, "empty_file")
    found = 0
    for rows in _batches(feed, path, notes):
        found += rows.num_rows
        yield rows
    if found < feed.minimum_rows:
        raise DeliveryRefused(feed.key, path.name, "too_few_rows", found=found, expected=feed.minimum_rows)


def _batches(feed: Feed, path: Path, notes: Notes) -> Iterator[pa.RecordBatch]:
    if feed.packed:
        with archive_members.members(feed, path) as found:
            for name, member in found:
                yield from _READERS[feed.format](feed, member, name, notes)
    else:
        yield from _READERS[feed.format](feed, path, None, notes)


def _delimited(feed: Feed, path: Path, sheet: str | None, notes: Notes) -> Iterator[pa.RecordBatch]:
    delimited.refuse_web_page(feed, path)
    lines = Lines(feed, path)
    rows = delimited.rows(lines)
    table = Table(feed, path.name, rows, cut_off=lambda: not lines.ended, notes=notes)
    yield from _table_batches(table, sheet)


def _workbook(feed: Feed, path: Path, sheet: str | None, notes: Notes) -> Iterator[pa.RecordBatch]:
    blank = True
    for name, rows in workbook.sheets(feed, path):
        blank = False
        yield from _table_batches(Table(feed, path.name, rows, name, notes=notes), name)
    if blank:
        raise DeliveryRefused(feed.key, path.name, "no_sheet", sheet=sheet)


def _documents(reader: Callable[[Feed, Path, Notes], Iterator[pa.RecordBatch]]) -> _Reader:
    """A reader of documents that know of no sheet."""

    def read_as(feed: Feed, path: Path, sheet: str | None, notes: Notes) -> Iterator[pa.RecordBatch]:
        for rows in reader(feed, path, notes):
            yield on_sheet(rows, sheet)

    return read_as


_READERS: Mapping[str, _Reader] = {
    "csv": _delimited,
    "xlsx": _workbook,
    "jsonl": _documents(json_lines.read),
    "json": _documents(json_document.read),
    "xml": _documents(xml_records.read),
    "parquet": _documents(parquet_table.read),
}


def _table_batches(table: Table, sheet: str | None) -> Iterator[pa.RecordBatch]:
    title = table.title()
    marks = (sheet, title, table.unit(title))
    layout = table.layout()
    numbers: list[int] = []
    cells: list[str] = []
    weight = 0
    for number, row in table.data(layout):
        numbers.append(number)
        cells += row
        weight += sum(map(len, row))
        if len(numbers) >= BATCH_ROWS or weight >= BATCH_BYTES // 4:
            yield _batch(table, numbers, cells, marks)
            numbers, cells, weight = [], [], 0
    if numbers:
        yield _batch(table, numbers, cells, marks)


def _batch(table: Table, numbers: list[int], cells: list[str], marks: Sequence[str | None]) -> pa.RecordBatch:
    try:
        return blanks_to_null(batch(table.feed, numbers, cells, marks))
    except UnicodeEncodeError as error:
        raise table.refusal("not_text", numbers[0]) from error
