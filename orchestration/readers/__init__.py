"""Files as delivered ► text rows. Says nothing about what the text means: that is staging's work."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from orchestration.readers import delimited, json_lines, workbook
from orchestration.readers.batches import BATCH_BYTES, BATCH_ROWS, batch, blanks_to_null, schema
from orchestration.readers.lines import Lines
from orchestration.readers.table import Table
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

__all__ = ["read", "schema"]


def read(feed: Feed, path: Path) -> Iterator[pa.RecordBatch]:
    """The rows of a delivered file as batches of text in the shape of `schema(feed)`.

    Lazy; raises DeliveryRefused, and nothing else, for whatever bytes the file holds.
    """
    if not path.stat().st_size:
        raise DeliveryRefused(feed.key, path.name, "empty_file")
    found = 0
    for rows in _batches(feed, path):
        found += rows.num_rows
        yield rows
    if found < feed.minimum_rows:
        raise DeliveryRefused(feed.key, path.name, "too_few_rows", found=found, expected=feed.minimum_rows)


def _batches(feed: Feed, path: Path) -> Iterator[pa.RecordBatch]:
    if feed.format == "jsonl":
        yield from json_lines.read(feed, path)
    elif feed.format == "csv":
        delimited.refuse_web_page(feed, path)
        lines = Lines(feed, path)
        yield from _table_batches(Table(feed, path.name, delimited.rows(lines), cut_off=lambda: not lines.ended))
    else:
        blank = True
        for sheet, rows in workbook.sheets(feed, path):
            blank = False
            yield from _table_batches(Table(feed, path.name, rows, sheet))
        if blank:
            raise DeliveryRefused(feed.key, path.name, "no_sheet")


def _table_batches(table: Table) -> Iterator[pa.RecordBatch]:
    title = table.title()
    table.check_header()
    numbers: list[int] = []
    cells: list[str] = []
    weight = 0
    for number, row in table.data():
        numbers.append(number)
        cells += row
        weight += sum(map(len, row))
        if len(numbers) >= BATCH_ROWS or weight >= BATCH_BYTES // 4:
            yield _batch(table, numbers, cells, title)
            numbers, cells, weight = [], [], 0
    if numbers:
        yield _batch(table, numbers, cells, title)


def _batch(table: Table, numbers: list[int], cells: list[str], title: str | None) -> pa.RecordBatch:
    try:
        return blanks_to_null(batch(table.feed, numbers, cells, table.sheet, title))
    except UnicodeEncodeError as error:
        raise table.refusal("not_text", numbers[0]) from error
