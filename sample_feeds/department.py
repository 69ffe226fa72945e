"""Delivering a feed: its drafts' faults applied, its files written, its faults recorded with their place."""

import logging
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sample_feeds.defects.draft import Delivered, Draft, deliver
from sample_feeds.headers import Header
from sample_feeds.truth import defects_table
from sample_feeds.write_csv import write_csv
from sample_feeds.write_jsonl import write_jsonl
from sample_feeds.write_xlsx import SheetText, heading_rows, write_xlsx

log = logging.getLogger("sample_feeds")


@dataclass(frozen=True)
class Delivery:
    """What was delivered: the feed, its files, its rows (headers and footnotes not counted) and its faults."""

    feed: str
    files: tuple[Path, ...]
    rows: int
    defects: pa.Table


def deliver_csv(folder: Path, draft: Draft, header: Header, files: Sequence[str], titles: Sequence[str]) -> Delivery:
    """A CSV file per segment, with its title line."""
    delivered = deliver(draft)
    for i, (file, title) in enumerate(zip(files, titles, strict=True)):
        write_csv(folder / draft.feed / file, title, header, _segment(delivered, i))
    preceding = 1 + (2 if any("|" in label for _, label in header) else 1)
    return delivery_of(folder, draft, delivered, files, [None] * len(files), preceding)


def deliver_jsonl(folder: Path, draft: Draft, header: Header, file: str, numeric: Set[str]) -> Delivery:
    """One file of JSON lines."""
    delivered = deliver(draft)
    write_jsonl(folder / draft.feed / file, header, delivered.table, numeric)
    return delivery_of(folder, draft, delivered, [file], [None], 0)


def deliver_xlsx(
    folder: Path,
    draft: Draft,
    header: Header,
    file: str,
    sheets: Sequence[SheetText],
    numeric: Set[str],
    dates: Set[str],
) -> Delivery:
    """One workbook with a sheet per segment; the sheets' tables are replaced by the faulty ones."""
    delivered = deliver(draft)
    filled = [SheetText(s.name, s.title, _segment(delivered, i), s.footnotes) for i, s in enumerate(sheets)]
    write_xlsx(folder / draft.feed / file, header, filled, numeric, dates)
    names = [sheet.name for sheet in sheets]
    return delivery_of(folder, draft, delivered, [file] * len(sheets), names, heading_rows(header))


def _segment(delivered: Delivered, index: int) -> pa.Table:
    start, end = delivered.segment.searchsorted([index, index + 1])
    return delivered.table.slice(int(start), int(end - start))


def delivery_of(
    folder: Path,
    draft: Draft,
    delivered: Delivered,
    files: Sequence[str],
    sheets: Sequence[str | None],
    preceding: int,
) -> Delivery:
    """The record of what was written; `files`, `sheets` by segment, `preceding` rows stand above the data."""
    defects = defects_table(draft, delivered, files, sheets, preceding)
    rows = delivered.table.num_rows
    log.info("%s: %d rows, %d defects", draft.feed, rows, len(draft.defects))
    paths = tuple(dict.fromkeys(folder / draft.feed / file for file in files))
    return Delivery(draft.feed, paths, rows, defects)


def all_defects(deliveries: Sequence[Delivery]) -> pa.Table:
    """The faults of several deliveries in one table."""
    return pa.concat_tables([delivery.defects for delivery in deliveries])


def all_files(deliveries: Sequence[Delivery]) -> Iterator[Path]:
    """Every file of several deliveries."""
    return (path for delivery in deliveries for path in delivery.files)
