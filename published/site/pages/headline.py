"""The one figure that stands for a dataset, and between what it lies where the dataset says so."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from published.dataset import Dataset
from published.describe.datasette import newest_first
from published.site.numbers import grouped
from published.vocabulary import vocabulary


@dataclass(frozen=True)
class Figure:
    """The newest headline figure in words; `spread` is empty where no range is published."""

    period: str
    value: str
    unit: str
    spread: str


def headline(dataset: Dataset, connection: sqlite3.Connection) -> Figure | None:
    """The newest published figure of the headline series; None where no row, or not one row, stands for it."""
    if dataset.headline is None:
        return None
    measure, series, time = dataset.column(dataset.headline.measure), dataset.headline.where, newest_first(dataset)
    picked = [f'"{column}" = ?' for column in series] + [f'"{measure.name}" is not null']
    query = f'select * from "{dataset.name}" where {" and ".join(picked)}'
    rows = [dict(row) for row in connection.execute(query, tuple(series.values()))]
    newest = max((row[time] for row in rows), default=None) if time else None
    rows = [row for row in rows if not time or row[time] == newest]
    if len(rows) != 1:
        return None
    places = measure.decimals or 0
    return Figure(
        period="" if newest is None else str(newest),
        value=grouped(rows[0][measure.name], places),
        unit=vocabulary().units[measure.unit].zh if measure.unit else "",
        spread=spread(rows[0], measure.name, lambda value: grouped(value, places)),
    )


def spread(row: Mapping[str, object], measure: str, written: Callable[[float], str]) -> str:
    """`1.2–3.4` where the row gives a range of its value added, else nothing."""
    low, high = row.get("range_low"), row.get("range_high")
    if measure != "value_added" or not isinstance(low, int | float) or not isinstance(high, int | float):
        return ""
    return f"{written(low)}–{written(high)}"
