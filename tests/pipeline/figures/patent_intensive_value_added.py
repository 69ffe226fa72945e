"""Value added of patent-intensive industries from the accounts worked out anew, with all that is said of each cell but
its sampling error."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from published.home import PROJECT
from tests.pipeline import accounts
from tests.pipeline.counted import AREAS, CITY, Truth, cents, percent
from tests.pipeline.test_classification_range import ends_of
from tests.pipeline.truth import newest_gdp, order_25

KEY = ("year", "area_code", "category_code")
TOLERANCE = Decimal("0.01")
MEASURES = ("units", "units_reported", "reported", "imputed", "below_scale", "estimate", "raked", "without_imputation")
Sums = dict[tuple[str, str], dict[str, Decimal]]


def rows(truth: Truth) -> Iterator[dict[str, Any]]:
    made = {year: sums(truth.feeds, year, vintage) for year, vintage in accounts.NEWEST.items()}
    gdp = gdp_of(truth.feeds)
    ends = ends_of(truth.feeds)
    for year, vintage in accounts.NEWEST.items():
        for area, category in grid():
            cell, total = made[year][area, category], made[year][area, "00"]["raked"]
            before = made[year - 1][area, category]["raked"] if year - 1 in made else Decimal(0)
            total_before = made[year - 1][area, "00"]["raked"] if year - 1 in made else Decimal(0)
            returns = cell["reported"] + cell["imputed"]
            whole = gdp.get((year, area))
            yield {
                "year": year,
                "area_code": area,
                "category_code": category,
                "value_added": cents(cell["raked"]),
                "units": int(cell["units"]),
                "share_of_total": percent(cell["raked"], total) if total else None,
                "share_of_gdp": percent(cell["raked"], whole) if whole else None,
                "growth_nominal": percent(cell["raked"] - before, before) if before else None,
                "growth_real": percent(cell["deflated"] - before, before) if before and cell["estimate"] else None,
                "contribution": percent(cell["raked"] - before, total_before) if total_before else None,
                "series_break": None,
                "response_rate": percent(cell["units_reported"], cell["units"]) if cell["units"] else None,
                "imputation_rate": percent(cell["imputed"], returns) if returns else None,
                "below_scale_share": percent(cell["below_scale"], cell["estimate"]) if cell["estimate"] else None,
                "vintage": vintage,
                "obs_status": "P",
                **(spread(cell, *ends[year, category]) if area == CITY and len(category) == 2 else nothing()),
            }


def spread(cell: dict[str, Decimal], low: Decimal, high: Decimal) -> dict[str, Decimal | None]:
    every = (cell["raked"], cell["without_imputation"], cell["estimate"], low, high)
    return {"range_low": cents(min(every)), "range_high": cents(max(every))}


def nothing() -> dict[str, Decimal | None]:
    return {"range_low": None, "range_high": None}


@cache
def sums(feeds: Path, year: int, vintage: str) -> Sums:
    """Area and category ► each measure of the cells, 万元, and the value added at the prices of the year before."""
    members, prices = order_25(), deflators(feeds)
    found: Sums = defaultdict(lambda: defaultdict(Decimal))
    for (area, industry), cell in accounts.estimated(feeds, year, vintage).items():
        if industry in members:
            category, middle = members[industry]
            deflator = prices[year, accounts.sections()[industry[:2]]]
            for key in [(CITY, "00"), (CITY, category), (CITY, middle), (area, "00"), (area, category)]:
                for measure in MEASURES:
                    found[key][measure] += Decimal(getattr(cell, measure))
                found[key]["deflated"] += Decimal(cell.raked) * 100 / deflator
    return found


def grid() -> list[tuple[str, str]]:
    """Every area with the total and the categories, the city with the middle classes too."""
    with (PROJECT / "dbt_project/seeds/codelists/category.csv").open(encoding="utf-8") as lines:
        codes = [row["code"] for row in csv.DictReader(lines)]
    return [(area, code) for area in AREAS for code in codes if len(code) == 2 or area == CITY]


@cache
def deflators(feeds: Path) -> dict[tuple[int, str], Decimal]:
    """Year and section ► index, the year before = 100."""
    table = pd.read_parquet(feeds / "truth/statistics_bureau__deflators.parquet")
    kept = table[(table.deflator_scope == "国民经济行业门类") & ~table.lost]
    return {(int(row.year), str(row.class_code)): Decimal(str(row.deflator)) for row in kept.itertuples()}


def gdp_of(feeds: Path) -> dict[tuple[int, str], Decimal]:
    """Year and area ► newest GDP, 万元."""
    with (PROJECT / "dbt_project/seeds/codelists/area.csv").open(encoding="utf-8") as lines:
        codes = {row["zh"]: row["code"] for row in csv.DictReader(lines)}
    return {(year, codes[name]): amount * 10_000 for (year, name), amount in newest_gdp(feeds).items() if name in codes}
