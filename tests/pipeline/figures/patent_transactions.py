"""Assignments and licences, contract by contract as the departments signed them."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.pipeline.contracts import Contract, transactions
from tests.pipeline.counted import (
    AREAS,
    CITY,
    HOLDERS,
    Truth,
    cents,
    percent,
    published_area,
    quarter_of,
    quarters_between,
)

KEY = ("quarter", "area_code", "transaction_kind", "holder_type")
KINDS = ("_T", "assignment", "exclusive", "sole", "ordinary", "open")


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    standing = list(transactions(truth))
    cells: dict[tuple[str, ...], list[Contract]] = defaultdict(list)
    for contract in standing:
        areas = (CITY, published_area(contract.facts["area_code"]))
        holders = ("_T", HOLDERS.get(contract.facts["holder_type"], "other"))
        for cell in product(areas, ("_T", contract.facts["kind"]), holders):
            cells[quarter_of(contract.facts["effective_on"]), *cell].append(contract)
    quarters = quarters_between(contract.facts["effective_on"] for contract in standing)
    for key in product(quarters, AREAS, KINDS, ["_T", *HOLDERS.values(), "other"]):
        found = cells[key]
        amounts = [Decimal(contract.facts["amount"]) for contract in found if contract.facts["amount"]]
        yield dict(zip(KEY, key, strict=True)) | {
            "transactions": len(found),
            "patents": len({patent for contract in found for patent in contract.patents}),
            "transactions_with_value": len(amounts),
            "transaction_value": cents(sum(amounts)),
            "value_coverage": percent(Decimal(len(amounts)), Decimal(len(found))) if found else None,
        }
