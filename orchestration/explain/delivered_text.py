"""What a department wrote in the rows that a cell is made from: read from the raw zone, and written down there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from orchestration.access import opened
from orchestration.archive import Archive
from orchestration.explain.counted import Delivered, Place
from published.catalog import Catalog
from published.feed import Feed
from published.home import Home

Texts = Mapping[str, str]
"""The department's own heading ► what stands below it."""


def as_delivered(home: Home, catalog: Catalog, rows: Sequence[Delivered]) -> dict[Place, Texts]:
    """The cells of each row that are not empty; who opens them is logged before the first byte."""
    snapshots: dict[tuple[str, str, str], list[Delivered]] = {}
    for row in rows:
        snapshots.setdefault((row.feed, row.file, row.snapshot), []).append(row)
    archives = {feed: Archive.of(home, catalog.feed(feed)) for feed, _, _ in snapshots}
    folders = {named: _folder(archives[named[0]], *named[1:]) for named in snapshots}
    if folders:
        opened(home.raw, *folders.values())
    return {
        place: text
        for named, wanted in snapshots.items()
        for place, text in _texts(archives[named[0]], folders[named], wanted)
    }


def _folder(archive: Archive, file: str, snapshot: str) -> Path:
    """The snapshot, as its bytes were read last."""
    newest = [one for one in archive.passports() if (one.file, one.snapshot) == (file, snapshot)][-1]
    return archive.folder / newest.stem / newest.folder


def _texts(archive: Archive, folder: Path, wanted: Iterable[Delivered]) -> Iterator[tuple[Place, Texts]]:
    places = {(row.sheet, row.row): row.place for row in wanted}
    opened_with: dict[str, Any] = {"decryption_properties": archive.key.to_read_parquet()} if archive.key else {}
    numbers = ds.field("_row").isin([row for _, row in places])
    for found in pq.read_table(folder / "rows.parquet", filters=numbers, **opened_with).to_pylist():
        if place := places.get((found["_sheet"], found["_row"])):
            yield place, _told(archive.feed, found)


def _told(feed: Feed, row: Mapping[str, Any]) -> Texts:
    return {column.header: row[column.name] for column in feed.columns if row.get(column.name)}
