"""The faults that any form has, by the kind of its columns."""

from typing import TYPE_CHECKING

from sample_feeds.defects import cells, patents, shared
from sample_feeds.defects.draft import Draft

if TYPE_CHECKING:
    from sample_feeds.form import Form

_NOT_OF_THE_LIST = "其他（待定）"
_FORMER_NAMES = {"奉化区": "奉化市"}


def spoil(draft: Draft, form: "Form", count: int) -> None:
    """`count` of each kind that the form's columns can have."""
    for column in form.areas:
        shared.superseded_areas(draft, count, column)
        shared.unknown_areas(draft, count, column, shared.matches(draft, column, "^3302"))
    for column in form.organisation_codes:
        given = shared.matches(draft, column, "^.{18}$")
        shared.code_forms(draft, count, column, given)
        shared.code_checks(draft, count, column, given)
    for column in form.area_names:
        shared.superseded_areas(draft, count, column, _FORMER_NAMES)
    if form.dates:
        shared.date_forms(draft, count, form.dates)
        shared.impossible_dates(draft, count, form.dates)
    for columns in (form.amounts, form.counts):
        if columns:
            shared.spoil_numbers(draft, "thousands_separator", count, columns, cells.with_separators)
            shared.spoil_numbers(draft, "full_width_digits", count, columns, cells.full_width)
            shared.unreadable_numbers(draft, count, columns)
    _amounts_with_unit(draft, form, count)
    for column in form.negotiable:
        for row in draft.pick("negotiable_amount", count, ~shared.matches(draft, column, ".")):
            draft.correct("negotiable_amount", row, column, "-1")
    for column in form.patents:
        patents.spoil_numbers(draft, count, column)
    for column in form.coded:
        for row in draft.pick("code_unknown", count, shared.matches(draft, column, ".")):
            draft.quarantine("code_unknown", row, column, _NOT_OF_THE_LIST)
    for column in form.required:
        for row in draft.pick("required_missing", count, shared.matches(draft, column, ".")):
            draft.quarantine("required_missing", row, column, "")
    shared.duplicates(draft, count)


def _amounts_with_unit(draft: Draft, form: "Form", count: int) -> None:
    for i in range(count if form.amounts else 0):
        column = form.amounts[i % len(form.amounts)]
        for row in draft.pick("amount_with_unit", 1, shared.matches(draft, column, r"^\d+([.]\d+)?$")):
            was = cells.amount_with_unit(draft.text(row, column), draft.rng)
            draft.correct("amount_with_unit", row, column, was)
