"""The release calendar for the terminal."""

from collections.abc import Iterator
from datetime import datetime

from rich.markup import escape
from rich.table import Table

from published.calendar import STATES, Announcement, often, planned, rhythm, year_ahead
from published.catalog import Catalog

_LOOKS = {"provisional": "dim", "confirmed": "bold", "changed": "yellow", "cancelled": "red"}


def calendar_table(catalog: Catalog, now: datetime) -> Table:
    """Every release of the next twelve months; what comes every week is one line of its own."""
    told = year_ahead(planned(catalog.datasets), now)
    folded = often(told)
    table = Table(title="发布日历 Release calendar", title_justify="left")
    for heading in ("时间", "数据集", "时期", "状态", "说明"):
        table.add_column(heading)
    for one in told:
        if one.changes or one.dataset not in folded:
            table.add_row(f"{one.at:%Y-%m-%d %H:%M}", *_row(catalog, one))
    for dates in folded.values():
        table.add_row(rhythm(dates).zh, *_row(catalog, dates[0]))
    return table


def _row(catalog: Catalog, one: Announcement) -> Iterator[str]:
    look = _LOOKS[one.state]
    yield f"{catalog.dataset(one.dataset).title.zh}\n[dim]{one.dataset}[/dim]"
    yield one.period or "—"
    yield f"[{look}]{STATES[one.state].zh}[/{look}]"
    yield escape("\n".join(f"原定 {change.was:%Y-%m-%d %H:%M}：{change.reason.zh}" for change in one.changes))
