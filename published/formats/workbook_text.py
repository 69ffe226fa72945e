"""Text in the cells of a workbook: exactly as it is, however long and whatever it looks like."""

from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

PART = 16_383
"""Letters of a part of a long text: a cell holds 32,767 units of UTF-16, and a letter takes at most two."""


@dataclass
class Texts:
    """The texts that no cell holds: sheet, row, column (from 1) and the parts."""

    continued: list[tuple[str, int, int, tuple[str, ...]]] = field(default_factory=list)


def write_text(sheet: Worksheet, row: int, place: int, text: str, texts: Texts) -> None:
    """A text as a string; of one that is too long the first part, and the whole is noted in `texts`."""
    if len(text) > PART:
        parts = tuple(text[start : start + PART] for start in range(0, len(text), PART))
        texts.continued.append((sheet.get_name(), row + 1, place + 1, parts))
        text = parts[0]
    if text.startswith("<r>"):
        # the library takes such a string for markup of its own and would not escape it
        sheet.write_rich_string(row, place, text[:1], text[1:2], text[2:])
    else:
        sheet.write_string(row, place, text)
