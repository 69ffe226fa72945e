"""Pledges, loans and pools of compensation, quarter by quarter and area by area."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.pipeline.contracts import contracts, loans
from tests.pipeline.counted import (
    AREAS,
    CITY,
    DIVISIONS,
    Truth,
    cents,
    percent,
    published_area,
    quarter_of,
    quarters_between,
)

KEY = ("quarter", "area_code")


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    pledges = list(contracts(truth, "ip_office/pledges", "pledge_number"))
    lent = list(loans(truth))
    reports = sorted(truth.rows("financial_office/risk_compensation"), key=lambda row: row["month"])
    secured = {pledge for loan in lent for pledge in loan["items"].split(";")}
    days = [pledge.facts["effective_on"] for pledge in pledges] + [loan["signed_on"] for loan in lent]
    days += [pledge.cancelled_on for pledge in pledges if pledge.cancelled_on]
    days += [f"{report['month']}-01" for report in reports]
    for quarter, area in product(quarters_between(days), AREAS):
        begun = [p for p in pledges if lies(p.facts["pledgor_area_code"], area)]
        new = [pledge for pledge in begun if quarter_of(pledge.facts["effective_on"]) == quarter]
        signed = [loan for loan in lent if quarter_of(loan["signed_on"]) == quarter and lies(loan["area_code"], area)]
        newest = {r["pool_number"]: r for r in reports if quarter_of(f"{r['month']}-01") <= quarter}
        pools = [pool for pool in newest.values() if pool["in_use"] == "是"]
        covered = {pool["area_code"] for pool in pools if pool["area_code"][4:] in DIVISIONS}
        amounts = sum(pledge.number in secured for pledge in new)
        yield {
            "quarter": quarter,
            "area_code": area,
            "pledge_registrations": len(new),
            "patents": len({patent for pledge in new for patent in pledge.patents}),
            "pledges_in_force": sum(stands(p.facts["effective_on"], p.cancelled_on, quarter) for p in begun),
            "loan_contracts": len(signed),
            "loan_amount": cents(sum(Decimal(loan["loan_amount"]) for loan in signed)),
            "borrowers": len({loan["borrower_code"] for loan in signed}),
            "pledges_with_amount": amounts,
            "pledge_amount_coverage": percent(Decimal(amounts), Decimal(len(new))) if new else None,
            "compensation_pools": sum(lies(pool["area_code"], area) for pool in pools),
            "compensation_fund": cents(sum(Decimal(p["fund_size"]) for p in pools if lies(p["area_code"], area))),
            "districts_covered": len(covered) if area == CITY else int(area in covered),
        }


def lies(code: str, area: str) -> bool:
    return area in (CITY, published_area(code))


def stands(begins: str, ends: str | None, quarter: str) -> bool:
    """Whether it has begun by the end of the quarter, and not ended."""
    return quarter_of(begins) <= quarter and not (ends and quarter_of(ends) <= quarter)
