"""Products as filed, with the share of their revenue."""

from collections.abc import Iterator
from decimal import Decimal

from tests.pipeline.counted import Truth, patents_in, percent, published_area

KEY = ("filing_number", "data_year", "version")
STATUS = {"已备案": "filed", "年度更新": "updated", "已认定": "recognised", "未更新": "lapsed"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("ip_office/product_filings"):
        revenue = Decimal(row["enterprise_revenue"])
        yield {
            "filing_number": row["filing_number"],
            "data_year": int(row["data_year"]),
            "version": 1,
            "product_name": row["product_name"],
            "product_class": row["product_class"],
            "enterprise_name": row["enterprise_name"],
            "area_code": published_area(row["area_code"]),
            "filing_status": STATUS[row["filing_status"]],
            "revenue_share": percent(Decimal(row["product_revenue"]), revenue) if revenue else None,
            "patents": len(patents_in([row["patent_numbers"]])),
            "record_state": "current",
            "change_reason": "listed",
        }
