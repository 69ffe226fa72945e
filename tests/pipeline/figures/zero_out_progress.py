"""Industrial enterprises with an invention patent in force, enterprise by enterprise and year by year."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from published.home import PROJECT
from tests.pipeline.counted import AREAS, CITY, Truth, percent, published_area

KEY = ("year", "area_code", "industry_group")
GROUPS = ("_T", "mining", "consumer", "materials", "equipment", "other", "utilities")
Terms = list[tuple[date, date | None]]


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    groups, terms = group_of_division(), terms_held(truth)
    stock_year = max(row["grant_date"] for row in truth.patents if row["grant_date"]).year
    enterprises: Counter[tuple[int, str, str]] = Counter()
    cleared, newly = Counter(enterprises), Counter(enterprises)
    listed = [row for row in truth.rows("statistics_bureau/unit_register") if row["form"] == "B103-1"]
    for row in listed:
        year, held = int(row["year"]), terms[row["organisation_code"]]
        group = groups.get(row["industry_code"][:2], "other")
        cells = list(product([year], [CITY, published_area(row["area_code"])], ["_T", group]))
        enterprises.update(cells)
        if in_force(held, year):
            cleared.update(cells)
            newly.update(() if in_force(held, year - 1) else cells)
    for cell in product(sorted({int(row["year"]) for row in listed}), AREAS, GROUPS):
        total = enterprises[cell]
        yield dict(zip(KEY, cell, strict=True)) | {
            "above_scale_enterprises": total,
            "cleared_enterprises": cleared[cell],
            "cleared_share": percent(Decimal(cleared[cell]), Decimal(total)) if total else None,
            "newly_cleared_enterprises": newly[cell],
            "obs_status": "A" if cell[0] >= stock_year else "E",
        }


def in_force(terms: Iterable[tuple[date, date | None]], year: int) -> bool:
    last_day = date(year, 12, 31)
    return any(granted <= last_day and (expires is None or expires > last_day) for granted, expires in terms)


def terms_held(truth: Truth) -> defaultdict[str, Terms]:
    """Organisation code ► grant and expiry of each of its inventions that is not known as lapsed."""
    held: defaultdict[str, Terms] = defaultdict(list)
    for row in truth.patents:
        if row["pat_type"] in ("1", "8") and row["status_code"] in ("10", "21") and row["grant_date"]:
            for code in filter(None, truth.holders[row["app_number"]]):
                held[code].append((row["grant_date"], row["expire_date"]))
    return held


def group_of_division() -> dict[str, str]:
    path = PROJECT / "dbt_project/seeds/parameters/industry_groups.csv"
    with path.open(encoding="utf-8") as lines:
        return {row["division"]: row["industry_group"] for row in csv.DictReader(lines)}
