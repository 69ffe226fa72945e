"""Defects of the unit register. Only units that never report lose a row, so that no return loses its unit."""

from sample_feeds.defects import cells, shared
from sample_feeds.defects.draft import Draft
from sample_feeds.text import Booleans


def spoil(draft: Draft, count: int, expendable: Booleans) -> None:
    """`count` of each kind; `expendable`: rows of units that nothing else refers to."""
    shared.superseded_areas(draft, count, "area_code")
    shared.code_checks(draft, count, "organisation_code", expendable)
    shared.unknown_areas(draft, count, "area_code", expendable)
    shared.code_forms(draft, count, "organisation_code")
    shared.duplicates(draft, count)
    full_width_columns = ("register_revenue", "industry_code", "area_code")
    shared.spoil_numbers(draft, "full_width_digits", count, full_width_columns, cells.full_width)
    shared.spoil_numbers(draft, "thousands_separator", count, ("register_revenue",), cells.with_separators)
