"""The value added of every vintage worked out anew from the departments' true rows, in plain Python.

Shares nothing with the pipeline: dictionaries instead of SQL, statistics.median, and no iterative fitting (margins by
section and area that do not overlap are met by one proportion). Returns that the door keeps back are imputed.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

from published.home import PROJECT
from tests.pipeline.counted import CITY, published_area

DONORS = SAMPLED = 5
FORMS = {"B103-1": "industry", "F103": "service"}
VINTAGES = {
    (2020, "preliminary"): ("2021-03-31", "2021-02-20", "初步核算", 2018),
    (2020, "revised"): ("2021-12-31", "2021-12-31", "最终核实", 2018),
    (2020, "final"): ("2024-12-31", "2024-12-31", "普查修订", 2023),
    (2021, "preliminary"): ("2022-03-31", "2022-02-20", "初步核算", 2018),
    (2021, "revised"): ("2022-12-31", "2022-12-31", "最终核实", 2018),
    (2021, "final"): ("2024-12-31", "2024-12-31", "普查修订", 2023),
    (2022, "preliminary"): ("2023-03-31", "2023-02-20", "初步核算", 2018),
    (2022, "revised"): ("2023-12-31", "2023-12-31", "最终核实", 2018),
    (2022, "final"): ("2024-12-31", "2024-12-31", "普查修订", 2023),
    (2023, "preliminary"): ("2024-03-31", "2024-02-20", "初步核算", 2018),
    (2023, "revised"): ("2024-11-30", "2024-11-30", "最终核实", 2018),
    (2023, "final"): ("2024-12-31", "2024-12-31", "普查修订", 2023),
    (2024, "preliminary"): ("2025-03-31", "2025-02-20", "初步核算", 2023),
    (2024, "revised"): ("2025-12-31", "2025-12-31", "初步核算", 2023),
}
"""Released on, returns until, what the accounts had last said, the newest census by then."""
NEWEST = {2020: "final", 2021: "final", 2022: "final", 2023: "final", 2024: "revised"}
Key = tuple[int, str, str]


@dataclass
class Cell:
    """A year, area and industry before raking, 万元."""

    units: int = 0
    units_reported: int = 0
    reported: Decimal = Decimal(0)
    imputed: Decimal = Decimal(0)
    below_scale: Decimal = Decimal(0)
    raked: float = 0.0
    without_imputation: float = 0.0

    @property
    def returned(self) -> Decimal:
        return self.reported + self.below_scale

    @property
    def estimate(self) -> Decimal:
        return self.reported + self.imputed + self.below_scale


@dataclass
class Unit:
    """A listed unit in a year, with last year's value added where it was returned."""

    sector: str
    area: str
    industry: str
    size: str
    revenue: Decimal | None
    reported: Decimal | None = None
    before: Decimal | None = None


@cache
def cells(feeds: Path) -> dict[Key, Cell]:
    """Year, area and industry ► cell of the newest vintage."""
    return {
        (year, *key): cell for year, vintage in NEWEST.items() for key, cell in estimated(feeds, year, vintage).items()
    }


@cache
def estimated(feeds: Path, year: int, vintage: str) -> dict[tuple[str, str], Cell]:
    """Area and industry ► cell of one vintage."""
    _, until, version, census = VINTAGES[year, vintage]
    found: dict[tuple[str, str], Cell] = defaultdict(Cell)
    larger: dict[str, Decimal] = defaultdict(Decimal)
    for unit, value in imputed(listed(feeds, year, until)):
        cell = found[unit.area, unit.industry]
        larger[unit.industry] += value
        cell.units += 1
        if unit.reported is None:
            cell.imputed += value
        else:
            cell.units_reported += 1
            cell.reported += value
    for key, value in below_scale(feeds, year, census, larger).items():
        found[key].below_scale += value
    rake(found, margins(feeds, year, version))
    return dict(found)


