"""A department's feedback as a workbook: summary, rows in quarantine, corrections. Delivered text stays text."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from orchestration.feedback.department import Department, Finding
from published.vocabulary import Text

MOST_ROWS = 1_048_000
"""A sheet holds 1,048,576 rows; what is beyond this is said to be left out."""
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
_FILES = [
    ("来源\nFeed", 34),
    ("文件\nFile", 34),
    ("收取日期\nPulled on", 12),
    ("送达\nDelivered", 10),
    ("接收\nAccepted", 10),
    ("更正\nCorrected", 10),
    ("隔离\nQuarantined", 12),
    ("拒收原因\nRefused at the door", 80),
]
_PLACE = [("来源\nFeed", 30), ("文件\nFile", 30), ("工作表\nSheet", 12), ("行\nRow", 8), ("列\nColumn", 30)]
_QUARANTINED = [*_PLACE, ("报送的值\nValue", 30), ("原因\nReason", 44), ("怎么办\nWhat to do", 44)]
_CORRECTED = [
    *_PLACE,
    ("报送的值\nWas", 30),
    ("改为\nBecomes", 30),
    ("原因\nReason", 44),
    ("请在源头更正\nAt source", 44),
]
_Cell = str | int


def write_workbook(path: Path, department: Department, notice: Text | None) -> None:
    """Three sheets; the bytes depend on nothing but the arguments."""
    stamp = [f"{notice.zh} {notice.en}"] if notice else []
    heading = " · ".join([department.title.zh, department.title.en, *stamp])
    with xlsxwriter.Workbook(str(path), _INERT) as book:
        book.set_properties({"title": heading, "created": _created(department)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EEF1", "bottom": 1})
        title = book.add_format({"bold": True, "font_size": 14})
        for name, columns, rows in (
            ("汇总 Summary", _FILES, _files(department)),
            ("隔离 Quarantined", _QUARANTINED, [_stopped(finding) for finding in department.quarantined]),
            ("更正 Corrected", _CORRECTED, [_mended(finding) for finding in department.corrected]),
        ):
            page = book.add_worksheet(name)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.set_row(1, 32)
            for place, (_, width) in enumerate(columns):
                page.set_column(place, place, width)
            page.write_string(0, 0, heading, title)
            for place, (label, _) in enumerate(columns):
                page.write_string(1, place, label, head)
            page.freeze_panes(2, 0)
            _write(page, rows)
            page.autofilter(1, 0, max(1, min(len(rows), MOST_ROWS) + 1), len(columns) - 1)


def _write(page: Worksheet, rows: Sequence[Sequence[_Cell]]) -> None:
    for number, row in enumerate(rows[:MOST_ROWS], start=2):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(number, place, cell)
            elif cell:
                page.write_string(number, place, cell)
    left = len(rows) - MOST_ROWS
    if left > 0:
        page.write_string(MOST_ROWS + 2, 0, f"还有 {left:,} 行超出工作表的容量，未列出 {left:,} more rows left out")


def _files(department: Department) -> list[list[_Cell]]:
    taken: Iterable[list[_Cell]] = (
        [
            one.feed.title.zh,
            one.account.file,
            one.day,
            one.account.delivered,
            one.account.accepted,
            one.account.corrected,
            one.account.quarantined,
        ]
        for one in department.taken
    )
    refused: Iterable[list[_Cell]] = (
        [one.feed.title.zh, one.file, one.day, "", "", "", "", one.reason] for one in department.refused
    )
    return [*taken, *refused]


def _place(finding: Finding) -> list[_Cell]:
    return [finding.feed.title.zh, finding.file, finding.sheet, finding.row, finding.column, finding.value]


def _stopped(finding: Finding) -> list[_Cell]:
    return [*_place(finding), finding.wording.reason.zh, finding.wording.advice.zh]


def _mended(finding: Finding) -> list[_Cell]:
    return [*_place(finding), finding.becomes, finding.wording.reason.zh, finding.wording.advice.zh]


def _created(department: Department) -> datetime:
    """The day of the newest delivery: the clock of the machine says nothing."""
    return datetime.fromisoformat(max((taken.day for taken in department.taken), default="2000-01-01"))
