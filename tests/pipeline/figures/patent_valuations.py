"""Valuations by year, purpose and holder, project by project."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.pipeline.counted import HOLDERS, Truth, cents, percent

KEY = ("year", "valuation_purpose", "holder_type")
PURPOSES = {
    "转让": "assignment",
    "许可": "licence",
    "质押融资": "pledge",
    "作价入股": "equity",
    "侵权赔偿": "damages",
    "申请前评估": "pre_filing",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    projects = [
        {
            "year": int(row["valued_on"][:4]),
            "purposes": ("_T", PURPOSES[row["purpose"]]),
            "holders": ("_T", HOLDERS[row["holder_type"]]),
            "amount": Decimal(row["amount"] or 0),
            "acted_on": row["acted_on"] == "是",
        }
        for row in truth.rows("ip_office/valuations")
    ]
    years = sorted({project["year"] for project in projects})
    every = product(range(years[0], years[-1] + 1), ["_T", *PURPOSES.values()], ["_T", *HOLDERS.values(), "other"])
    for year, purpose, holder in every:
        cell = [p for p in projects if p["year"] == year and purpose in p["purposes"] and holder in p["holders"]]
        acted = sum(p["acted_on"] for p in cell)
        yield {
            "year": year,
            "valuation_purpose": purpose,
            "holder_type": holder,
            "valuations": len(cell),
            "valued_amount": cents(sum(p["amount"] for p in cell)),
            "valuations_acted_on": acted,
            "acted_on_share": percent(Decimal(acted), Decimal(len(cell))) if cell else None,
        }
