"""Turnover of technology contracts by month, seller's area, type and relation to patents, from the archived bytes."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from tests.pipeline.archived import Archived, table
from tests.pipeline.counted import AREAS, CITY, cents, published_area

KEY = ("month", "area_code", "contract_type", "patent_related")
FEED = "science_bureau/technology_contracts"
TYPES = {
    "技术开发": "development",
    "技术转让": "transfer",
    "技术许可": "licensing",
    "技术咨询": "consulting",
    "技术服务": "service",
}
Row = dict[str, str | None]


@dataclass
class Cell:
    contracts: int = 0
    with_value: int = 0
    value: Decimal = Decimal(0)
    technical: Decimal = Decimal(0)

    def add(self, contract: Row) -> None:
        self.contracts += 1
        self.with_value += contract["contract_value"] is not None
        self.value += Decimal(contract["contract_value"] or 0)
        self.technical += Decimal(contract["technical_value"] or 0)


def rows(archived: Archived) -> Iterator[dict[str, object]]:
    cells: dict[tuple[str, ...], Cell] = defaultdict(Cell)
    for contract in sold(archived):
        areas = (CITY, published_area(str(contract["area_code"])))
        related = "Y" if "专利" in (contract["ip_type"] or "") else "N"
        for key in product(areas, ("_T", TYPES[str(contract["contract_type"])]), ("_T", related)):
            cells[str(contract["signed_on"])[:7], *key].add(contract)
    years = sorted({month[:4] for month, *_ in cells})
    for rest in product(AREAS, ("_T", *TYPES.values()), ("_T", "Y", "N")):
        for year in range(int(years[0]), int(years[-1]) + 1):
            so_far = Decimal(0)
            for month in range(1, 13):
                cell = cells[f"{year}-{month:02}", *rest]
                so_far += cell.value
                yield {
                    **dict(zip(KEY, (f"{year}-{month:02}", *rest), strict=True)),
                    "contracts": cell.contracts,
                    "contracts_with_value": cell.with_value,
                    "contract_value": cents(cell.value),
                    "technical_value": cents(cell.technical),
                    "cumulative_value": cents(so_far),
                }


def sold(archived: Archived) -> list[Row]:
    """The contracts of sellers in the city as their newest act has them; a cancelled one counts nowhere."""
    cancelled = {
        unicodedata.normalize("NFKC", row["合同登记编号"]).replace(" ", "")
        for payload in archived.payloads(FEED)
        for row in table(payload)
        if row["合同状态"] == "撤销"
    }
    newest: dict[str | None, Row] = {}
    for act in filter(consistent, archived.rows(FEED)):
        known = newest.get(act["contract_number"])
        if known is None or recency(act) > recency(known):
            newest[act["contract_number"]] = act
    return [c for n, c in newest.items() if n not in cancelled and str(c["area_code"]).startswith(CITY)]


def consistent(act: Row) -> bool:
    value, technical = act["contract_value"], act["technical_value"]
    in_order = str(act["signed_on"]) <= str(act["registered_on"])
    return in_order and (technical is None or (value is not None and Decimal(technical) <= Decimal(value)))


def recency(act: Row) -> tuple[str, bool, Decimal, Decimal]:
    """Of the acts of one day a change is the later one, then the one with more to say."""
    amounts = (Decimal(act[name] or -1) for name in ("contract_value", "technical_value"))
    return (str(act["registered_on"]), act["contract_state"] == "变更", *amounts)
