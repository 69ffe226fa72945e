"""Contracts as they truly stand, each once, from the departments' own books: no act is replayed here."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.pipeline.counted import Truth

LICENCES = {"独占许可": "exclusive", "排他许可": "sole", "普通许可": "ordinary"}
LOANS = "financial_office/pledge_loans"
REPORTS = "ip_office/pledge_reports"


@dataclass(frozen=True)
class Contract:
    """What a contract says now or said last, and those of its patents that reached a readable row."""

    number: str
    facts: dict[str, Any]
    patents: frozenset[str]
    amended: bool
    cancelled_on: str | None


def books(truth: Truth, feed: str) -> Iterator[dict[str, Any]]:
    """The department's own list of contracts, one row each; what is not known is None."""
    table = truth.read(f"{feed.replace('/', '__')}__contracts").astype(object)
    yield from table.where(table.notna(), None).to_dict("records")


def contracts(truth: Truth, feed: str, number: str, item: str = "patent_number") -> Iterator[Contract]:
    """The contracts of a gazette of which at least one patent's row is not in quarantine."""
    readable: dict[str, dict[str, str]] = defaultdict(dict)
    for row in truth.rows(feed):
        readable[row[number]][row[item]] = row["patent_number"]
    for book in books(truth, feed):
        rows = readable[book["number"]]
        patents = frozenset(rows[one] for one in book["items"].split(";") if one in rows)
        if patents:
            yield Contract(book["number"], book, patents, book["amended"], book["cancelled_on"])


def transactions(truth: Truth) -> Iterator[Contract]:
    """Contracts of the city's holders that were not cancelled; facts: kind, holder_type, area_code and the rest."""
    for feed, number, item, holder in (
        ("transfers", "contract_number", "patent_number", "transferor"),
        ("licences", "contract_number", "patent_number", "licensor"),
        ("open_licence_deals", "deal_number", "declaration_number", "licensor"),
    ):
        for contract in contracts(truth, f"ip_office/{feed}", number, item):
            facts = contract.facts
            facts["kind"] = LICENCES.get(facts.get("licence_kind"), "open" if "deal" in feed else "assignment")
            facts["holder_type"], facts["area_code"] = facts[f"{holder}_type"], facts[f"{holder}_area_code"]
            if not contract.cancelled_on and facts["area_code"].startswith("3302"):
                yield contract


def loans(truth: Truth) -> Iterator[dict[str, Any]]:
    """The loans that were not revoked, in 万元, of which the bank's or the office's report can be read."""
    told = {row["loan_number"] for feed in (LOANS, REPORTS) for row in truth.rows(feed)}
    for loan in books(truth, LOANS):
        if loan["number"] in told and not loan["cancelled_on"]:
            yield loan
