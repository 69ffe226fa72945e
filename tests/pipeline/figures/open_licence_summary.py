"""Open licences by quarter and holder, declaration by declaration and contract by contract."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from tests.pipeline.contracts import contracts
from tests.pipeline.counted import HOLDERS, Truth, cents, quarter_of, quarters_between

KEY = ("quarter", "holder_type")


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    offers = list(truth.rows("ip_office/open_licences"))
    known = contracts(truth, "ip_office/open_licence_deals", "deal_number", "declaration_number")
    deals = [contract.facts for contract in known if not contract.cancelled_on]
    withdrawn = [offer for offer in offers if offer["withdrawn_on"]]
    days = [offer["declared_on"] for offer in offers] + [deal["effective_on"] for deal in deals]
    days += [offer["withdrawn_on"] for offer in withdrawn]
    for quarter, holder in product(quarters_between(days), ["_T", *HOLDERS.values(), "other"]):
        concluded = [d for d in deals if quarter_of(d["effective_on"]) == quarter and is_of(d["licensor_type"], holder)]
        fees = [Decimal(deal["amount"]) for deal in concluded if deal["amount"]]
        mine = [offer for offer in offers if is_of(offer["holder_type"], holder)]
        yield {
            "quarter": quarter,
            "holder_type": holder,
            "open_licence_declarations": sum(quarter_of(offer["declared_on"]) == quarter for offer in mine),
            "declarations_withdrawn": sum(
                quarter_of(offer["withdrawn_on"]) == quarter for offer in mine if offer["withdrawn_on"]
            ),
            "declarations_in_force": sum(
                quarter_of(offer["declared_on"]) <= quarter < quarter_of(end_of(offer)) for offer in mine
            ),
            "open_licence_deals": len(concluded),
            "deals_with_fee": len(fees),
            "deal_fees": cents(sum(fees)),
        }


def is_of(kind: str, holder: str) -> bool:
    return holder in ("_T", HOLDERS.get(kind, "other"))


def end_of(offer: dict[str, Any]) -> str:
    """The first day on which the offer no longer stands."""
    over = str(date.fromisoformat(offer["term_to"]) + timedelta(days=1))
    return min(over, offer["withdrawn_on"] or over)
