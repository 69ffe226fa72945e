"""The workbooks of the statistics bureau and the patent office: a title row, one header row or two merged ones,
footnotes."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from sample_feeds.headers import Header, header_rows, names
from sample_feeds.write_whole import whole_file

_CREATED = datetime(2025, 12, 31)
_NUMBER = re.compile(r"-?[0-9]+([.][0-9]+)?")
_SERIAL = re.compile(r"[0-9]{5}")


@dataclass(frozen=True)
class SheetText:
    """A sheet's name, title, text cells and footnotes."""

    name: str
    title: str
    table: pa.Table
    footnotes: Sequence[str]


def write_xlsx(path: Path, header: Header, sheets: Sequence[SheetText], numeric: Set[str], dates: Set[str]) -> None:
    """Write the sheets. Cells of `numeric` columns that read as numbers, and Excel serials in `dates` columns, are
    number cells; all else is text. The bytes depend on nothing but the arguments."""
    with whole_file(path) as file, xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED, "author": "stand-in department"})
        centred = book.add_format({"align": "center", "valign": "vcenter", "border": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            _write_heading(page, header, sheet.title, centred)
            _write_rows(page, header, sheet, numeric, dates)


def heading_rows(header: Header) -> int:
    """Rows above the data: the title and the header's one or two."""
    return 1 + len(header_rows(header))


def _write_heading(page: Worksheet, header: Header, title: str, centred: object) -> None:
    page.merge_range(0, 0, 0, len(header) - 1, title, centred)
    groups, *second = header_rows(header)
    if not second:
        for i, label in enumerate(groups):
            page.write_string(1, i, label, centred)
    for fields in second:
        _write_groups(page, groups, fields, centred)


def _write_groups(page: Worksheet, groups: Sequence[str], fields: Sequence[str], centred: object) -> None:
    starts = [i for i, label in enumerate(groups) if label]
    for start, end in zip(starts, [*starts[1:], len(groups)], strict=True):
        if fields[start] == "":
            page.merge_range(1, start, 2, start, groups[start], centred)
        elif end - start == 1:
            page.write_string(1, start, groups[start], centred)
        else:
            page.merge_range(1, start, 1, end - 1, groups[start], centred)
    for i, label in enumerate(fields):
        if label:
            page.write_string(2, i, label, centred)


def _write_rows(page: Worksheet, header: Header, sheet: SheetText, numeric: Set[str], dates: Set[str]) -> None:
    first = heading_rows(header)
    for column, name in enumerate(names(header)):
        pattern = _NUMBER if name in numeric else _SERIAL if name in dates else None
        for row, cell in enumerate(sheet.table.column(name).to_pylist(), first):
            if pattern is not None and cell and pattern.fullmatch(cell):
                page.write_number(row, column, float(cell))
            elif cell:
                page.write_string(row, column, cell)
    for i, note in enumerate(sheet.footnotes):
        page.write_string(first + sheet.table.num_rows + i, 0, note)
