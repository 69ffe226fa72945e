"""Text that no spreadsheet runs: what would begin a formula is marked with an apostrophe, which a reader takes off.

The rule is reversible, since a text that begins with an apostrophe is marked too. Numbers are not text.
"""

import re
from collections.abc import Iterable

MARK = "'"
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
_UNSEEN = "\\s\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_RISKY = re.compile(f"[\t\r\n{MARK}]|[{_UNSEEN}]*[{_SIGNS}]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def inert(text: str) -> str:
    """The text, with the mark in front where a spreadsheet might run it or where it begins with the mark.

    A text that is nothing but a number stays: it is a number to a spreadsheet, too.
    """
    return MARK + text if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def exact(cell: str) -> str:
    """The text that was made inert."""
    return cell.removeprefix(MARK)


def inert_cells(row: Iterable[object]) -> list[object]:
    """A row with its texts made inert; what is no text stays."""
    return [inert(cell) if isinstance(cell, str) else cell for cell in row]
