"""The one figure that stands for a dataset, and between what it lies where the dataset says so."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from published.dataset import Column, Dataset
from published.describe.datasette import newest_first
from published.site.language import both, same
from published.site.numbers import grouped
from published.vocabulary import Text, vocabulary


@dataclass(frozen=True)
class Figure:
    """The newest headline figure in words; `spread` is empty where no range is published."""

    about: Text
    value: str
    unit: Text
    status: Text | None
    status_code: str
    spread: str


def headline(dataset: Dataset, connection: sqlite3.Connection) -> Figure | None:
    """The newest published figure of the headline series; None unless exactly one row stands for it."""
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
    (row,) = rows
    words = [_word(dataset, dataset.column(name), row[name]) for name in ([time] if time else []) + list(series)]
    places, status = measure.decimals or 0, row.get("obs_status") or "A"
    return Figure(
        about=both(" · ", [*words, measure.title]),
        value=grouped(row[measure.name], places),
        unit=vocabulary().units[measure.unit] if measure.unit else same(""),
        status=_word(dataset, dataset.column("obs_status"), status) if status != "A" else None,
        status_code=status,
        spread=spread(row, measure.name, lambda value: grouped(value, places)),
    )


def spread(row: Mapping[str, object], measure: str, written: Callable[[float], str]) -> str:
    """`1.2–3.4` where the row gives a range of its value added, else nothing."""
    low, high = row.get("range_low"), row.get("range_high")
    if measure != "value_added" or not isinstance(low, int | float) or not isinstance(high, int | float):
        return ""
    return f"{written(low)}–{written(high)}"


def _word(dataset: Dataset, column: Column, code: object) -> Text:
    listed = dataset.code_lists.get(column.code_list or "", ())
    return next((one.title for one in listed if one.code == str(code)), same(str(code)))
