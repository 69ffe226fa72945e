"""What the difference between two releases tells: a figure that one late return moved tells that return."""

from collections.abc import Iterator
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
from (select * from later where key in (select key from earlier)) as later
full join (select * from earlier where key in (select key from later)) as earlier using (key, measure, holder)
where moved > $least order by all
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


def changes(earlier: pa.Table, later: pa.Table, rules: Rules) -> Changes:
    """What moved between two releases, by their `amounts`."""
    moves = list(_moves(earlier, later))
    told = {key for key, moved in moves if risk(np.arange(len(moved)), np.array(moved), 0.0, rules)}
    return Changes(frozenset(key for key, _ in moves), frozenset(told))


def _moves(earlier: pa.Table, later: pa.Table) -> Iterator[tuple[str, list[float]]]:
    """By row and measure, how far each holder's amount has moved."""
    with duckdb.connect() as database:
        database.register("earlier", earlier)
        database.register("later", later)
        rows = database.execute(_MOVES, {"least": _LEAST}).fetchall()
    for (key, _), group in groupby(rows, key=itemgetter(0, 1)):
        yield key, [moved for *_, moved in group]
