"""Listings, roadshows and deals by quarter, area and product, and the value of the deals whose value is told."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from tests.pipeline.counted import AREAS, CITY, Truth, cents, percent, published_area, quarter_of, quarters_between

KEY = ("quarter", "area_code", "trading_product")
PRODUCTS = {
    "专利转让": "assignment",
    "专利许可": "licence",
    "开放许可": "open_licence",
    "作价入股": "equity",
    "综合": "mixed",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    listings = [
        row | {"act": "挂牌", "happened_on": row["listed_on"]} for row in truth.rows("trading_platform/listings")
    ]
    events = [*listings, *truth.rows("trading_platform/events")]
    cells: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in events:
        for area, kind in product((CITY, published_area(row["area_code"])), ("_T", PRODUCTS[row["product"]])):
            cells[quarter_of(row["happened_on"]), area, kind].append(row)
    quarters = quarters_between(row["happened_on"] for row in events)
    for key in product(quarters, AREAS, ("_T", *PRODUCTS.values())):
        yield dict(zip(KEY, key, strict=True)) | counted(cells[key])


def counted(cell: list[dict[str, Any]]) -> dict[str, object]:
    deals = [row["deal_value"] for row in cell if row["act"] == "成交"]
    told = [Decimal(value) for value in deals if value]
    unknown = bool(deals) and not told
    return {
        "listings": sum(row["act"] == "挂牌" for row in cell),
        "roadshows": sum(row["act"] == "路演" for row in cell),
        "deals": len(deals),
        "deals_with_value": len(told),
        "value_coverage": percent(Decimal(len(told)), Decimal(len(deals))) if deals else None,
        "deal_value": None if unknown else cents(sum(told)),
        "obs_status": "O" if unknown else "A",
    }
