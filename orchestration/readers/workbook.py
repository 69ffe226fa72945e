"""XLSX workbooks: rows of every sheet as text, after a look at what unpacking and filling them would cost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from orchestration.readers.lines import CELL_CAP
from orchestration.readers.table import Row
from orchestration.readers.zip_guard import unpacked
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

CELLS_CAP = 5_000_000
SHARED_TEXT_CAP = 4 << 30
"""References to shared texts × the longest of them, in bytes: what repeating them could cost."""

_Value = int | float | str | bool | time | date | datetime | timedelta

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_COUNT = re.compile(rb"""\b(?:uniqueC|c)ount\s*=\s*["']\s*\+?([0-9]+)""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\b[^<>]*\bt\s*=\s*["']e["']""")
_TEXT_END = re.compile(rb"</(?:\w+:)?si\s*>")
_OVERLAP = 256
_SMALLEST = 1e-9
"""Numbers below this keep their exponent."""


@dataclass
class _Part:
    """What one XML part of the workbook would fill."""

    rows: int = 1
    columns: int = 1
    announced: int = 0
    shared: int = 0
    longest: int = 0
    since_text: int = 0
    error: str = ""
    tail: bytes = b""

    def scan(self, chunk: bytes) -> None:
        """Widen by the cell references in the chunk; a reference may straddle two chunks."""
        text = self.tail + chunk
        for letters, digits in set(_PLACE.findall(text)):
            self.rows = max(self.rows, int(digits[:10]))
            self.columns = max(self.columns, _column(letters))
        for digits in _COUNT.findall(text):
            self.announced = max(self.announced, int(digits[:10]))
        if broken := _ERROR.search(text):
            place = _PLACE.search(broken.group())
            self.error = b"".join(place.groups()).decode() if place else "?"
        self.shared += len(_SHARED.findall(text))
        ends = [match.end() - len(self.tail) for match in _TEXT_END.finditer(text)]
        for start, end in zip([-self.since_text, *ends], [*ends, len(chunk)], strict=True):
            self.longest = max(self.longest, end - start)
        self.since_text = len(chunk) - ends[-1] if ends else self.since_text + len(chunk)
        self.tail = text[-_OVERLAP:]


def sheets(feed: Feed, path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    """Name and physical rows of the sheets that the feed declares, wholly blank ones left out."""
    check_cost(feed, path)
    with _damage_refused(feed, path):
        book = CalamineWorkbook.from_path(str(path))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for name in names if feed.sheets == "all" else names[:1]:
        with _damage_refused(feed, path):
            values = _values(book.get_sheet_by_name(name))
        if values:
            yield name, _texts(feed, path, name, values)


def check_cost(feed: Feed, path: Path) -> None:
    """Raise DeliveryRefused for what would swell in memory, and for formula errors, which read as blanks."""
    parts: dict[str, _Part] = {}
    for name, chunk in unpacked(feed, path):
        if not name.lower().endswith(".xml"):
            continue
        part = parts.setdefault(name, _Part())
        if b"\0" in chunk:
            raise DeliveryRefused(feed.key, path.name, "damaged", cause=name)
        part.scan(chunk)
        if part.error:
            raise DeliveryRefused(feed.key, path.name, "formula_error", cell=part.error)
    cells = max((max(part.rows * part.columns, part.announced) for part in parts.values()), default=0)
    longest = max((part.longest for name, part in parts.items() if "sharedstrings" in name.lower()), default=0)
    shared = sum(part.shared for part in parts.values())
    if cells > CELLS_CAP or shared * longest > SHARED_TEXT_CAP:
        raise DeliveryRefused(feed.key, path.name, "too_many_cells", found=max(cells, shared))


def _values(sheet: CalamineSheet) -> list[list[_Value]]:
    return sheet.to_python(skip_empty_area=False)


def _texts(feed: Feed, path: Path, sheet: str, values: list[list[_Value]]) -> Iterator[Row]:
    for number, row in enumerate(values, start=1):
        cells = [value if isinstance(value, str) else text(value) for value in row]
        if any(len(cell) > CELL_CAP for cell in cells):
            raise DeliveryRefused(feed.key, path.name, "cell_too_large", row=number, sheet=sheet, limit="1 MiB")
        yield number, cells


def text(value: _Value) -> str:
    """A cell as text: numbers with the 15 digits that a clerk sees, dates ISO, truth TRUE/FALSE."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        shown = f"{value + 0.0:.15g}"
        return f"{Decimal(shown):f}" if _SMALLEST <= abs(value) < 1 else shown
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:6]:
        number = number * 26 + letter - 64
    return number


@contextmanager
def _damage_refused(feed: Feed, path: Path) -> Iterator[None]:
    """calamine's errors and even its panics (which are no Exception) become one refusal."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise DeliveryRefused(feed.key, path.name, "damaged", cause=str(error)[:80]) from error
