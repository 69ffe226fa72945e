"""Rates of patents put to use: public bodies counted one by one, enterprises raised from their strata in fractions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from tests.pipeline.counted import HOLDERS, Truth, percent

KEY = ("year", "holder_type", "institution_name")
COUNTS = ("valid_patents", "patents_in_production", "patents_transferred", "patents_licensed")
Figures = tuple[Decimal, ...]


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    bodies, surveyed = public_bodies(truth), enterprises(truth)
    years = range(min(row["year"] for row in bodies), max(row["year"] for row in bodies) + 1)
    assert {*years} >= set(surveyed)
    for row in bodies:
        yield published(row["year"], row["type"], row["name"], [row["figures"]], [])
    for year in years:
        every: list[Figures | None] = []
        for kind in ("university", "institute", "health"):
            figures = [row["figures"] for row in bodies if (row["year"], row["type"]) == (year, kind)]
            yield published(year, kind, "_T", figures, [])
            every += figures if any(figures) else [None]
        units, estimate = surveyed.get(year, (0, None))
        yield published(year, "enterprise", "_T", [], [estimate]) | {"units": units, "units_missing": None}
        kinds = {row["type"] for row in bodies if row["year"] == year and row["figures"]}
        total = published(year, "_T", "_T", every, [estimate])
        reported = sum(row["figures"] is not None for row in bodies if row["year"] == year)
        missing = sum(row["figures"] is None for row in bodies if row["year"] == year)
        total |= {"units": units + reported, "units_missing": missing}
        if len(kinds) < 3 or estimate is None:
            total |= {"industrialisation_rate": None, "transfer_and_licence_rate": None, "obs_status": "O"}
        yield total


def public_bodies(truth: Truth) -> list[dict[str, Any]]:
    """Every body in every year from its first return on; `figures` is None where it did not report."""
    returns: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in truth.rows("education_bureau/university_conversion"):
        returns[row["institution_code"]][int(row["year"])] = row
    for row in truth.rows("health_commission/hospital_conversion"):
        returns[row["institution_code"]][int(row["year"])] = row | {"institution_type": "医疗卫生机构"}
    last = max(year for by_year in returns.values() for year in by_year)
    owed = []
    for by_year in returns.values():
        known = by_year[min(by_year)]
        for year in range(min(by_year), last + 1):
            known = by_year.get(year, known)
            figures = tuple(Decimal(known[name]) for name in COUNTS) if year in by_year else None
            kind = HOLDERS[known["institution_type"]]
            owed.append({"year": year, "type": kind, "name": known["institution_name"], "figures": figures})
    return owed


def enterprises(truth: Truth) -> dict[int, tuple[int, Figures]]:
    """Year ► respondents and estimates: the weighted mean of each stratum times the enterprises in its frame."""
    strata: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in truth.rows("ip_office/industrialisation_survey"):
        strata[int(row["year"])][row["stratum"]].append(row)
    return {
        year: (
            sum(len(sample) for sample in found.values()),
            tuple(sum((raised(sample, name) for sample in found.values()), Decimal(0)) for name in COUNTS),
        )
        for year, found in strata.items()
    }


def raised(sample: Sequence[dict[str, Any]], name: str) -> Decimal:
    """Exactly, then rounded half up to four decimals."""
    weights = [Fraction(row["design_weight"]) for row in sample]
    weighted = sum(weight * int(row[name]) for weight, row in zip(weights, sample, strict=True))
    exact = int(sample[0]["frame_units"]) * weighted / sum(weights)
    return Decimal(int(exact * 10_000 + Fraction(1, 2))) / 10_000


def published(
    year: int, kind: str, name: str, bodies: Sequence[Figures | None], estimates: Sequence[Figures | None]
) -> dict[str, object]:
    known = [figures for figures in (*bodies, *estimates) if figures]
    missing = sum(figures is None for figures in bodies)
    sums = [sum((figures[i] for figures in known), Decimal(0)) for i in range(len(COUNTS))]
    complete = bool(known) and None not in (*bodies, *estimates)
    levels = [int(value.to_integral_value(ROUND_HALF_UP)) if complete else None for value in sums]
    rates = (percent(sums[1], sums[0]), percent(sums[2] + sums[3], sums[0])) if known else (None, None)
    return {
        "year": year,
        "holder_type": kind,
        "institution_name": name,
        "units": len(bodies) - missing,
        "units_missing": missing,
        **dict(zip(COUNTS, levels, strict=True)),
        "industrialisation_rate": rates[0],
        "transfer_and_licence_rate": rates[1],
        "obs_status": "O" if not known else "E" if estimates or missing else "A",
    }
