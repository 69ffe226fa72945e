"""A universe in parts that share no figure, each small enough for dense arithmetic."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from expectations.disclosure.linked import Row, words
from expectations.disclosure.tables import Integers

_CELLS = 400
"""Cells that are taken together although nothing links them; what is linked stays together, however large."""


def blocks(
    contributions: pa.Table, published: pa.Table, leaning: Iterable[tuple[Row, Row]]
) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Contributions and published cells of each part. `leaning`: rows that a published rate links."""
    cell, cells = _codes(published, "cell")
    inner, inners = _codes(published, "inner")
    first, second = _linked(published, cell, leaning)
    start, end = np.concatenate([cell, first]), np.concatenate([len(cells) + inner, second])
    count = len(cells) + len(inners)
    links = coo_array((np.ones(len(start), dtype=bool), (start, end)), shape=(count, count))
    _, label = connected_components(links, directed=False)
    part = _packed(label, len(cells))
    place = {name: part[len(cells) + code] for name, code in inners.items()}
    owner = np.array([place.get(name, -1) for name in words(contributions, "inner")], dtype=np.int64)
    for number in range(int(part.max(initial=-1)) + 1):
        rows, amounts = np.flatnonzero(part[cell] == number), np.flatnonzero(owner == number)
        yield contributions.take(amounts), published.take(rows)


def _codes(table: pa.Table, column: str) -> tuple[Integers, dict[str, int]]:
    """The names of a column in order, and the place among them of each row's."""
    texts = words(table, column)
    code = {name: place for place, name in enumerate(sorted(set(texts)))}
    return np.array([code[name] for name in texts], dtype=np.int64), code


def _linked(published: pa.Table, cell: Integers, leaning: Iterable[tuple[Row, Row]]) -> tuple[Integers, Integers]:
    """The cells of the rows that rates link, two by two; a row without contributions links nothing."""
    of = dict(zip(zip(words(published, "dataset"), words(published, "key"), strict=True), cell.tolist(), strict=True))
    pairs = [(of[one], of[two]) for one, two in leaning if one in of and two in of]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def _packed(label: Integers, cells: int) -> Integers:
    """The part of each node: components one after another, as many as fit."""
    size = np.bincount(label[:cells], minlength=label.max(initial=-1) + 1)
    part, number, filled = np.zeros(len(size), dtype=np.int64), 0, 0
    for component in dict.fromkeys(label.tolist()):
        if filled and filled + size[component] > _CELLS:
            number, filled = number + 1, 0
        part[component], filled = number, filled + size[component]
    return part[label]
