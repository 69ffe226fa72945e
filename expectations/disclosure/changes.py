"""What the difference between two releases tells: a figure that one late return moved tells that return."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import duckdb
import numpy as np
import pyarrow as pa

from expectations.disclosure.risk import Risk, risk
from expectations.disclosure.rules import Rules

_AMOUNTS = """
select key, measure, holder, cast(sum(amount * coefficient) as double) as amount
from (select key, "inner", coefficient, split_part(measure, ':', 1) as measure from published where dataset = $dataset)
inner join contributions using ("inner", measure)
where holder is not null
group by all order by all
"""
_MOVES = """
select
    key, measure, holder, coalesce(later.amount, 0) - coalesce(earlier.amount, 0) as moved,
    sum(coalesce(later.amount, 0)) over (partition by key, measure) as total
from earlier full join later using (key, measure, holder)
qualify abs(moved) > $least
order by all
"""
_LEAST = 0.005
"""Half a unit of the last published place: what moves less is not seen."""


def amounts(dataset: str, contributions: pa.Table, published: pa.Table) -> pa.Table:
    """Who holds how much of each row of a dataset: key, measure, holder, amount. Secret."""
    with duckdb.connect() as database:
        database.register("contributions", contributions)
        database.register("published", published)
        held: pa.Table = database.sql(_AMOUNTS, params={"dataset": dataset}).to_arrow_table()
    return held


Moves = Mapping[tuple[str, str], Mapping[str, float]]
"""Key of a row and measure ► holder ► how far its amount moved."""


@dataclass(frozen=True)
class Changes:
    """Keys of the rows that differ between two releases, and of those whose difference is at risk like a figure, with
    how far each must stay in doubt so that the difference does, in % of its amounts.
    """

    changed: frozenset[str]
    telling: Mapping[str, float]
    moved: Moves


def changes(earlier: pa.Table, later: pa.Table, shown: Collection[str], rules: Rules) -> Changes:
    """What moved between two releases, by their `amounts`; what that tells in the rows that the earlier one showed (0
    where nobody has an amount).
    """
    with duckdb.connect() as database:
        database.register("earlier", earlier)
        database.register("later", later)
        rows = database.execute(_MOVES, {"least": _LEAST}).fetchall()
    telling: dict[str, float] = {}
    moved: dict[tuple[str, str], dict[str, float]] = {}
    known = set(shown)
    for at, group in groupby(rows, key=itemgetter(0, 1)):
        holders, totals = zip(*(((holder, amount), total) for *_, holder, amount, total in group), strict=True)
        moved[at] = dict(holders)
        if at[0] in known and (found := doubt(moved[at].values(), totals[0], rules)):
            telling[at[0]] = max(found, telling.get(at[0], 0.0))
    return Changes(frozenset(key for key, _ in moved if key in known), telling, moved)


def doubt(moved: Collection[float], total: float, rules: Rules) -> float:
    """How far a figure must stay in doubt so that what moved in it does, in % of it; 0 where that tells of nobody.

    Amounts that only have another holder now move nothing.
    """
    found = _risk(_late(moved), rules) if abs(sum(moved)) > _LEAST else None
    if found is None:
        return 0.0
    return 100 * found.width / abs(total) if total else 100.0


def at_risk(held: pa.Table, rules: Rules) -> frozenset[str]:
    """The rows of a release that its holders put at risk, by its `amounts`."""
    rows = sorted(zip(*(held[name].to_pylist() for name in ("key", "measure", "holder", "amount")), strict=True))
    found = ((key, [amount for *_, amount in group]) for (key, _), group in groupby(rows, key=itemgetter(0, 1)))
    return frozenset(key for key, amounts in found if _risk(amounts, rules))


def _late(moved: Collection[float]) -> list[float]:
    """What came or went: an amount that left one holder for another only has another name."""
    left = Counter(round(amount, 4) for amount in moved)
    left -= Counter({amount: min(times, left[-amount]) for amount, times in left.items()})
    return sorted(left.elements())


def _risk(amounts: Sequence[float], rules: Rules) -> Risk | None:
    return risk(np.arange(len(amounts)), np.array(amounts), 0.0, rules)
