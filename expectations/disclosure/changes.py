"""What the difference between two releases tells: a figure that one late return moved tells that return."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import duckdb
import numpy as np
import pyarrow as pa

from expectations.disclosure.risk import risk
from expectations.disclosure.rules import Rules

_AMOUNTS = """
select key, measure, holder, cast(sum(amount * coefficient) as double) as amount
from (select key, "inner", coefficient, split_part(measure, ':', 1) as measure from published where dataset = $dataset)
inner join contributions using ("inner", measure)
where holder is not null
group by all order by all
"""
_MOVES = """
select key, measure, holder, abs(coalesce(later.amount, 0) - coalesce(earlier.amount, 0)) as moved
from earlier full join later using (key, measure, holder)
where moved > $least and key in (select unnest($shown))
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


@dataclass(frozen=True)
class Changes:
    """Keys of the rows that differ between two releases, and of those whose difference is at risk like a figure."""

    changed: frozenset[str]
    telling: frozenset[str]


def changes(earlier: pa.Table, later: pa.Table, shown: Collection[str], rules: Rules) -> Changes:
    """What moved between two releases, by their `amounts`, in the rows that the earlier one showed (0 where nobody has
    an amount).
    """
    moved = list(_moves(earlier, later, shown))
    return Changes(frozenset(key for key, _ in moved), _telling(moved, rules))


def at_risk(held: pa.Table, rules: Rules) -> frozenset[str]:
    """The rows of a release that its holders put at risk, by its `amounts`."""
    rows = zip(*(held[name].to_pylist() for name in ("key", "measure", "holder", "amount")), strict=True)
    return _telling(_by_row(sorted(rows)), rules)


def _telling(amounts: Iterable[tuple[str, list[float]]], rules: Rules) -> frozenset[str]:
    return frozenset(key for key, moved in amounts if risk(np.arange(len(moved)), np.array(moved), 0.0, rules))


def _moves(earlier: pa.Table, later: pa.Table, shown: Collection[str]) -> Iterator[tuple[str, list[float]]]:
    with duckdb.connect() as database:
        database.register("earlier", earlier)
        database.register("later", later)
        rows = database.execute(_MOVES, {"least": _LEAST, "shown": sorted(shown)}).fetchall()
    return _by_row(rows)


def _by_row(rows: Iterable[tuple[str, str, str, float]]) -> Iterator[tuple[str, list[float]]]:
    """By row and measure, the amount of each holder."""
    for (key, _), group in groupby(rows, key=itemgetter(0, 1)):
        yield key, [amount for *_, amount in group]
