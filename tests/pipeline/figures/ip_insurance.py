"""Policies, premiums, cover and claims by year, area and product."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from tests.pipeline.counted import AREAS, CITY, Truth, cents, published_area

KEY = ("year", "area_code", "insurance_product")
PRODUCTS = {
    "专利被侵权损失险": "infringement",
    "海外侵权责任险": "liability",
    "专利执行险": "enforcement",
    "质押融资保证险": "pledge",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    policies = list(truth.rows("insurance_centre/policies"))
    years = sorted({int(row["begins_on"][:4]) for row in policies})
    for year, area, kind in product(range(years[0], years[-1] + 1), AREAS, ["_T", *PRODUCTS.values()]):
        cell = [row for row in policies if belongs(row, year, area, kind)]
        claims = [Decimal(row["claim_paid"]) for row in cell if row["claim_paid"]]
        yield {
            "year": year,
            "area_code": area,
            "insurance_product": kind,
            "policies": len(cell),
            "premium": cents(sum(Decimal(row["premium"]) for row in cell)),
            "insurance_cover": cents(sum(Decimal(row["cover"]) for row in cell)),
            "claims": len(claims),
            "claims_paid": cents(sum(claims)),
        }


def belongs(row: dict[str, Any], year: int, area: str, kind: str) -> bool:
    places, kinds = (CITY, published_area(row["area_code"])), ("_T", PRODUCTS[row["product"]])
    return row["begins_on"].startswith(str(year)) and area in places and kind in kinds
