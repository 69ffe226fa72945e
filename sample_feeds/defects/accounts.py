"""Defects of the GDP accounts. Of-which rows and footnotes are not among them."""

import numpy as np

from sample_feeds.accounts import COLUMNS
from sample_feeds.defects import cells, shared
from sample_feeds.defects.draft import Draft
from sample_feeds.text import Booleans

_AMOUNTS = tuple(name for name in COLUMNS if name != "gdp_growth")


def spoil(draft: Draft, count: int) -> None:
    """`count` of each kind, none in an of-which row."""
    divisions = ~shared.matches(draft, "area_name", "^其中|^宁波市$")
    _thousands_separators(draft, count)
    for i, row in enumerate(draft.pick("area_name_form", count, divisions)):
        draft.correct("area_name_form", row, "area_name", _name_form(draft.text(row, "area_name"), i))
    for row in draft.pick("missing_marker", count, divisions):
        draft.correct("missing_marker", row, "gdp_growth", "…", becomes="")
    shared.spoil_numbers(draft, "full_width_digits", count, ("gdp", "secondary_industry"), cells.full_width)


def _thousands_separators(draft: Draft, count: int) -> None:
    for row in draft.pick("thousands_separator", count, _some_amount_large(draft)):
        column = next(name for name in _AMOUNTS if float(draft.text(row, name)) >= 1000)
        draft.correct("thousands_separator", row, column, cells.with_separators(draft.text(row, column)))


def _some_amount_large(draft: Draft) -> Booleans:
    ordinary = ~shared.matches(draft, "area_name", "^其中")
    some: Booleans = ordinary & np.any([shared.matches(draft, name, r"^\d{4,}") for name in _AMOUNTS], axis=0)
    return some


def _name_form(name: str, i: int) -> str:
    if name == "奉化区":
        return "奉化市"
    return " ".join(name) if i % 2 else f"{name[0]}　{name[1:]}"
