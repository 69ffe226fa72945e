"""Defects of the annual returns of industry and of the services."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from sample_feeds.defects import cells, shared
from sample_feeds.defects.draft import Draft
from sample_feeds.money import OPTIONAL, REQUIRED
from sample_feeds.text import strings

_MONEY = REQUIRED + OPTIONAL[:6]
_UNKNOWN_CODES = ("9999", "3999", "0000", "6699", "4444")


def spoil(draft: Draft, count: int, editions: Mapping[str, Mapping[str, str]], strangers: Sequence[str]) -> None:
    """`count` of each kind. `editions`: the four-digit industries by edition; `strangers`: valid organisation codes
    that are on no register."""
    _edition_same_meaning(draft, count, editions)
    _edition_renumbered(draft, count, editions)
    _edition_other_meaning(draft, count, editions)
    _missing_markers(draft, count)
    _required_missing(draft, count)
    _unknown_industries(draft, count, editions["2017"])
    _superseded_returns(draft, count)
    _strangers(draft, count, strangers)
    shared.code_checks(draft, count, "organisation_code")
    shared.code_forms(draft, count, "organisation_code")
    shared.duplicates(draft, count)
    shared.unreadable_numbers(draft, count, _MONEY)
    shared.date_forms(draft, count, ("reported_on",))
    shared.spoil_numbers(draft, "full_width_digits", count, (*_MONEY, "industry_code"), cells.full_width)
    shared.spoil_numbers(draft, "thousands_separator", count, _MONEY, cells.with_separators)


def _edition_same_meaning(draft: Draft, count: int, editions: Mapping[str, Mapping[str, str]]) -> None:
    kind = "industry_edition_same_meaning"
    new, old = editions["2017"], editions["2011"]
    same = np.array([new.get(c) == old.get(c) for c in strings(draft.table.column("industry_code"))])
    for row in draft.pick(kind, count, same):
        draft.correct(kind, row, "industry_edition", "2011")


def _edition_renumbered(draft: Draft, count: int, editions: Mapping[str, Mapping[str, str]]) -> None:
    """The code that the industry had in the older edition, under which 2017 may have another one or none."""
    kind = "industry_edition_renumbered"
    new, before = editions["2017"], {name: code for code, name in editions["2011"].items()}
    codes = strings(draft.table.column("industry_code"))
    moved = np.array([before.get(new[code], code) != code for code in codes])
    for row in draft.pick(kind, count, moved):
        draft.correct(kind, row, "industry_code", before[new[draft.text(row, "industry_code")]])
        draft.also(row, "industry_edition", "2011")


def _edition_other_meaning(draft: Draft, count: int, editions: Mapping[str, Mapping[str, str]]) -> None:
    """Half: a code that stands in both editions with different names; half: one that only the older has. What it named
    is in the newer edition under no code."""
    kind = "industry_edition_other_meaning"
    new, old = editions["2017"], editions["2011"]
    lost = {code for code, name in old.items() if name not in set(new.values())}
    other = np.array([code in lost for code in strings(draft.table.column("industry_code"))])
    for row in draft.pick(kind, count // 2, other):
        draft.quarantine(kind, row, "industry_edition", "2011")
    gone = sorted(lost - set(new))
    for row in draft.pick(kind, count - count // 2):
        draft.quarantine(kind, row, "industry_edition", "2011")
        draft.also(row, "industry_code", gone[int(draft.rng.integers(0, len(gone)))])


def _missing_markers(draft: Draft, count: int) -> None:
    columns = (
        "investment_income",
        "fair_value_gains",
        "production_subsidies",
        "capitalised_rd",
        "disposal_gains",
    )
    for i in range(count):
        column = columns[i % len(columns)]
        for row in draft.pick("missing_marker", 1, shared.matches(draft, column, "^$")):
            draft.correct("missing_marker", row, column, cells.MARKERS[i % len(cells.MARKERS)])


def _required_missing(draft: Draft, count: int) -> None:
    for i, row in enumerate(draft.pick("required_missing", count)):
        column = REQUIRED[int(draft.rng.integers(0, len(REQUIRED)))]
        draft.quarantine("required_missing", row, column, ("", *cells.MARKERS)[i % 4])


def _unknown_industries(draft: Draft, count: int, known: Mapping[str, str]) -> None:
    unknown = [code for code in _UNKNOWN_CODES if code not in known]
    for i, row in enumerate(draft.pick("industry_code_unknown", count)):
        draft.quarantine("industry_code_unknown", row, "industry_code", unknown[i % len(unknown)])


def _superseded_returns(draft: Draft, count: int) -> None:
    """The same unit and year reported before with other values; the clean row is the later one."""
    for i, row in enumerate(draft.pick("superseded_return", count)):
        place = (draft.above if i % 2 else draft.same_segment)(row, shared.DISTANCE)
        earlier = date.fromisoformat(draft.text(row, "reported_on")) - timedelta(days=int(draft.rng.integers(1, 9)))
        changes: dict[str, str | None] = {"reported_on": earlier.isoformat()}
        for column in ("operating_revenue", "payroll_payable", "gross_output"):
            changed = int(draft.text(row, column)) * float(draft.rng.uniform(0.7, 0.98))
            changes[column] = str(int(changed))
        draft.insert_faulty("superseded_return", place, row, changes)


def _strangers(draft: Draft, count: int, codes: Sequence[str]) -> None:
    """A return of a unit that is not on that year's register."""
    for row, code in zip(draft.pick("unit_not_on_register", count), codes, strict=False):
        changes = {"organisation_code": code, "unit_name": f"宁波迁出{code[-6:]}企业管理有限公司"}
        draft.insert_faulty("unit_not_on_register", draft.same_segment(row, shared.DISTANCE), row, changes)
