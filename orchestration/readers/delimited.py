"""CSV files: physical rows of cells exactly as delivered."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestration.readers.lines import CELL_CAP, Lines
from orchestration.readers.table import Row
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

_PAGE_STARTS = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<table")


def rows(lines: Lines) -> Iterator[Row]:
    """Records with their number as a spreadsheet shows it (a quoted line break does not start a new row)."""
    csv.field_size_limit(max(csv.field_size_limit(), CELL_CAP))
    records = csv.reader(lines, strict=True)
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            if lines.record_size > CELL_CAP and any(len(cell) > CELL_CAP for cell in record):
                raise _refusal(lines, number, "cell_too_large", limit="1 MiB")
            lines.begin_record()
            yield number, record
    except csv.Error as error:
        raise _malformed(lines, number + 1, str(error)) from error


def refuse_web_page(feed: Feed, path: Path, starts: tuple[bytes, ...] = _PAGE_STARTS) -> None:
    """Raise DeliveryRefused for HTML under the name of a table, as a login page in between delivers it."""
    with path.open("rb") as stream:
        start = stream.read(512).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(starts):
        raise DeliveryRefused(feed.key, path.name, "web_page", row=1)


def _malformed(lines: Lines, number: int, cause: str) -> DeliveryRefused:
    if "field limit" in cause:
        return _refusal(lines, number, "cell_too_large", limit="1 MiB")
    if "end of data" in cause:
        return _refusal(lines, number, "quote")
    return _refusal(lines, number, "csv_syntax", cause=cause)


def _refusal(lines: Lines, number: int, code: str, **facts: Any) -> DeliveryRefused:
    return DeliveryRefused(lines.feed.key, lines.path.name, code, row=number, **facts)
