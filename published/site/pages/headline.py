"""The one figure that stands for a dataset, its series, and between what it lies where the dataset says so."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from published.dataset import Column, Dataset
from published.describe.datasette import newest_first
from published.site.language import both, same
from published.site.numbers import grouped, signed
from published.vocabulary import Text, vocabulary

Row = Mapping[str, object]
POINTS = 8
"""As many periods of the series are drawn, the newest."""


@dataclass(frozen=True)
class Figure:
    """The newest headline figure in words; `spread` is empty where no range is published.

    `row` is the row that it stands in, `changes` what that row says of its growth, `series` the figures up to it.
    """

    about: Text
    value: str
    unit: Text
    status: Text | None
    status_code: str
    spread: str
    measure: Column
    row: Row
    changes: tuple[tuple[Text, str], ...] = ()
    series: tuple[tuple[str, float | None, str], ...] = ()


def headline(dataset: Dataset, connection: sqlite3.Connection) -> Figure | None:
    """The newest published figure of the headline series; None unless exactly one row stands for it."""
    if dataset.headline is None:
        return None
    measure, series, time = dataset.column(dataset.headline.measure), dataset.headline.where, newest_first(dataset)
    rows = _rows(dataset, connection)
    newest = max((row[time] for row in rows if row[measure.name] is not None), default=None) if time else None
    found = [row for row in rows if row[measure.name] is not None and (not time or row[time] == newest)]
    if len(found) != 1:
        return None
    (row,) = found
    words = [_word(dataset, dataset.column(name), row[name]) for name in ([time] if time else []) + list(series)]
    places, status = measure.decimals or 0, row.get("obs_status") or "A"
    return Figure(
        about=both(" · ", [*words, measure.title]),
        value=grouped(row[measure.name], places),
        unit=vocabulary().units[measure.unit] if measure.unit else same(""),
        status=_word(dataset, dataset.column("obs_status"), status) if status != "A" else None,
        status_code=status,
        spread=spread(row, measure.name, lambda value: grouped(value, places)),
        measure=measure,
        row=row,
        changes=_changes(dataset, row),
        series=_series(rows, measure, time, newest) if time else (),
    )


def spread(row: Row, measure: str, written: Callable[[float], str]) -> str:
    """`1.2–3.4` where the row gives a range of its value added, else nothing."""
    low, high = row.get("range_low"), row.get("range_high")
    if measure != "value_added" or not isinstance(low, int | float) or not isinstance(high, int | float):
        return ""
    return f"{written(low)}–{written(high)}"


def _rows(dataset: Dataset, connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """The rows of the headline series, oldest first."""
    where = dataset.headline.where if dataset.headline else {}
    picked = " and ".join(f'"{column}" = ?' for column in where) or "true"
    order = ", ".join(f'"{name}"' for name in dataset.key)
    query = f'select * from "{dataset.name}" where {picked} order by {order}'
    return [dict(row) for row in connection.execute(query, tuple(where.values()))]


def _changes(dataset: Dataset, row: Row) -> tuple[tuple[Text, str], ...]:
    """Growth on the period before, where the dataset publishes it beside the figure."""
    grown = [column for column in dataset.columns if column.name.startswith("growth_") and column.unit == "percent"]
    values = ((column, row.get(column.name)) for column in grown)
    return tuple((c.title, f"{signed(v, c.decimals or 0)}%") for c, v in values if isinstance(v, int | float))


def _series(
    rows: list[dict[str, Any]], measure: Column, time: str, newest: object
) -> tuple[tuple[str, float | None, str], ...]:
    """Period, value and status of the newest periods; none where a period has more than one figure."""
    periods = [str(row[time]) for row in rows]
    if len(set(periods)) != len(periods):
        return ()
    until = periods.index(str(newest)) + 1
    found = [(row[measure.name], str(row.get("obs_status") or "A")) for row in rows]
    values = [(float(value) if isinstance(value, int | float) else None, status) for value, status in found]
    return tuple((period, *one) for period, one in zip(periods[:until], values[:until], strict=True))[-POINTS:]


def _word(dataset: Dataset, column: Column, code: object) -> Text:
    listed = dataset.code_lists.get(column.code_list or "", ())
    return next((one.title for one in listed if one.code == str(code)), same(str(code)))
