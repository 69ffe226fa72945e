"""A clean delivery on its way to becoming a faulty one: which rows are still free, what was done to which."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sample_feeds.text import Booleans, Integers, Text, array, compute, taken

log = logging.getLogger("sample_feeds")
CORRECTED, QUARANTINED = "corrected", "quarantined"


@dataclass(frozen=True)
class Defect:
    """One fault: `row` counts the draft's rows, inserted ones after the clean ones."""

    row: int
    entity: str
    column: str | None
    kind: str
    treatment: str
    was: str | None
    becomes: str | None


@dataclass
class Draft:
    """A feed's clean text table, with the faults put into it so far. `segment` is the number of the file or sheet
    of each row (ascending), `entity` the column that names what a row is about; only `free` rows may be hit."""

    feed: str
    table: pa.Table
    segment: Integers
    entity: str
    free: Booleans
    rng: np.random.Generator
    defects: list[Defect] = field(default_factory=list)
    edits: dict[str, dict[int, str]] = field(default_factory=dict)
    inserted: list[tuple[float, int, dict[str, str | None]]] = field(default_factory=list)

    def pick(self, kind: str, count: int, eligible: Booleans | None = None) -> list[int]:
        """Up to `count` free rows, which are then no longer free; a warning when there are too few."""
        pool = np.flatnonzero(self.free if eligible is None else self.free & eligible)
        if len(pool) < count:
            log.warning("%s: only %d rows for defect %s", self.feed, len(pool), kind)
        rows = np.sort(self.rng.choice(pool, size=min(count, len(pool)), replace=False))
        self.free[rows] = False
        return [int(row) for row in rows]

    def cell(self, row: int, column: str) -> str | None:
        """The clean cell."""
        value: str | None = self.table.column(column)[row].as_py()
        return value

    def text(self, row: int, column: str) -> str:
        """The clean cell of a column that is filled in that row."""
        value = self.cell(row, column)
        assert value is not None, (self.feed, row, column)
        return value

    def cells(self, row: int) -> dict[str, str | None]:
        """A copy of the clean row."""
        return {name: self.cell(row, name) for name in self.table.column_names}

    def correct(self, kind: str, row: int, column: str, was: str, becomes: str | None = None) -> None:
        """Write `was` into a cell; it should become its clean text, or `becomes`."""
        self.edits.setdefault(column, {})[row] = was
        clean = self.cell(row, column) or "" if becomes is None else becomes
        self._record(row, row, column, kind, CORRECTED, was, clean)

    def quarantine(self, kind: str, row: int, column: str, was: str) -> None:
        """Write `was` into a cell: the row can no longer be used."""
        self.edits.setdefault(column, {})[row] = was
        self._record(row, row, column, kind, QUARANTINED, was, None)

    def also(self, row: int, column: str, cell: str) -> None:
        """Write a further cell of a row whose defect is recorded."""
        self.edits.setdefault(column, {})[row] = cell

    def insert(self, after: float, origin: int, changes: Mapping[str, str | None]) -> int:
        """A further row like `origin` except for the changes, placed at `after`; its number."""
        self.inserted.append((after, origin, {**self.cells(origin), **changes}))
        return self.table.num_rows + len(self.inserted) - 1

    def insert_faulty(self, kind: str, after: float, origin: int, changes: Mapping[str, str | None]) -> None:
        """A further row that must be quarantined as a whole."""
        row = self.insert(after, origin, changes)
        entity = changes.get(self.entity) or self.text(origin, self.entity)
        self.defects.append(Defect(row, entity, None, kind, QUARANTINED, None, None))

    def correct_inserted(self, kind: str, row: int, origin: int, column: str, was: str) -> None:
        """Record that a cell of an inserted row should become the clean cell of `origin`."""
        self._record(row, origin, column, kind, CORRECTED, was, self.cell(origin, column) or "")

    def same_segment(self, row: int, distance: int) -> float:
        """A place at most `distance` rows below `row`, in the same file."""
        last = int(np.searchsorted(self.segment, self.segment[row], side="right")) - 1
        return min(row + int(self.rng.integers(0, distance + 1)), last) + float(self.rng.uniform(0.1, 0.9))

    def above(self, row: int, distance: int) -> float:
        """A place at most `distance` rows above `row`, in the same file."""
        first = int(np.searchsorted(self.segment, self.segment[row]))
        return max(row - 1 - int(self.rng.integers(0, distance + 1)), first - 1) + float(self.rng.uniform(0.1, 0.9))

    def _record(
        self,
        row: int,
        origin: int,
        column: str | None,
        kind: str,
        treatment: str,
        was: str | None,
        becomes: str | None,
    ) -> None:
        entity = self.text(origin, self.entity)
        self.defects.append(Defect(row, entity, column, kind, treatment, was, becomes))


@dataclass(frozen=True)
class Delivered:
    """The faulty table in the order of its files: `segment` per row, and each draft row's place in its file."""

    table: pa.Table
    segment: Integers
    place: Integers


def deliver(draft: Draft) -> Delivered:
    """Apply the edits and insertions. `place` counts from 0 within the segment."""
    columns = {name: _edited(draft, name) for name in draft.table.column_names}
    key = np.concatenate([np.arange(draft.table.num_rows, dtype=float), [after for after, _, _ in draft.inserted]])
    origin = np.array([row for _, row, _ in draft.inserted], dtype=np.int64)
    segment = np.concatenate([draft.segment, draft.segment[origin]])
    order = np.lexsort((key, segment))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    ordered = segment[order]
    return Delivered(
        table=pa.table({name: taken(column, order) for name, column in columns.items()}),
        segment=ordered,
        place=rank - np.searchsorted(ordered, segment),
    )


def _edited(draft: Draft, name: str) -> Text:
    column: Any = draft.table.column(name).combine_chunks()
    edits = sorted(draft.edits.get(name, {}).items())
    if edits:
        mask = np.zeros(len(column), dtype=bool)
        mask[[row for row, _ in edits]] = True
        column = compute.replace_with_mask(column, mask, array([cell for _, cell in edits]))
    added = array([cells[name] for _, _, cells in draft.inserted])
    extended: Text = pa.concat_arrays([column, added])
    return extended
