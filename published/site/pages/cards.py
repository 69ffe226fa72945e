"""The headline figures beside the first one: number, state, how it went, and the way to a target where there is one."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from published.dataset import Column
from published.site.language import Language
from published.site.pages.addresses import address
from published.site.pages.catalogue import Entry
from published.site.pages.made import made_href
from published.site.pages.measured import Measured, measured

SPARK = 13
"""As many of the newest periods a card draws."""


@dataclass(frozen=True)
class Card:
    """A dataset's newest headline figure; `points` are its newest periods with their status, oldest first."""

    title: str
    about: str
    period: str
    value: str
    unit: str
    status: str
    status_code: str
    before: tuple[str, str] | None
    points: tuple[tuple[float, str], ...]
    href: str
    made_href: str


def card(connection: sqlite3.Connection, entry: Entry, language: Language) -> Card | None:
    """The card of a statistic; None where no single row stands for it."""
    head, time = entry.dataset.headline, entry.dataset.period
    if entry.figure is None or head is None or time is None or entry.dataset.revisions.announced:
        return None
    column = entry.dataset.column(head.measure)
    rows = _series(connection, entry, column.name, time)
    written = measured(column.unit or "", (row[column.name] for row in rows), column.decimals or 0, language)
    last, status = rows[-1], rows[-1].get("obs_status") or "A"
    words = (entry.label(entry.dataset.column(name), code) for name, code in entry.series.items() if code[0] != "_")
    return Card(
        title=language.pick(entry.dataset.title),
        about=" · ".join([*map(language.pick, words), language.pick(column.title)]),
        period=language.period(str(last[time])),
        value=written.written(last[column.name]),
        unit=written.unit,
        status=language.pick(entry.label(entry.dataset.column("obs_status"), status)) if status != "A" else "",
        status_code=status,
        before=_before(rows, column, time, written, language),
        points=tuple((float(row[column.name]), row.get("obs_status") or "A") for row in rows),
        href=address(entry.href, entry.series),
        made_href=made_href(entry, last, column.name),
    )


def _series(connection: sqlite3.Connection, entry: Entry, measure: str, time: str) -> list[dict[str, Any]]:
    """The newest rows of the headline series that have a figure, oldest first."""
    picked = "".join(f'"{name}" = ? and ' for name in entry.series)
    asked = f'select * from "{entry.dataset.name}" where {picked}"{measure}" is not null order by "{time}" desc limit ?'
    return [dict(row) for row in connection.execute(asked, (*entry.series.values(), SPARK))][::-1]


def _before(
    rows: Sequence[Mapping[str, Any]], column: Column, time: str, written: Measured, language: Language
) -> tuple[str, str] | None:
    """The same period of the year before and its figure."""
    newest = str(rows[-1][time])
    year_ago = f"{int(newest[:4]) - 1}{newest[4:]}"
    found = next((row for row in rows[:-1] if str(row[time]) == year_ago), None)
    return None if found is None else (language.period(year_ago), written.written(found[column.name]))
