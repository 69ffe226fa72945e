"""The order of what has only some words of a query: the more and the rarer they are, the earlier it comes."""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from published.search.query import Term

_COMMON = 5_000
_IN_TITLE = 2.0
"""How much more a word counts that stands in a title, a code or the name of a row."""
_ROWS = "select coalesce(min(first), 1) from sections where kind = 'row'"


def by_weight(
    index: sqlite3.Connection, wanted: Sequence[Term], expression: str, ranges: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """The ids within these ranges by the sum of their words' weights; of rows that have but common words, then all."""
    weights = _weights(index, (one for term in wanted for one in term.alternatives))
    ranked = sorted(weights, key=lambda one: (-round(weights[one], 6), one))
    yield from (one for one in ranked if any(first <= one <= last for first, last in ranges))
    query = "select rowid from words where words match ? and rowid between ? and ? order by rowid"
    for first, last in ranges:
        yield from (identity for (identity,) in index.execute(query, (expression, first, last)))


def _weights(index: sqlite3.Connection, alternatives: Iterable[str]) -> dict[int, float]:
    (documents,) = index.execute("select coalesce(max(last), 0) from sections").fetchone()
    (rows,) = index.execute(_ROWS).fetchone()
    weights: dict[int, float] = defaultdict(float)
    for one in dict.fromkeys(alternatives):
        (hits,) = index.execute("select count(*) from words where words match ?", (one,)).fetchone()
        until = documents if hits <= _COMMON else rows - 1
        weight = math.log((documents + 1) / (hits + 1))
        for expression, more in ((one, 1.0), (f"{{title code heading}} : ({one})", _IN_TITLE)):
            query = "select rowid from words where words match ? and rowid <= ?"
            for (identity,) in index.execute(query, (expression, until)):
                weights[identity] += weight * more
    return weights
