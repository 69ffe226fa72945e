"""Intensity per window and industry, counted row by row and compared as fractions."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from published.home import PROJECT
from tests.pipeline.counted import Truth
from tests.pipeline.truth import order_25, quarantined_units

KEY = ("window_to", "industry")
WINDOWS = range(2020, 2025)
NEEDED = 2
Sums = dict[tuple[int, str], Any]


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    names, members = classes(), order_25()
    grants, employed, research = inventions(truth), employment(truth), spent(truth)
    for last in WINDOWS:
        years = range(last - 4, last + 1)
        cells = window(years, names, grants, employed, research)
        city, mean = (
            cells["_T"],
            Fraction(sum(c["grants"] for i, c in cells.items() if i[0] != "_"), len(cells) - unplaced(cells)),
        )
        for industry, cell in cells.items():
            yield row(last, industry, names, cell) | (
                judged(cell, city, mean, industry in members) if industry[0] != "_" else NOTHING
            )


def unplaced(cells: dict[str, Any]) -> int:
    return sum(industry[0] == "_" for industry in cells)


def classes() -> dict[str, str]:
    with (PROJECT / "dbt_project/seeds/codelists/gbt4754_2017.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines) if row["level"] == "4"}


def inventions(truth: Truth) -> Sums:
    """(year, first code) ► grants of inventions that are not in quarantine."""
    defects = truth.read("defects")
    ours = defects[(defects.feed == "ip_office/patents") & (defects.treatment == "quarantined")]
    lost = set(ours[ours.kind != "duplicate_row"].entity)
    patents = truth.read("patents")
    found: Sums = defaultdict(int)
    kept = patents[patents.pat_type.isin(["1", "8"]) & patents.grant_date.notna() & ~patents.app_number.isin(lost)]
    for day, nec in zip(kept.grant_date, kept.nec, strict=True):
        found[day.year, nec.split(";")[0]] += 1
    return found


def employment(truth: Truth) -> Sums:
    """(year, class) ► employed persons."""
    told = truth.rows("statistics_bureau/employment")
    return {(int(r["year"]), r["industry_code"]): int(r["employed"]) for r in told if len(r["industry_code"]) == 4}


def spent(truth: Truth) -> Sums:
    """(year, class or _T) ► R&D and revenue in 千元 of the units that returned both."""
    lost = quarantined_units(truth.feeds)
    returned = truth.rows("statistics_bureau/rd_returns")
    research = {(r["organisation_code"], int(r["year"])): int(r["rd_expenditure"]) for r in returned}
    found: Sums = defaultdict(lambda: (0, 0))
    for unit in truth.read("units").itertuples():
        key = (unit.organisation_code, unit.year)
        if unit.reports and key not in lost and key in research:
            for industry in (unit.industry_code, "_T"):
                money, revenue = found[unit.year, industry]
                found[unit.year, industry] = (money + research[key], revenue + unit.operating_revenue)
    return found


def window(years: range, names: dict[str, str], grants: Sums, employed: Sums, research: Sums) -> dict[str, Any]:
    """Industry ► its sums in the window; None where a year is missing."""
    listed = sorted({industry for year, industry in employed if year in years})
    complete = all((year, "_T") in research for year in years)
    cells: dict[str, Any] = {}
    for industry in listed:
        people = [employed.get((year, industry)) for year in years]
        cells[industry] = {
            "grants": sum(grants.get((year, industry), 0) for year in years),
            "people": None if None in people else Fraction(sum(p for p in people if p is not None), 5),
            "research": ratio(years, industry, research) if complete else None,
        }
    every = sum(number for (year, _), number in grants.items() if year in years)
    placed = sum(cell["grants"] for cell in cells.values())
    if every > placed:
        cells["_U"] = {"grants": every - placed, "people": None, "research": None}
    known = [cell for cell in cells.values() if cell["people"] is not None]
    cells["_T"] = {
        "grants": every,
        "counted": sum(cell["grants"] for cell in known),
        "people": sum(cell["people"] for cell in known),
        "research": ratio(years, "_T", research) if complete else None,
    }
    return cells


def ratio(years: range, industry: str, research: Sums) -> Fraction | None:
    money, revenue = (sum(research[y, industry][i] for y in years if (y, industry) in research) for i in (0, 1))
    return Fraction(money, revenue) if revenue else None


def density(cell: dict[str, Any]) -> Fraction | None:
    return Fraction(cell.get("counted", cell["grants"])) / cell["people"] if cell["people"] else None


def rounded(value: Fraction | None, factor: int, places: str = "0.01") -> Decimal | None:
    if value is None:
        return None
    return (Decimal(value.numerator) * factor / Decimal(value.denominator)).quantize(Decimal(places), ROUND_HALF_UP)


def row(last: int, industry: str, names: dict[str, str], cell: dict[str, Any]) -> dict[str, object]:
    people = rounded(cell["people"], 1, "1")
    return {
        "window_to": last,
        "industry": industry,
        "industry_name": {"_T": "合计", "_U": "行业不明"}.get(industry) or names[industry],
        "invention_grants": cell["grants"],
        "average_employed": None if people is None else int(people),
        "density": rounded(density(cell), 10_000),
        "rd_intensity": rounded(cell["research"], 100),
        "obs_status": "P",
    }


NOTHING = dict.fromkeys(("density_met", "scale_met", "rd_met", "criteria_met", "listed", "agreement"))


def judged(cell: dict[str, Any], city: dict[str, Any], mean: Fraction, listed: bool) -> dict[str, object]:
    own = {"density_met": density(cell), "scale_met": Fraction(cell["grants"]), "rd_met": cell["research"]}
    benchmark = {"density_met": density(city), "scale_met": mean, "rd_met": city["research"]}
    found = {k: None if v is None or benchmark[k] is None else v > benchmark[k] for k, v in own.items()}
    met, unknown = sum(f is True for f in found.values()), sum(f is None for f in found.values())
    sure = met >= NEEDED or met + unknown < NEEDED
    verdict = {
        (True, True): "agrees",
        (False, False): "agrees",
        (True, False): "criteria_only",
        (False, True): "listed_only",
    }
    return {
        **{name: None if f is None else "Y" if f else "N" for name, f in found.items()},
        "criteria_met": met,
        "listed": "Y" if listed else "N",
        "agreement": verdict[met >= NEEDED, listed] if sure else "not_judged",
    }
