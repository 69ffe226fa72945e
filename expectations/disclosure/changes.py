"""What the difference between two releases tells: a figure that one late return moved tells that return."""

from collections.abc import Iterator
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


def telling(earlier: pa.Table, later: pa.Table, rules: Rules) -> frozenset[str]:
    """Keys of the rows whose change between two releases (their `amounts`) is at risk by the rules for a figure."""
    return frozenset(
        key
        for key, holders, moved in _moves(earlier, later)
        if risk(np.arange(len(holders)), np.array(moved), 0.0, rules)
    )


def _moves(earlier: pa.Table, later: pa.Table) -> Iterator[tuple[str, list[str], list[float]]]:
    with duckdb.connect() as database:
        database.register("earlier", earlier)
        database.register("later", later)
        rows = database.execute(_MOVES, {"least": _LEAST}).fetchall()
    for (key, _), group in groupby(rows, key=itemgetter(0, 1)):
        holders, moved = zip(*((holder, amount) for _, _, holder, amount in group), strict=True)
        yield key, list(holders), list(moved)
