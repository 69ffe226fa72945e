"""The registration table: a row per act (registration, amendment, cancellation), and the truth per contract."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_feeds.contracts import TYPES, Contracts
from sample_feeds.patents import Patents
from sample_feeds.text import (
    Booleans,
    Integers,
    Text,
    array,
    choose,
    dates,
    iso,
    joined,
    strings,
    taken,
    ten_thousands,
    where,
)
from sample_feeds.trades import trades
from sample_feeds.truth import decimals
from sample_feeds.units import Units

_REGISTRARS = tuple(
    f"宁波市技术合同认定登记{place}"
    for place in ("中心", "海曙站", "江北站", "北仑站", "鄞州站", "余姚站", "慈溪站", "高新区站")
)
_SUBJECTS = (
    "的工艺优化",
    "的结构设计",
    "的性能提升",
    "的产业化应用",
    "的检测分析",
    "的数字化改造",
    "的小批量试制",
)
_SIGN, _AMEND, _CANCEL = 0, 1, 2


@dataclass(frozen=True)
class ContractRows:
    """The clean text table, sorted by registration year and day, and the contract and year of each row."""

    table: pa.Table
    contract: Integers
    year: Integers


def draw_contract_rows(contracts: Contracts, patents: Patents, units: Units, rng: np.random.Generator) -> ContractRows:
    """Every act in the file of its year; the first row of an amended contract still has the former values."""
    amended, cancelled = (np.flatnonzero(~np.isnat(day)) for day in (contracts.amended, contracts.cancelled))
    contract = np.concatenate([np.arange(len(contracts)), amended, cancelled])
    act = np.repeat([_SIGN, _AMEND, _CANCEL], [len(contracts), len(amended), len(cancelled)])
    day = np.concatenate([contracts.registered, contracts.amended[amended], contracts.cancelled[cancelled]])
    once = _once_columns(contracts, patents, units, rng)
    acts = {
        "registered_on": iso(day),
        "contract_state": choose(("登记", "变更", "撤销"), act),
        **_values(contracts, contract, act, rng),
    }
    table = pa.table({name: taken(column, contract) for name, column in once.items()} | acts)
    order = np.lexsort((contract, day))
    year = day[order].astype("datetime64[Y]").astype(np.int64) + 1970
    return ContractRows(table.take(pa.array(order, pa.int64())), contract[order], year)


def contract_truth(contracts: Contracts, patents: Patents, units: Units) -> pa.Table:
    """One row per contract as it should count."""
    known = ~contracts.negotiable
    seller_code = choose(units.code, np.maximum(contracts.seller_unit, 0))
    return pa.table(
        {
            "contract_number": contracts.number,
            "contract_type": choose(TYPES, contracts.type),
            "ip_type": contracts.ip_type,
            "patent_related": pa.array(contracts.patent_related),
            "seller_name": contracts.seller.name,
            "seller_code": where(contracts.local, seller_code, None),
            "seller_area_code": contracts.seller.area,
            "in_ningbo": pa.array(contracts.local),
            "signed_on": dates(contracts.signed),
            "registered_on": dates(contracts.registered),
            "cancelled": pa.array(~np.isnat(contracts.cancelled)),
            "amended": pa.array(~np.isnat(contracts.amended)),
            "contract_value": decimals(contracts.value, 4, known),
            "technical_value": decimals(contracts.technical_value, 4, known),
            "patents": pa.array(_cited_numbers(contracts, patents), pa.list_(pa.string())),
        }
    )


def _once_columns(contracts: Contracts, patents: Patents, units: Units, rng: np.random.Generator) -> dict[str, Text]:
    unit = np.where(contracts.local, contracts.seller_unit, np.maximum(contracts.buyer_unit, 0))
    trade = units.industries.trade[units.industry[unit]]
    return {
        "contract_number": contracts.number,
        "project_name": _project_names(trade, contracts, rng),
        "contract_type": choose(TYPES, contracts.type),
        "signed_on": iso(contracts.signed),
        "registrar": choose(_REGISTRARS, contracts.registrar),
        **contracts.seller.columns("seller"),
        **contracts.buyer.columns("buyer"),
        "ip_type": contracts.ip_type,
        "patent_numbers": array([";".join(group) for group in _cited_numbers(contracts, patents)]),
        "technology_field": choose([t.field for t in trades()], trade),
    }


def _values(contracts: Contracts, contract: Integers, act: Integers, rng: np.random.Generator) -> dict[str, Text]:
    """−1 means negotiable."""
    factor = np.where((act == _SIGN) & ~np.isnat(contracts.amended[contract]), rng.uniform(0.6, 1.4, len(act)), 1.0)
    unknown: Booleans = contracts.negotiable[contract]

    def text(final: Integers) -> Text:
        yuan = np.where(factor == 1.0, final[contract], (final[contract] * factor).astype(np.int64) // 100 * 100)
        return where(unknown, "", ten_thousands(yuan))

    return {"contract_value": text(contracts.value), "technical_value": text(contracts.technical_value)}


def _project_names(trade: Integers, contracts: Contracts, rng: np.random.Generator) -> Text:
    sizes = np.array([len(t.products) for t in trades()])
    starts = np.cumsum(sizes) - sizes
    products = [product for t in trades() for product in t.products]
    product = choose(products, starts[trade] + rng.integers(0, 2**31, len(trade)) % sizes[trade])
    usual = choose(_SUBJECTS, rng.integers(0, len(_SUBJECTS), len(trade)))
    subject = where(contracts.patent_related & (rng.random(len(trade)) < 0.3), "的专利实施", usual)
    return joined(product, subject, choose(TYPES, contracts.type))


def _cited_numbers(contracts: Contracts, patents: Patents) -> list[list[str]]:
    cited = np.concatenate([*contracts.patents, np.array([], dtype=np.int64)]).astype(np.int64)
    numbers = strings(choose(patents.number, cited))
    ends = np.cumsum([len(group) for group in contracts.patents])
    return [numbers[end - len(group) : end] for end, group in zip(ends, contracts.patents, strict=True)]
