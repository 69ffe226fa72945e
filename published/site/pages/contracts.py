"""The home page's figures on the way to the target of 100 亿元 of patent-related technology contracts."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from published.site.language import Language
from published.site.numbers import rounded, signed
from published.site.pages.addresses import address
from published.site.pages.measured import measured, whole
from published.site.pages.standings import NAME as MONITOR

_DECIMALS = 2
NAME = "technology_contract_turnover"
_SERIES = f'select month, cumulative_value, target, attainment, obs_status from "{NAME}" where '


@dataclass(frozen=True)
class Contracts:
    """How far the year has come; `expected`: how far earlier years had come by that month (per cent)."""

    year: int
    month: int
    value: str
    target: str
    unit: str
    attainment: float | None
    expected: float | None
    status: str
    words: str
    lagging: bool
    href: str


def contracts(
    connection: sqlite3.Connection, series: Mapping[str, str], language: Language, *, monitored: bool
) -> Contracts | None:
    """The newest month of the headline series (column ► code); None where nothing is published.

    `monitored`: whether the edition has the target monitor, which says where earlier years stood.
    """
    picked = "".join(f'"{column}" = ? and ' for column in series)
    query = f"{_SERIES}{picked}cumulative_value is not null order by month desc limit 1"
    last = connection.execute(query, tuple(series.values())).fetchone()
    if last is None:
        return None
    year, month = int(last["month"][:4]), int(last["month"][5:7])
    expected = _expected(connection, series["area_code"], last["month"]) if monitored else None
    written = measured("wan_yuan", (last["cumulative_value"], last["target"]), _DECIMALS, language)
    lead = _lead(last["attainment"], expected)
    return Contracts(
        year=year,
        month=month,
        value=written.written(last["cumulative_value"]),
        target=whole(written.written(last["target"])),
        unit=written.unit,
        attainment=last["attainment"],
        expected=expected,
        status=last["obs_status"],
        words=_words(lead, month, language),
        lagging=lead is not None and lead < 0,
        href=address(f"/open/{NAME}", series),
    )


def _expected(connection: sqlite3.Connection, area: str, month: str) -> float | None:
    """The share of the year's turnover that the monitor says earlier years had reached by this month, in per cent."""
    asked = f'select seasonal_share from "{MONITOR}" where period = ? and area_code = ? and indicator = ?'
    row = connection.execute(asked, (month, area, NAME)).fetchone()
    return None if row is None else row["seasonal_share"]


def _lead(attainment: float | None, expected: float | None) -> Decimal | None:
    """The difference in percentage points of the figures as they are published, without a binary tail."""
    return None if attainment is None or expected is None else Decimal(str(attainment)) - Decimal(str(expected))


def _words(lead: Decimal | None, month: int, language: Language) -> str:
    if lead is None:
        return ""
    points = signed(abs(lead)).lstrip("+")
    if month == 12 and lead >= 0:
        return language.say("全年目标已完成")
    if month == 12:
        return language.say("全年比目标少 %(points)s 个百分点", points=points)
    if rounded(abs(lead), 1) == 0:
        return language.say("与往年同期进度持平")
    if lead > 0:
        return language.say("快于往年同期进度 %(points)s 个百分点", points=points)
    return language.say("慢于往年同期进度 %(points)s 个百分点", points=points)
