"""Every declaration whose row can be used, persons without their names."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tests.pipeline.contracts import books
from tests.pipeline.counted import HOLDERS, Truth, cents, published_area

KEY = ("declaration_number", "version")
STATUS = {"有效": "in_force", "已撤回": "withdrawn", "已届满": "expired"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    standing = {deal["number"] for deal in books(truth, "ip_office/open_licence_deals") if not deal["cancelled_on"]}
    of_contract = {deal["number"]: deal["items"].split(";") for deal in books(truth, "ip_office/open_licence_deals")}
    taken: Counter[str] = Counter()
    for deal, declaration in {
        (row["deal_number"], row["declaration_number"]) for row in truth.rows("ip_office/open_licence_deals")
    }:
        taken[declaration] += deal in standing and declaration in of_contract[deal]
    for row in truth.rows("ip_office/open_licences"):
        yield {
            "declaration_number": row["declaration_number"],
            "version": 1,
            "offered_patent_number": row["patent_number"],
            "licensor_name": row["holder_name"] if row["holder_code"] else None,
            "holder_type": HOLDERS.get(row["holder_type"], "other"),
            "area_code": published_area(row["area_code"]),
            "fee_terms": row["fee_text"],
            "licence_fee": cents(Decimal(row["fee"])) if row["fee"] else None,
            "licence_from": row["term_from"],
            "licence_to": row["term_to"],
            "open_licence_status": STATUS[row["status"]],
            "declaration_published_on": row["declared_on"],
            "withdrawal_published_on": row["withdrawn_on"],
            "deals_to_date": taken[row["declaration_number"]],
            "record_state": "current",
            "change_reason": "listed",
        }
