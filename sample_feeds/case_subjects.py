"""What the typical cases are about: contracts that exist, or patents in force of a unit that puts them to use."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.contracts import TYPES, Contracts
from sample_feeds.parties import cited_patents, holders_with_patents
from sample_feeds.patents import Patents
from sample_feeds.text import Booleans, Integers

BY_CONTRACT = {
    "技术转让": ("转让", "转让", "转让", "作价入股"),
    "技术许可": ("许可", "许可", "许可", "开放许可"),
}
BY_ITSELF = ("自行实施", "自行实施", "自行实施", "质押融资", "质押融资", "证券化", "保险", "专利池")
_OPENS, _CLOSES = np.datetime64("2023-03-01"), np.datetime64("2025-11-30")
_LAST_SIGNED = np.datetime64("2025-09-30")
_BY_CONTRACT_SHARE, _CONTRACTS_USED = 0.55, 0.6


@dataclass(frozen=True)
class Subject:
    """A case in the making: its kind, unit, patents (indices), contract (index or None), amount in whole yuan,
    days as numpy dates."""

    kind: str
    unit: int
    patents: tuple[int, ...]
    contract: int | None
    yuan: int
    as_of: np.datetime64
    submitted: np.datetime64


def draw_subjects(count: int, patents: Patents, contracts: Contracts, rng: np.random.Generator) -> list[Subject]:
    """`count` subjects in order of submission; no contract is told twice."""
    pool = np.flatnonzero(eligible_contracts(contracts))
    used = min(int(count * _BY_CONTRACT_SHARE), int(len(pool) * _CONTRACTS_USED))
    told = [_from_contract(int(c), contracts, rng) for c in rng.choice(pool, size=used, replace=False)]
    return sorted(told + _own(count - used, patents, rng), key=lambda s: (s.submitted, s.unit, s.kind, s.yuan))


def eligible_contracts(contracts: Contracts) -> Booleans:
    """Plain transfers and licences over named patents with a known value."""
    named = np.array([len(group) > 0 for group in contracts.patents])
    fitting = np.isin(contracts.type, [TYPES.index(name) for name in BY_CONTRACT])
    recent = contracts.signed <= _LAST_SIGNED
    eligible: Booleans = contracts.local & contracts.plain & ~contracts.negotiable & named & fitting & recent
    return eligible


def _from_contract(index: int, contracts: Contracts, rng: np.random.Generator) -> Subject:
    kinds = BY_CONTRACT[TYPES[contracts.type[index]]]
    earliest = max(contracts.registered[index] + 20, _OPENS)
    submitted = earliest + int(rng.integers(0, max(int((_CLOSES - earliest).astype(int)), 1)))
    return Subject(
        kind=kinds[int(rng.integers(0, len(kinds)))],
        unit=int(contracts.seller_unit[index]),
        patents=tuple(int(p) for p in contracts.patents[index]),
        contract=index,
        yuan=int(contracts.value[index]),
        as_of=contracts.signed[index],
        submitted=submitted,
    )


def _own(count: int, patents: Patents, rng: np.random.Generator) -> list[Subject]:
    submitted = _OPENS + rng.integers(0, int((_CLOSES - _OPENS).astype(int)), count)
    unit = holders_with_patents(patents, submitted - 30, rng)
    wanted: Integers = 1 + rng.geometric(0.4, count)
    cited = cited_patents(patents, unit, submitted - 30, np.minimum(wanted, 8), rng)
    yuan = np.rint(rng.lognormal(16.6, 1.1, count) / 10_000).astype(np.int64) * 10_000 + 10_000
    return [
        Subject(
            kind=BY_ITSELF[int(rng.integers(0, len(BY_ITSELF)))],
            unit=int(unit[i]),
            patents=tuple(int(p) for p in cited[i]),
            contract=None,
            yuan=int(yuan[i]),
            as_of=submitted[i] - int(rng.integers(5, 120)),
            submitted=submitted[i],
        )
        for i in range(count)
    ]
