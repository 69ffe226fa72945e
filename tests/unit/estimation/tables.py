"""Random two-way tables and their margins, and the plainest raking of one: rows and columns scaled in turn."""

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from estimation.raking import Margin

Table = np.ndarray[Any, np.dtype[np.float64]]


def sized(low: float, high: float, rows: int, columns: int) -> st.SearchStrategy[Table]:
    return arrays(np.float64, (rows, columns), elements=st.floats(low, high, allow_subnormal=False))


@st.composite
def feasible(draw: st.DrawFn) -> tuple[Table, Table]:
    """Cells, and a table with zeros in the same places whose margins they can therefore meet."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 5))
    empty = draw(arrays(np.bool_, (rows, columns), elements=st.booleans(), fill=st.just(False)))
    empty[0] = empty[:, 0] = False
    return tuple(np.where(empty, 0, draw(sized(0.2, 5, rows, columns))) for _ in range(2))  # type: ignore[return-value]


def margins(table: Table, prefix: str = "", first: int = 0) -> list[Margin]:
    """The rows, then the columns, of a table whose cells begin at position `first`."""
    rows, columns = table.shape
    places = first + np.arange(table.size).reshape(table.shape)
    return [
        *(Margin(f"{prefix}row {i}", places[i], float(table[i].sum())) for i in range(rows)),
        *(Margin(f"{prefix}column {j}", places[:, j], float(table[:, j].sum())) for j in range(columns)),
    ]


def scaled_in_turn(cells: Table, rows: Table, columns: Table, rounds: int) -> Table:
    for _ in range(rounds):
        cells = cells * (rows / cells.sum(axis=1))[:, None]
        cells = cells * (columns / cells.sum(axis=0))
    return cells
