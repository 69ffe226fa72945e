"""Defects of the technology contracts. Amended and cancelled contracts have none."""

from datetime import date, timedelta

from sample_feeds.defects import cells, shared
from sample_feeds.defects.draft import Draft
from sample_feeds.text import Booleans

_VALUES = ("contract_value", "technical_value")


def spoil(draft: Draft, count: int, negotiable: Booleans) -> None:
    """`count` of each kind; every negotiable contract is written with −1."""
    _negotiable_amounts(draft, negotiable)
    _repeated_per_patent(draft, count)
    _month_only(draft, count)
    local = shared.matches(draft, "seller_area_code", "^3302")
    shared.superseded_areas(draft, count, "seller_area_code")
    shared.unknown_areas(draft, count, "seller_area_code", local)
    _technical_value_exceeds(draft, count)
    _contract_numbers(draft, count)
    for i, row in enumerate(draft.pick("contract_type_unknown", count)):
        draft.quarantine("contract_type_unknown", row, "contract_type", ("技术入股", "技术培训", "合作协议")[i % 3])
    _signed_after_registered(draft, count)
    shared.duplicates(draft, count)
    shared.date_forms(draft, count, ("signed_on", "registered_on"))
    shared.impossible_dates(draft, count, ("signed_on", "registered_on"))
    shared.unreadable_numbers(draft, count, _VALUES)
    for i, row in enumerate(draft.pick("amount_with_unit", count)):
        column = _VALUES[i % 2]
        draft.correct("amount_with_unit", row, column, cells.amount_with_unit(draft.text(row, column), draft.rng))
    shared.spoil_numbers(draft, "thousands_separator", count, _VALUES, cells.with_separators)
    shared.spoil_numbers(draft, "full_width_digits", count, (*_VALUES, "seller_area_code"), cells.full_width)


def _negotiable_amounts(draft: Draft, negotiable: Booleans) -> None:
    for row in draft.pick("negotiable_amount", int(negotiable.sum()), negotiable):
        draft.correct("negotiable_amount", row, "contract_value", "-1")
        draft.also(row, "technical_value", "-1")


def _repeated_per_patent(draft: Draft, count: int) -> None:
    """A contract over several patents exported as a row for each of them."""
    kind = "repeated_per_patent"
    for row in draft.pick(kind, count, shared.matches(draft, "patent_numbers", ";")):
        first, *others = draft.text(row, "patent_numbers").split(";")
        draft.correct(kind, row, "patent_numbers", first)
        for i, number in enumerate(others, 1):
            inserted = draft.insert(row + i / 1000, row, {"patent_numbers": number})
            draft.correct_inserted(kind, inserted, row, "patent_numbers", number)


def _month_only(draft: Draft, count: int) -> None:
    for row in draft.pick("date_month_only", count, shared.matches(draft, "signed_on", "-01$")):
        draft.correct("date_month_only", row, "signed_on", cells.month_only(draft.text(row, "signed_on")))


def _technical_value_exceeds(draft: Draft, count: int) -> None:
    kind = "technical_value_exceeds"
    for row in draft.pick(kind, count, shared.matches(draft, "contract_value", r"^\d")):
        exceeding = float(draft.text(row, "contract_value")) * float(draft.rng.uniform(1.1, 3.0)) + 1
        draft.quarantine(kind, row, "technical_value", f"{exceeding:.2f}")


def _contract_numbers(draft: Draft, count: int) -> None:
    column = "contract_number"
    for i, row in enumerate(draft.pick("contract_number_form", count)):
        number = draft.text(row, column)
        forms = (cells.full_width(number), f"{number[:4]} {number[4:8]} {number[8:]}", f" {number}")
        draft.correct("contract_number_form", row, column, forms[i % 3])
    for row in draft.pick("contract_number_length", count):
        number = draft.text(row, column)
        draft.quarantine("contract_number_length", row, column, number[:-1] if len(number) == 16 else f"{number}0")


def _signed_after_registered(draft: Draft, count: int) -> None:
    kind = "signed_after_registered"
    for row in draft.pick(kind, count):
        registered = date.fromisoformat(draft.text(row, "registered_on"))
        signed = registered + timedelta(days=int(draft.rng.integers(1, 40)))
        draft.quarantine(kind, row, "signed_on", signed.isoformat())
