"""XLSX: numbers as numbers, text as text that is never run, and sheets that say what they mean.

A sheet of data has the titles in its first row and the names of the columns in its second. What does not fit goes on:
rows in the next sheet of data, parts of a long text in a sheet of their own; a number of more than 15 digits, which no
spreadsheet holds, is text.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from published.dataset import Dataset
from published.describe.quality_chapters import Reported
from published.formats import workbook_notes as notes
from published.formats.workbook_text import Texts, write_text

MOST_ROWS = 1_048_576 - 2
"""Rows of data that a sheet holds below its two rows of headings."""
_AT_ONCE = 10_000
_DIGITS = 15
_MADE = datetime(2000, 1, 1)
_INERT = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST, _NARROWEST, _LOOKED_AT = 44, 12, 200
_Put = Callable[[int, int, Any], object]


def write(release: Reported, path: Path, most_rows: int = MOST_ROWS) -> None:
    """The workbook of a release in constant memory; equal releases give equal bytes."""
    dataset, table = release.dataset, release.table
    texts = Texts()
    with xlsxwriter.Workbook(str(path), _INERT | {"tmpdir": str(path.parent.absolute())}) as book:
        book.set_properties({"title": notes.heading(release), "created": _MADE})
        starts = range(0, max(table.num_rows, 1), most_rows)
        for number, start in enumerate(starts, start=1):
            sheet = book.add_worksheet("数据 Data" if number == 1 else f"数据 Data {number}")
            _lay_out(book, sheet, release, min(most_rows, table.num_rows - start))
            _fill(sheet, dataset, table.slice(start, most_rows), texts)
        notes.write(book, release, len(starts), texts)


def _lay_out(book: xlsxwriter.Workbook, sheet: Worksheet, release: Reported, rows: int) -> None:
    """Headings, formats and widths of a sheet of data with so many rows."""
    dataset, names = release.dataset, release.table.column_names
    top, name = notes.head(book), book.add_format({"bold": True, "font_color": "#4A5A60", "bottom": 1})
    sheet.set_row(0, 48)
    for place, field in enumerate(release.table.schema):
        shape = _number_format(dataset, field)
        width = _width(release.table.column(place).slice(0, _LOOKED_AT))
        sheet.set_column(place, place, width, book.add_format({"num_format": shape}) if shape else None)
    for place, column in enumerate(names):
        sheet.write_string(0, place, notes.title(dataset, column), top)
    for place, column in enumerate(names):
        sheet.write_string(1, place, column, name)
    last = max(rows, 1) + 1
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, last, len(names) - 1)
    _hatch(sheet, dataset, names, last, book.add_format({"pattern": 14, "fg_color": "#8A9AA0", "bg_color": "#FFFFFF"}))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    told = notes.heading(release).replace("&", "&&")
    sheet.set_footer(f"&L{told[:200]}&R&P / &N")


def _hatch(sheet: Worksheet, dataset: Dataset, names: Sequence[str], last: int, hatched: Format) -> None:
    """An empty cell that is withheld looks so, whatever the reader sorts or filters."""
    for mark, columns in dataset.withheld_by.items():
        for column in sorted(columns & set(names)) if mark in names else ():
            place = names.index(column)
            cell, status = (
                xlsxwriter.utility.xl_rowcol_to_cell(2, at, col_abs=True) for at in (place, names.index(mark))
            )
            rule = {"type": "formula", "criteria": f'=AND(ISBLANK({cell}),{status}="C")', "format": hatched}
            sheet.conditional_format(2, place, last, place, rule)


def _fill(sheet: Worksheet, dataset: Dataset, table: pa.Table, texts: Texts) -> None:
    puts = [_put(sheet, field, texts) for field in table.schema]
    for number, row in enumerate(_rows(table), start=2):
        for place, cell in enumerate(row):
            if cell is not None:
                puts[place](number, place, cell)


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _put(sheet: Worksheet, field: "pa.Field[Any]", texts: Texts) -> _Put:
    """How a cell of that type is written; a Decimal is written digit by digit, not as the float next to it."""
    kind = field.type
    if pa.types.is_date(kind):
        return lambda row, place, day: sheet.write_datetime(row, place, day)
    if not (pa.types.is_decimal(kind) or pa.types.is_integer(kind)):
        return lambda row, place, text: write_text(sheet, row, place, text, texts)
    limit = Decimal(10) ** (_DIGITS - (kind.scale if pa.types.is_decimal(kind) else 0))

    def put(row: int, place: int, number: Any) -> object:
        held = -limit < number < limit
        return sheet.write_number(row, place, number) if held else sheet.write_string(row, place, str(number))

    return put


def _number_format(dataset: Dataset, field: "pa.Field[Any]") -> str | None:
    if pa.types.is_date(field.type):
        return "yyyy-mm-dd"
    if not (pa.types.is_decimal(field.type) or pa.types.is_integer(field.type)):
        return None
    places = field.type.scale if pa.types.is_decimal(field.type) else 0
    is_measure = any(column.name == field.name and column.role == "measure" for column in dataset.columns)
    return ("#,##0" if is_measure else "0") + (f".{'0' * places}" if places else "")


def _width(column: "pa.ChunkedArray[Any]") -> int:
    """Wide enough for the first values, a Chinese character counted twice."""
    said = (str(value) for value in column.to_pylist() if value is not None)
    widest = max((sum(2 if letter > "\u2e80" else 1 for letter in one[:_WIDEST]) for one in said), default=0)
    return min(max(widest + 2, _NARROWEST), _WIDEST)
