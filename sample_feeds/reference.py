"""The published facts that the stand-in departments keep to, read from the dbt seeds."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1] / "dbt_project" / "seeds"
UNALLOCATED = "330200"


@dataclass(frozen=True)
class Reference:
    """Divisions (code ► name), four-digit industries by edition (code ► name), the codes of Order 25,
    above-scale industrial value added by division with 330200 for the unallocated rest, GDP, and the city's resident
    population by year (万人)."""

    divisions: Mapping[str, str]
    industries_2017: Mapping[str, str]
    industries_2011: Mapping[str, str]
    patent_intensive: frozenset[str]
    industrial_value_added: Mapping[str, Decimal]
    gdp: Mapping[tuple[int, str, str, str], Decimal]
    population: Mapping[int, Decimal]


def load_reference(seeds: Path = SEEDS) -> Reference:
    """Read the seeds; FileNotFoundError when one is missing."""
    areas = [row for row in _rows(seeds / "codelists/area.csv") if row["level"] == "3"]
    divisions = {row["code"]: row["zh"] for row in areas if row["code"].isdigit()}
    return Reference(
        divisions=divisions,
        industries_2017=_industries(seeds / "codelists/gbt4754_2017.csv"),
        industries_2011=_industries(seeds / "codelists/gbt4754_2011.csv"),
        patent_intensive=frozenset(row["gbt4754_code"] for row in _rows(seeds / "codelists/patent_intensive_2019.csv")),
        industrial_value_added=_industrial_value_added(seeds / "reference/ningbo_industry_va_2018m11.csv"),
        gdp=_gdp(seeds / "reference/ningbo_gdp.csv"),
        population=_population(seeds / "reference/ningbo_gdp.csv"),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _industries(path: Path) -> dict[str, str]:
    return {row["code"]: row["name"] for row in _rows(path) if row["level"] == "4"}


def _industrial_value_added(path: Path) -> dict[str, Decimal]:
    rows = [row for row in _rows(path) if row["is_of_which"] == "0"]
    by_area = {row["area_code"]: Decimal(row["va_jan_nov_100m"]) for row in rows}
    city = by_area.pop("3302")
    return by_area | {UNALLOCATED: city - sum(by_area.values())}


def _gdp(path: Path) -> dict[tuple[int, str, str, str], Decimal]:
    return {
        (int(row["year"]), row["area_name"], row["indicator"], row["vintage"].split(" ")[0]): Decimal(row["value"])
        for row in _rows(path)
        if row["period"] == "year" and row["unit"] == "亿元"
    }


def _population(path: Path) -> dict[int, Decimal]:
    rows = [row for row in _rows(path) if row["indicator"] == "年末常住人口"]
    return {int(row["year"]): Decimal(row["value"]) for row in rows}
