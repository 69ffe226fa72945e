"""Contracts as they are told in public: act by act, and in each act a row per patent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_feeds.form import Row
from sample_feeds.hosts import later
from sample_feeds.text import wan

TODAY = "2025-12-31"
EFFECTIVE, AMENDED, CANCELLED = "生效", "变更", "注销"


@dataclass(frozen=True)
class Act:
    """What was published of a contract on one day; `items` are its patents, or the pledges behind a loan."""

    kind: str
    day: str
    items: tuple[str, ...]
    facts: Row


@dataclass(frozen=True)
class Contract:
    """A contract with its acts in their order, the first of which made it known."""

    number: str
    acts: tuple[Act, ...]

    @property
    def standing(self) -> Act:
        """The newest act that does not end it: what the contract says now, or said last."""
        return [act for act in self.acts if act.kind != CANCELLED][-1]

    @property
    def ended_on(self) -> str | None:
        """The day from which it is cancelled."""
        return self.acts[-1].facts["cancelled_on"] if self.acts[-1].kind == CANCELLED else None

    @property
    def amended(self) -> bool:
        """Whether an act changed it."""
        return any(act.kind == AMENDED for act in self.acts)

    @property
    def plain(self) -> bool:
        """Whether there is nothing but its first act."""
        return len(self.acts) == 1


@dataclass(frozen=True)
class Chances:
    """How often a contract is amended and cancelled."""

    amended: float
    cancelled: float


def told(
    number: str,
    day: str,
    items: Sequence[str],
    facts: Row,
    changes: Row,
    chances: Chances,
    rng: np.random.Generator,
) -> Contract:
    """A contract first told on `day`. An amendment makes the `changes` and takes away an item where there are
    several; a cancellation repeats what it ends and is told some weeks after its day."""
    begun = dict(facts) | {"cancelled_on": None}
    acts = [Act(EFFECTIVE, day, tuple(items), begun)]
    changed = later(day, 20, 300, rng)
    if rng.random() < chances.amended and changed <= TODAY:
        acts.append(Act(AMENDED, changed, tuple(items[: max(1, len(items) - 1)]), begun | dict(changes)))
    ended = later(acts[-1].day, 30, 700, rng)
    published = later(ended, 5, 40, rng)
    if rng.random() < chances.cancelled and published <= TODAY:
        last = acts[-1]
        acts.append(Act(CANCELLED, published, last.items, dict(last.facts) | {"cancelled_on": ended}))
    return Contract(number, tuple(acts))


def in_order(contracts: Sequence[Contract]) -> Iterator[tuple[Contract, Act]]:
    """Every act of every contract in the order of publication."""
    acts = [(act.day, contract.number, contract, act) for contract in contracts for act in contract.acts]
    for _, _, contract, act in sorted(acts, key=lambda told: told[:2]):
        yield contract, act


def per_item(contracts: Sequence[Contract], number: str, day: str, item: str) -> Iterator[tuple[Row, bool]]:
    """A row per act and item, with the names of the columns for the contract's number, the day and the item; and
    whether the row may be spoilt: what decides over several acts may not."""
    for contract, act in in_order(contracts):
        for one in act.items:
            yield {**act.facts, number: contract.number, "act": act.kind, day: act.day, item: one}, contract.plain


def truth_of(contracts: Sequence[Contract], facts: Sequence[str]) -> pa.Table:
    """One row per contract as it stands, whatever became of its rows."""
    return pa.Table.from_pylist(
        [
            {
                "number": contract.number,
                "items": ";".join(contract.standing.items),
                "acts": len(contract.acts),
                "amended": contract.amended,
                "cancelled_on": contract.ended_on,
            }
            | {fact: contract.standing.facts[fact] for fact in facts}
            for contract in contracts
        ],
        schema=_schema(facts),
    )


def price(unknown: float, rng: np.random.Generator) -> str | None:
    """An amount in 万元, or none."""
    hundredths = int(rng.lognormal(9.3, 1.7)) + 1
    return None if rng.random() < unknown else wan(hundredths)


def _schema(facts: Sequence[str]) -> pa.Schema:
    kinds = {"acts": pa.int64(), "amended": pa.bool_()}
    names = ("number", "items", "cancelled_on", *facts, *kinds)
    return pa.schema([pa.field(name, kinds.get(name, pa.string())) for name in names])
