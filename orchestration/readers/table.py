"""A table as departments lay it out: title, header rows, data, footnotes. Same rules for CSV and XLSX."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from orchestration.readers.header import check_header, flatten
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

Row = tuple[int, Sequence[str]]
"""Physical row number (1-based) and its cells; an empty cell is ''."""

_FOOTNOTE_CELLS = 2


@dataclass(frozen=True)
class Table:
    """The rows of one sheet or file; `cut_off` says whether the last row read lacks its line ending."""

    feed: Feed
    file: str
    rows: Iterator[Row]
    sheet: str | None = None
    cut_off: Callable[[], bool] = lambda: False

    def title(self) -> str | None:
        """Read the title rows; raises DeliveryRefused unless they declare what they must (the unit)."""
        if not self.feed.title_rows:
            return None
        cells = [cell for _, row in islice(self.rows, self.feed.title_rows) for cell in row if cell]
        title, expected = " ".join(cells), self.feed.title_contains
        if expected and _folded(expected) not in _folded(title):
            raise self.refusal("title", 1, expected=expected, found=title)
        return title

    def check_header(self) -> None:
        """Read the header rows; raises DeliveryRefused unless they are the declared ones."""
        found = flatten([row for _, row in islice(self.rows, self.feed.header_rows)])
        check_header(self.feed, self.file, found, self.feed.title_rows + 1, self.sheet)

    def data(self) -> Iterator[Row]:
        """Rows as wide as the header, without blank ones, up to the footnotes."""
        width = len(self.feed.columns)
        footer = re.compile(self.feed.footer) if self.feed.footer else None
        for number, cells in self.rows:
            if not "".join(cells).strip():
                continue
            if footer and cells and footer.match(cells[0].strip()):
                self._refuse_data_in_footnotes(number, cells)
                return
            if len(cells) != width:
                cells = self._fitted(number, cells, width)
            yield number, cells

    def refusal(self, code: str, row: int, **facts: Any) -> DeliveryRefused:
        """A refusal at a row of this table."""
        return DeliveryRefused(self.feed.key, self.file, code, row=row, sheet=self.sheet, **facts)

    def _fitted(self, number: int, cells: Sequence[str], width: int) -> Sequence[str]:
        if len(cells) > width and not any(cells[width:]):
            return cells[:width]
        if len(cells) < width and self.cut_off():
            raise self.refusal("truncated", number)
        raise self.refusal("ragged", number, expected=width, found=len(cells))

    def _refuse_data_in_footnotes(self, number: int, cells: Sequence[str]) -> None:
        """Footnotes fill a cell or two; a fuller row there is data that would be lost in silence."""
        while sum(1 for cell in cells if cell.strip()) <= _FOOTNOTE_CELLS:
            if (following := next(self.rows, None)) is None:
                return
            number, cells = following
        raise self.refusal("after_footer", number)


def _folded(text: str) -> str:
    """Full-width colons and spaces do not make another unit."""
    return "".join(unicodedata.normalize("NFKC", text).split())
