"""Defects of the patent office's records."""

from sample_feeds.defects import cells, shared
from sample_feeds.defects.draft import Draft

_COUNTIES = {"鄞州区": "江东区", "奉化区": "奉化市"}


def spoil(draft: Draft, count: int) -> None:
    """`count` of each kind."""
    shared.superseded_areas(draft, count, "addr_county", _COUNTIES)
    _granted_before_application(draft, count)
    spoil_numbers(draft, count, "app_number")
    for row in draft.pick("patent_type_contradicts", count, shared.matches(draft, "pat_type", "^[123]$")):
        other = {"1": "2", "2": "3"}.get(draft.text(row, "pat_type"), "1")
        draft.quarantine("patent_type_contradicts", row, "pat_type", other)
    for i, row in enumerate(draft.pick("status_code_unknown", count)):
        draft.quarantine("status_code_unknown", row, "status_code", ("99", "40", "12")[i % 3])
    shared.duplicates(draft, count)
    shared.date_forms(draft, count, ("app_date", "grant_date"), forms=2)
    shared.impossible_dates(draft, count, ("app_date", "grant_date"))
    for i, row in enumerate(draft.pick("flag_unknown", count)):
        draft.quarantine("flag_unknown", row, ("award_flag", "high_value_flag")[i % 2], "9")


def spoil_numbers(draft: Draft, count: int, column: str) -> None:
    """application_number_form and application_number_check."""
    for i, row in enumerate(draft.pick("application_number_form", count)):
        draft.correct("application_number_form", row, column, _form(draft.text(row, column), i))
    for row in draft.pick("application_number_check", count):
        draft.quarantine("application_number_check", row, column, wrong_check(draft.text(row, column)))


def wrong_check(number: str) -> str:
    """The application number with another check digit."""
    return number[:-1] + str((int(number[-1], 36) + 1) % 10)


def _form(number: str, i: int) -> str:
    return (f"ZL{number}", cells.full_width(number), number.replace(".", ""), f"ZL{number.replace('.', '')}")[i % 4]


def _granted_before_application(draft: Draft, count: int) -> None:
    kind = "granted_before_application"
    for row in draft.pick(kind, count, shared.matches(draft, "grant_date", "^2")):
        year, rest = draft.text(row, "app_date").split("-", 1)
        earlier = f"{int(year) - 1}-{'02-28' if rest == '02-29' else rest}"
        draft.quarantine(kind, row, "grant_date", earlier)