def rows(feeds: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a feed that are not kept back."""
    table = pd.read_parquet(feeds / "truth" / f"statistics_bureau__{name}.parquet")
    return [row for row in table.to_dict("records") if not row["lost"]]


@cache
def returned(feeds: Path) -> dict[tuple[str, int], tuple[str, str, Decimal]]:
    """Unit and year ► day, industry and value added, 万元, of every return that counts."""
    found = {}
    for row in (*rows(feeds, "industrial_returns"), *rows(feeds, "service_returns")):
        key = row["organisation_code"], int(row["year"])
        found[key] = row["reported_on"], row["industry_code"], income(row) / 10
    return found


def income(row: dict[str, Any]) -> Decimal:
    """Value added of one unit by the income approach since 2019, 千元."""

    def item(name: str) -> Decimal:
        return Decimal(row[name] or 0)

    gains = ("investment_income", "fair_value_gains", "disposal_gains", "other_income")
    losses = ("asset_impairment_losses", "credit_impairment_losses")
    surplus = item("operating_profit") + item("capitalised_rd") - sum(item(name) for name in (*gains, *losses))
    return surplus + sum(item(n) for n in ("payroll_payable", "taxes_and_surcharges", "vat_payable", "depreciation"))


@cache
def registered(feeds: Path) -> dict[int, list[dict[str, Any]]]:
    """Year ► register rows of listed units."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(feeds, "unit_register"):
        if row["form"] in FORMS:
            found[int(row["year"])].append(row)
    return found


def listed(feeds: Path, year: int, until: str) -> list[Unit]:
    """Who is to report, with this year's return and last year's where a register knew the unit then."""
    returns = returned(feeds)
    known = {row["organisation_code"]: FORMS[row["form"]] for row in registered(feeds)[year - 1]}
    units = []
    for row in registered(feeds)[year]:
        code, revenue = row["organisation_code"], Decimal(row["register_revenue"] or 0)
        unit = Unit(
            FORMS[row["form"]],
            published_area(row["area_code"]),
            row["industry_code"],
            row["size_class"],
            revenue or None,
        )
        if (code, year) in returns and returns[code, year][0] <= until:
            _, unit.industry, unit.reported = returns[code, year]
        if (code, year - 1) in returns and code in known:
            unit.before = returns[code, year - 1][2]
        units.append(unit)
    return units


def imputed(units: list[Unit]) -> list[tuple[Unit, Decimal]]:
    """Each unit with its value added: returned, else by last year's, else by revenue, else by its size class."""
    growth: dict[tuple[str, ...], list[Decimal]] = defaultdict(list)
    of_revenue: dict[tuple[str, ...], list[Decimal]] = defaultdict(list)
    of_size: dict[tuple[str, ...], list[Decimal]] = defaultdict(list)
    for unit in units:
        if unit.reported is not None:
            of_size[unit.sector, unit.size].append(unit.reported)
            if unit.reported > 0 and unit.before is not None and unit.before > 0:
                for key in growth_keys(unit):
                    growth[key].append(ratio(unit.reported, unit.before))
            if unit.revenue:
                for key in revenue_keys(unit):
                    of_revenue[key].append(ratio(unit.reported, unit.revenue))
    typical_growth, typical_share = typical(growth), typical(of_revenue)
    sixth = Decimal("0.000001")
    found = []
    for unit in units:
        value = unit.reported
        if value is None and unit.before is not None:
            value = (unit.before * nearest(typical_growth, growth_keys(unit))).quantize(sixth, "ROUND_HALF_UP")
        if value is None and unit.revenue:
            value = (unit.revenue * nearest(typical_share, revenue_keys(unit))).quantize(sixth, "ROUND_HALF_UP")
        if value is None:
            value = Decimal(median(of_size[unit.sector, unit.size]))
        found.append((unit, value))
    return found


def growth_keys(unit: Unit) -> list[tuple[str, ...]]:
    division = unit.industry[:2]
    return [("division", division, unit.area), ("division", division), ("sector", unit.sector)]


def revenue_keys(unit: Unit) -> list[tuple[str, ...]]:
    return [("industry", unit.industry), ("division", unit.industry[:2]), ("sector", unit.sector)]


def ratio(one: Decimal, other: Decimal) -> Decimal:
    return (one / other).quantize(Decimal("0.00000001"), "ROUND_HALF_UP")


def typical(ratios: dict[tuple[str, ...], list[Decimal]]) -> dict[tuple[str, ...], Decimal]:
    return {key: Decimal(median(v)) for key, v in ratios.items() if len(v) >= DONORS or key[0] == "sector"}


def nearest(medians: dict[tuple[str, ...], Decimal], keys: list[tuple[str, ...]]) -> Decimal:
    return next(medians[key] for key in keys if key in medians)


@cache
def sections() -> dict[str, str]:
    """Two digits ► section."""
    with (PROJECT / "dbt_project/seeds/codelists/gbt4754_2017.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row["parent"] for row in csv.DictReader(lines) if row["level"] == "2"}


@cache
def sampled(feeds: Path) -> list[tuple[int, str, str, float, float, float]]:
    """Year, section, industry, weight, revenue, revenue before."""
    return [
        (
            int(row["year"]),
            sections()[row["industry_code"][:2]],
            row["industry_code"],
            float(row["weight"]),
            float(row["revenue"]),
            float(row["revenue_before"] or 0),
        )
        for row in rows(feeds, "below_scale_survey")
    ]


@cache
def growth_of(feeds: Path, year: int) -> dict[str, float]:
    """Section ► weighted revenue over last year's; '' is all sections."""
    now: dict[str, float] = defaultdict(float)
    before: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for of_year, section, _, weight, revenue, revenue_before in sampled(feeds):
        if of_year == year and revenue_before > 0:
            for key in (section, ""):
                now[key] += weight * revenue
                before[key] += weight * revenue_before
                count[key] += 1
    return {key: now[key] / before[key] for key in now if count[key] >= SAMPLED or key == ""}


def index(feeds: Path, section: str, since: int, year: int) -> float:
    product = 1.0
    for each in range(since + 1, year + 1):
        product *= growth_of(feeds, each).get(section, growth_of(feeds, each)[""])
    return product


def below_scale(feeds: Path, year: int, census: int, larger: dict[str, Decimal]) -> dict[tuple[str, str], Decimal]:
    """Area and industry ► value added of smaller units; only sections in which somebody is listed."""
    amounts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    count: dict[str, int] = defaultdict(int)
    for of_year, section, industry, weight, revenue, _ in sampled(feeds):
        if of_year == year:
            amounts[section][industry] += weight * revenue
            count[section] += 1
    found = {}
    for section in {sections()[industry[:2]] for industry in larger}:
        split = amounts[section]
        if count[section] < SAMPLED:
            split = {i: float(v) for i, v in larger.items() if sections()[i[:2]] == section and v > 0}
        for area, level in levels(feeds, section, year, census).items():
            for industry, amount in split.items():
                found[area, industry] = Decimal(level * amount / sum(split.values())).quantize(Decimal("0.000001"))
    return found


def levels(feeds: Path, section: str, year: int, newest: int) -> dict[str, float]:
    """Area ► value added of a section's smaller units: between two censuses that are out, or carried on from one."""
    census: dict[int, dict[str, float]] = {2018: {}, 2023: {}}
    for row in rows(feeds, "census_benchmark"):
        if row["section"] == section:
            census[int(row["census_year"])][published_area(row["area_code"])] = float(row["value_added"])
    if newest == 2018 or year >= 2023:
        known = {base: index(feeds, section, base, year) for base in (2018, 2023) if base <= newest}
        return {area: value * known[base] for base in known for area, value in census[base].items()}
    part, since, whole = (year - 2018) / 5, index(feeds, section, 2018, year), index(feeds, section, 2018, 2023)
    found = {}
    for area in census[2018].keys() | census[2023].keys():
        first, last = census[2018].get(area), census[2023].get(area)
        if first and last:
            found[area] = first ** (1 - part) * last**part * since / whole**part
        else:
            found[area] = first * since if first else (last or 0.0) * since / whole
    return found


def margins(feeds: Path, year: int, version: str) -> dict[str, dict[str, float]]:
    """Section ► area ► what the accounts say, 万元."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows(feeds, "account_margins"):
        if (int(row["year"]), row["version"]) == (year, version):
            found[row["section"]][published_area(row["area_code"])] = float(row["value_added"])
    return found


def rake(found: dict[tuple[str, str], Cell], wanted: dict[str, dict[str, float]]) -> None:
    """Each section of each area in proportion to its margin; where that is not known, the areas without one share what
    the city's leaves. Without the imputed units the areas' own margins alone bind."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    bare: dict[tuple[str, str], float] = defaultdict(float)
    for (area, industry), cell in found.items():
        sums[sections()[industry[:2]], area] += float(cell.estimate)
        bare[sections()[industry[:2]], area] += float(cell.returned)
    for (area, industry), cell in found.items():
        section = sections()[industry[:2]]
        known = wanted.get(section, {})
        if area in known:
            factor = known[area] / sums[section, area]
        elif CITY in known:
            left = known[CITY] - sum(value for name, value in known.items() if name != CITY)
            factor = left / sum(total for (of, place), total in sums.items() if of == section and place not in known)
        else:
            factor = 1.0
        cell.raked = float(cell.estimate) * factor
        own = known[area] / bare[section, area] if area in known and bare[section, area] else 1.0
        cell.without_imputation = float(cell.returned) * own
