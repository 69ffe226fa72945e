"""A department's table in its own file shape, and the usual faults of its cells: one description per feed."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from sample_feeds.defects.draft import QUARANTINED, Draft, deliver
from sample_feeds.defects.usual import spoil
from sample_feeds.department import Delivery, delivery_of
from sample_feeds.headers import Header, names
from sample_feeds.scale import Part
from sample_feeds.text import Booleans, Integers, array
from sample_feeds.write_csv import write_csv
from sample_feeds.write_json import write_json_pages
from sample_feeds.write_parquet import write_parquet
from sample_feeds.write_xlsx import SheetText, heading_rows, write_xlsx
from sample_feeds.write_xml import write_xml
from sample_feeds.write_zip import write_csv_zip

log = logging.getLogger("sample_feeds")
Shape = Literal["csv", "xlsx", "json", "xml", "parquet", "csv_zip"]
ENDING = {"csv": "csv", "xlsx": "xlsx", "json": "zip", "xml": "xml", "parquet": "parquet", "csv_zip": "zip"}
Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Form:
    """What a feed's file looks like and what its columns hold; `entity` names what a row is about, `records` the JSON
    path or XML element of a record, `coded` columns take words from a closed list, in `negotiable` ones −1 stands for
    no amount, the others are by kind of cell."""

    feed: str
    header: Header
    shape: Shape
    entity: str
    title: str = ""
    records: str = "data.list"
    footnotes: Sequence[str] = ()
    organisation_codes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    area_names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    negotiable: tuple[str, ...] = ()
    patents: tuple[str, ...] = ()
    coded: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    numeric: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The feed's name without its department."""
        return self.feed.partition("/")[2]


@dataclass(frozen=True)
class Filled:
    """A delivered form: the delivery, the truth (the clean rows, `lost` where the row ends in quarantine), and where
    several rows tell of one contract, the contracts as they truly stand."""

    delivery: Delivery
    truth: pa.Table
    contracts: pa.Table | None = None


def fill(
    folder: Path,
    part: Part,
    form: Form,
    rows: pa.Table | Sequence[Row],
    members: Sequence[str] = (),
    segment: Integers | None = None,
    free: Booleans | None = None,
    further: Callable[[Draft, int], None] | None = None,
    mistyped: Mapping[int, tuple[str, str]] | None = None,
) -> Filled:
    """Write a clean table with its share of faults. `segment` numbers the file (CSV), sheet (XLSX) or member of each
    row, ascending, `members` names them; only `free` rows may be spoilt. `further` puts in the faults that only this
    form has. `mistyped`: row ► column and what the department's own records say there, wrongly and for good."""
    table = rows if isinstance(rows, pa.Table) else as_table(form.header, rows)
    count = table.num_rows
    draft = Draft(
        feed=form.feed,
        table=table,
        segment=np.zeros(count, dtype=np.int64) if segment is None else segment,
        entity=form.entity,
        free=np.ones(count, dtype=bool) if free is None else free.copy(),
        rng=part.stream(form.feed),
    )
    for row, (column, was) in (mistyped or {}).items():
        draft.free[row] = False
        draft.correct("known_error", row, column, was)
    faults = min(part.scale.defects, max(1, count // 40))
    if further:
        further(draft, faults)
    spoil(draft, form, faults)
    named = members or (f"{form.name}{part.suffix}",)
    return Filled(_write(folder, form, draft, named, part), truth_of(draft))


def as_table(header: Header, rows: Sequence[Row]) -> pa.Table:
    """Rows of text as a table in the order of the header."""
    return pa.table({name: array([row[name] for row in rows]) for name in names(header)})


def _write(folder: Path, form: Form, draft: Draft, members: Sequence[str], part: Part) -> Delivery:
    delivered = deliver(draft)
    tables = [delivered.table.filter(pa.array(delivered.segment == i)) for i in range(len(members))]
    place = folder / form.feed
    whole = f"{form.name}{part.suffix}.{ENDING[form.shape]}"
    files, sheets, preceding = [whole] * len(members), list(_sheets(form, members)), 0
    if form.shape == "csv":
        files, preceding = [f"{member}.csv" for member in members], heading_rows(form.header)
        for file, table in zip(files, tables, strict=True):
            write_csv(place / file, form.title, form.header, table)
    elif form.shape == "csv_zip":
        preceding = heading_rows(form.header)
        write_csv_zip(place / whole, form.title, form.header, dict(zip(strings_of(sheets), tables, strict=True)))
    elif form.shape == "xlsx":
        preceding = heading_rows(form.header)
        pages = [SheetText(m, form.title, t, form.footnotes) for m, t in zip(members, tables, strict=True)]
        write_xlsx(place / whole, form.header, pages, form.numeric, frozenset(form.dates))
    elif form.shape == "json":
        write_json_pages(place / whole, form.records, form.header, dict(zip(strings_of(sheets), tables, strict=True)))
    elif form.shape == "xml":
        write_xml(place / whole, form.records, form.header, delivered.table)
    else:
        write_parquet(place / whole, form.header, delivered.table)
    return delivery_of(folder, draft, delivered, files, sheets, preceding)


def _sheets(form: Form, members: Sequence[str]) -> Sequence[str | None]:
    if form.shape == "xlsx":
        return members
    if form.shape == "json":
        return [f"page_{number:04d}.json" for number in range(1, len(members) + 1)]
    if form.shape == "csv_zip":
        return [f"{member}.csv" for member in members]
    return [None] * len(members)


def strings_of(sheets: Sequence[str | None]) -> list[str]:
    """The members' names."""
    return [str(sheet) for sheet in sheets]


def truth_of(draft: Draft) -> pa.Table:
    """The clean rows, `lost` where the row ends in quarantine."""
    lost = np.zeros(draft.table.num_rows, dtype=bool)
    hit: Any = [d.row for d in draft.defects if d.treatment == QUARANTINED and d.row < draft.table.num_rows]
    lost[hit] = True
    return draft.table.append_column("lost", pa.array(lost))
