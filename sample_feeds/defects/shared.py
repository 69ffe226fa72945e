"""Kinds of defect that several feeds share."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from sample_feeds.defects import cells
from sample_feeds.defects.draft import Draft
from sample_feeds.text import Booleans, compute

SUPERSEDED_AREAS = {"330212": "330204", "330213": "330283"}
DISTANCE = 200


def matches(draft: Draft, column: str, pattern: str) -> Booleans:
    """Where the clean cell matches the regular expression."""
    found = compute.match_substring_regex(draft.table.column(column), pattern)
    return np.asarray(compute.fill_null(found, False))


def spoil_numbers(draft: Draft, kind: str, count: int, columns: Sequence[str], spoil: Callable[[str], str]) -> None:
    """Correctable spelling of a number or code of at least four characters."""
    for row, column in _filled(draft, kind, count, columns, r"^\d{4,}(\.\d+)?$"):
        draft.correct(kind, row, column, spoil(draft.text(row, column)))


def unreadable_numbers(draft: Draft, count: int, columns: Sequence[str]) -> None:
    """number_unreadable."""
    for row, column in _filled(draft, "number_unreadable", count, columns, r"^\d{2,}(\.\d+)?$"):
        draft.quarantine("number_unreadable", row, column, cells.unreadable(draft.text(row, column), draft.rng))


def code_forms(draft: Draft, count: int, column: str, eligible: Booleans | None = None) -> None:
    """organisation_code_form."""
    for row in draft.pick("organisation_code_form", count, eligible):
        draft.correct("organisation_code_form", row, column, cells.code_form(draft.text(row, column), draft.rng))


def code_checks(draft: Draft, count: int, column: str, eligible: Booleans | None = None) -> None:
    """organisation_code_check."""
    for row in draft.pick("organisation_code_check", count, eligible):
        draft.quarantine("organisation_code_check", row, column, cells.code_check(draft.text(row, column), draft.rng))


def duplicates(draft: Draft, count: int, eligible: Booleans | None = None) -> None:
    """duplicate_row: the same row again, further down in the same file."""
    for row in draft.pick("duplicate_row", count, eligible):
        draft.insert_faulty("duplicate_row", draft.same_segment(row, DISTANCE), row, {})


def superseded_areas(draft: Draft, count: int, column: str, was: Mapping[str, str] = SUPERSEDED_AREAS) -> None:
    """area_code_superseded, or names in the same way: the area's former code."""
    kind = "county_superseded" if column == "addr_county" else "area_code_superseded"
    for row in draft.pick(kind, count, matches(draft, column, f"^({'|'.join(was)})$")):
        draft.correct(kind, row, column, was[draft.text(row, column)])


def unknown_areas(draft: Draft, count: int, column: str, eligible: Booleans) -> None:
    """area_code_unknown: a code of the city's that is no division's."""
    for row in draft.pick("area_code_unknown", count, eligible):
        unknown = ("330299", "330207", "330230", "330284")[int(draft.rng.integers(0, 4))]
        draft.quarantine("area_code_unknown", row, column, unknown)


def date_forms(draft: Draft, count: int, columns: Sequence[str], forms: int = 4) -> None:
    """date_form."""
    for row, column in _filled(draft, "date_form", count, columns, r"^\d{4}-\d{2}-\d{2}$"):
        draft.correct("date_form", row, column, cells.date_form(draft.text(row, column), draft.rng, forms))


def impossible_dates(draft: Draft, count: int, columns: Sequence[str]) -> None:
    """date_impossible."""
    for row, column in _filled(draft, "date_impossible", count, columns, r"^\d{4}-\d{2}-\d{2}$"):
        draft.quarantine("date_impossible", row, column, cells.date_impossible(draft.text(row, column), draft.rng))


def _filled(draft: Draft, kind: str, count: int, columns: Sequence[str], pattern: str) -> list[tuple[int, str]]:
    """Rows spread over the columns that have cells of that pattern, each with its column."""
    chosen = []
    able = [column for column in columns if (draft.free & matches(draft, column, pattern)).any()]
    order = draft.rng.permutation(len(able))
    for place, share in zip(order, np.array_split(np.arange(count), max(1, len(able))), strict=False):
        if len(share):
            rows = draft.pick(kind, len(share), matches(draft, able[place], pattern))
            chosen += [(row, able[place]) for row in rows]
    return chosen
