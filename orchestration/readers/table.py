"""A table as departments lay it out: title, header rows, data, footnotes. Same rules for CSV and XLSX."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from orchestration.readers.header import Layout, arrange, flatten
from orchestration.readers.notes import Notes
from orchestration.readers.title import UNITS, editions, folded, money_units
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
    notes: Notes = field(default_factory=Notes)

    def title(self) -> str | None:
        """Read the title rows; raises DeliveryRefused where they are another form's or another edition's."""
        if not self.feed.title_rows:
            return None
        cells = [cell for _, row in islice(self.rows, self.feed.title_rows) for cell in row if cell]
        title, expected, version = " ".join(cells), self.feed.title_contains, self.feed.code_list_version
        if expected and folded(expected) not in folded(title):
            raise self.refusal("title", 1, expected=expected, found=title)
        if version and (others := editions(title, version) - {version}):
            raise self.refusal("code_list_version", 1, expected=version, found="、".join(sorted(others)))
        return title

    def unit(self, title: str | None) -> str | None:
        """The unit in which the title says that money is given; raises DeliveryRefused unless it names one of ours."""
        if not self.feed.unit:
            return None
        found = sorted(money_units(title or ""))
        if len(found) != 1 or found[0] not in UNITS:
            shown = "、".join(found) or "没有声明"
            raise self.refusal("unit", 1, expected="、".join(UNITS), found=shown)
        if found[0] != self.feed.unit:
            self.notes.add("unit", found=found[0], usual=self.feed.unit)
        return found[0]

    def layout(self) -> Layout:
        """Read the header rows; raises DeliveryRefused unless they are what is declared, in any order."""
        found = flatten([row for _, row in islice(self.rows, self.feed.header_rows)])
        return arrange(self.feed, found, self._header_refusal, self.notes)

    def data(self, layout: Layout) -> Iterator[Row]:
        """Rows as wide as the header, in the order of the declared columns, without blank ones, up to the footnotes."""
        width = layout.width
        footer = re.compile(self.feed.footer) if self.feed.footer else None
        for number, cells in self.rows:
            if not "".join(cells).strip():
                continue
            if footer and cells and footer.match(cells[0].strip()):
                self._refuse_data_in_footnotes(number, cells)
                return
            if len(cells) != width:
                cells = self._fitted(number, cells, width)
            yield number, layout.arranged(cells, "")

    def _header_refusal(self, code: str, **facts: Any) -> DeliveryRefused:
        return self.refusal(code, self.feed.title_rows + 1, **facts)

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
