"""Cases of protection quarter by quarter, case by case."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from statistics import median

from tests.pipeline.counted import AREAS, CITY, Truth, published_area, quarter_of, quarters_between

KEY = ("quarter", "area_code", "protection_kind")
FEEDS = {
    "ip_office/administrative_cases": "administrative",
    "court/judicial_cases": "judicial",
    "protection_centre/rights_cases": "mediation",
    "ip_office/zone_cases": "demonstration_zone",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    accepted: dict[tuple[str, str, str], int] = defaultdict(int)
    lasted: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    told = []
    for feed, kind in FEEDS.items():
        for row in truth.rows(feed):
            cells = list(product((CITY, published_area(row["area_code"])), ("_T", kind)))
            told += [day for day in (row["accepted_on"], row["closed_on"]) if day]
            for area, shown in cells:
                accepted[quarter_of(row["accepted_on"]), area, shown] += 1
                if row["closed_on"]:
                    days = date.fromisoformat(row["closed_on"]) - date.fromisoformat(row["accepted_on"])
                    lasted[quarter_of(row["closed_on"]), area, shown].append(days.days)
    for key in product(quarters_between(told), AREAS, ["_T", *FEEDS.values()]):
        closed = lasted[key]
        yield dict(zip(KEY, key, strict=True)) | {
            "cases_accepted": accepted[key],
            "cases_closed": len(closed),
            "median_days": Decimal(str(median(closed))) if closed else None,
        }
