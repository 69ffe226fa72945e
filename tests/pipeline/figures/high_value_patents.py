"""High-value inventions in force as delivered, patent by patent, over the newest population."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.pipeline.counted import AREAS, CITY, NAMES, UNALLOCATED, Truth, cents

KEY = ("year", "area_code", "high_value_kind")
KINDS = {
    "strategic_emerging_industry_flag": "emerging",
    "overseas_family_flag": "overseas",
    "maintenance_period_flag": "maintained",
    "high_financing_quota_flag": "pledged",
    "award_flag": "awarded",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    patents = truth.patents
    stock_day = max(row["grant_date"] for row in patents if row["grant_date"])
    counts: Counter[tuple[str, str]] = Counter()
    for row in patents:
        if row["status_code"] == "10" and row["pat_type"] in ("1", "8"):
            kinds = [kind for flag, kind in KINDS.items() if row[flag] == "1"]
            area = NAMES.get(row["addr_county"], UNALLOCATED)
            counts.update(product((CITY, area), ["_T", *kinds] if kinds else []))
    people = newest_population(truth, stock_day.year)
    for area, kind in product(AREAS, ["_T", *KINDS.values()]):
        year, population = people.get(area, (None, None))
        yield {
            "year": stock_day.year,
            "area_code": area,
            "high_value_kind": kind,
            "high_value_patents": counts[area, kind],
            "high_value_per_10k": cents(counts[area, kind] / population) if population else None,
            "resident_population": int(population * 10_000) if population else None,
            "population_year": year,
            "stock_day": str(stock_day),
            "obs_status": "A",
        }


def newest_population(truth: Truth, last: int) -> dict[str, tuple[int, Decimal]]:
    """Area ► the newest year not after the last one that is known, and its residents in 万人."""
    known = sorted(
        (int(row["year"]), NAMES[row["area_name"]], Decimal(row["population"]))
        for row in truth.rows("statistics_bureau/population")
        if row["area_name"] in NAMES
    )
    return {area: (year, people) for year, area, people in known if year <= last}
