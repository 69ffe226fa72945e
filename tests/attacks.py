"""Tables written by hand, and what is published of tables when some cells are withheld."""

from collections.abc import Mapping, Sequence

import numpy as np

from expectations.disclosure.public_figures import Public, Rate
from expectations.disclosure.tables import Contributions, Flags, Integers, Measure, Tables

Firms = Mapping[int, float]


def published(tables: Tables, withheld: Flags, unit: float = 0.0, rates: Sequence[Rate] = ()) -> Public:
    """Every figure that is not withheld, rounded to the unit (0: to the last digit)."""
    figures = {}
    for measure in tables.measures:
        values = np.round(measure.values / unit) * unit if unit else measure.values
        values = np.where(measure.shown & ~withheld, values, np.nan)
        figures[measure.name] = (values - unit / 2, values + unit / 2)
    return Public(figures, tuple(rates))


def flags(tables: Tables, *names: str) -> Flags:
    """The cells of these names."""
    return np.array([cell in names for cell in tables.cells])


def measure(
    name: str, makeup: Sequence[Sequence[float]], firms: Sequence[Firms], rest: Sequence[float] = ()
) -> Measure:
    """One measure of inner cells: firm ► amount of each, and what in each belongs to nobody."""
    lines = [(firm, inner, amount) for inner, held in enumerate(firms) for firm, amount in held.items()]
    holder, inner, amount = (np.array(column) for column in zip(*lines, strict=True))
    values = np.array([sum(held.values()) for held in firms]) + np.array(rest or [0.0] * len(firms))
    contributions = Contributions(holder.astype(np.int64), inner.astype(np.int64), amount.astype(np.float64))
    return Measure(name, np.array(makeup, dtype=float), np.ones(len(makeup), dtype=bool), values, contributions)


def tables(
    cells: Sequence[str],
    *measures: Measure,
    relations: Sequence[Sequence[int]] = (),
    kept: Sequence[str] = (),
    secret: Sequence[str] = (),
) -> Tables:
    """Linked tables; `kept` and `secret` (to within 10 %) by the names of their cells."""
    told: list[Integers] = [np.array(relation) for relation in relations]
    named = [np.array([cell in names for cell in cells]) for names in (kept, secret)]
    return Tables(
        tuple(cells),
        measures,
        np.abs(measures[0].values) + 1,
        named[0],
        10.0 * named[1],
        np.zeros_like(named[0]),
        tuple(told),
    )


def row(firms: Sequence[Firms], names: Sequence[str], rest: Sequence[float] = (), **marks: Sequence[str]) -> Tables:
    """A total T and one cell for each inner cell, by these names."""
    makeup = [[1.0] * len(firms), *np.eye(len(firms)).tolist()]
    return tables(["T", *names], measure("value", makeup, firms, rest), relations=[range(len(firms) + 1)], **marks)


def grid(rows: int, columns: int, firms: Sequence[Firms]) -> Tables:
    """A table with its margins, inner cells row by row: cells r.c, totals r.T, T.c and T.T."""
    keys = [(str(row), str(column)) for row in (*range(rows), "T") for column in (*range(columns), "T")]
    inner = [(str(row), str(column)) for row in range(rows) for column in range(columns)]
    makeup = [[float(key[0] in (at[0], "T") and key[1] in (at[1], "T")) for at in inner] for key in keys]
    wide = columns + 1
    relations = [[row * wide + columns, *range(row * wide, row * wide + columns)] for row in range(rows + 1)]
    relations += [[rows * wide + column, *range(column, rows * wide, wide)] for column in range(wide)]
    return tables([f"{row}.{column}" for row, column in keys], measure("value", makeup, firms), relations=relations)
