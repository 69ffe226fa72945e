"""The home page's figures from patent_intensive_value_added: number, series, parts, places."""

import sqlite3
from dataclasses import dataclass

from published.site.language import Language
from published.site.numbers import grouped, signed
from published.site.pages.catalogue import Entry
from published.site.pages.cells import absence, telling
from published.site.pages.headline import spread
from published.site.pages.made import made_href
from published.site.pages.measured import measured

NAME = "patent_intensive_value_added"
TOTAL = "00"
_DECIMALS = 2
_ROWS = f'select * from "{NAME}" where '


@dataclass(frozen=True)
class Part:
    """A category's share of the total; `tells`: its share would give another category away."""

    code: str
    title: str
    value: str
    share: float | None
    secret: bool
    tells: bool
    href: str


@dataclass(frozen=True)
class Place:
    """A division's figures; `width` is its bar in per cent of the largest division's; `secret` and, for its growth
    alone, `tells`: withheld.
    """

    code: str
    title: str
    value: str
    width: float
    share_of_gdp: str
    growth: str
    units: str
    secret: bool
    tells: bool
    href: str


@dataclass(frozen=True)
class ValueAdded:
    """The headline figure with its words and neighbours."""

    year: int
    value: str
    unit: str
    spread: str
    status: str
    status_code: str
    made_href: str
    facts: tuple[tuple[str, str, str], ...]
    vintage: str
    parts_unit: str
    parts: tuple[Part, ...]
    places_unit: str
    places: tuple[Place, ...]
    apart: tuple[Place, ...]
    href: str


def value_added(connection: sqlite3.Connection, entry: Entry, language: Language) -> ValueAdded | None:
    """The newest year in which the city's total is published; None where there is none."""
    city = entry.series["area_code"]
    series = connection.execute(f"{_ROWS} area_code = ? and category_code = ? order by year", (city, TOTAL)).fetchall()
    known = [row for row in series if row["value_added"] is not None]
    if not known:
        return None
    last = known[-1]
    amounts = (last[name] for name in ("value_added", "range_low", "range_high"))
    written = measured("wan_yuan", amounts, _DECIMALS, language)
    parts_unit, parts = _parts(connection, entry, last["year"], language)
    places_unit, places = _places(connection, entry, last["year"], language)
    return ValueAdded(
        year=last["year"],
        value=written.written(last["value_added"]),
        unit=written.unit,
        spread=spread(dict(last), "value_added", written.written),
        status=language.pick(entry.label(entry.dataset.column("obs_status"), last["obs_status"])),
        status_code=last["obs_status"],
        made_href=made_href(entry, dict(last), "value_added"),
        facts=_facts(last, language),
        vintage=last["gdp_vintage"] or "",
        parts_unit=parts_unit,
        parts=parts,
        places_unit=places_unit,
        places=tuple(place for place in places if place.code != f"{city}_U"),
        apart=tuple(place for place in places if place.code == f"{city}_U"),
        href=f"/open/{NAME}?area_code={city}&category_code={TOTAL}",
    )


def _facts(row: sqlite3.Row, language: Language) -> tuple[tuple[str, str, str], ...]:
    """Title, figure and tone of the figures beside the headline; what is not published is left out."""
    found = []
    if row["share_of_gdp"] is not None:
        found.append((language.say("占 GDP"), f"{grouped(row['share_of_gdp'], 2)}%", ""))
    if row["growth_nominal"] is not None:
        tone = "up" if row["growth_nominal"] > 0 else "down" if row["growth_nominal"] < 0 else ""
        found.append((language.say("名义增长"), f"{signed(row['growth_nominal'], 1)}%", tone))
    if row["units"] is not None:
        found.append((language.say("调查单位"), language.say("%(units)s 个", units=f"{row['units']:,}"), ""))
    return tuple(found)


def _parts(connection: sqlite3.Connection, entry: Entry, year: int, language: Language) -> tuple[str, tuple[Part, ...]]:
    """The categories of the year, and the unit of their amounts."""
    rows = connection.execute(
        f"{_ROWS} area_code = ? and year = ? and length(category_code) = 2 and category_code <> ? "
        "order by category_code",
        (entry.series["area_code"], year, TOTAL),
    ).fetchall()
    written = measured("wan_yuan", (row["value_added"] for row in rows), _DECIMALS, language)
    column = entry.dataset.column("category_code")
    return written.unit, tuple(
        Part(
            code=row["category_code"],
            title=language.pick(entry.label(column, row["category_code"])),
            value=written.written(row["value_added"]) or "–",
            share=row["share_of_total"],
            secret=_is_withheld(entry, row),
            tells="share_of_total" in telling(entry.dataset, dict(row)) and row["share_of_total"] is None,
            href=f"/open/{NAME}?area_code={row['area_code']}&category_code={row['category_code']}",
        )
        for row in rows
    )


def _places(connection: sqlite3.Connection, entry: Entry, year: int, language: Language) -> tuple[str, list[Place]]:
    """The divisions of the year, and the unit of their amounts."""
    rows = connection.execute(
        f"{_ROWS} area_code <> ? and year = ? and category_code = ? "
        "order by value_added is null, value_added desc, area_code",
        (entry.series["area_code"], year, TOTAL),
    ).fetchall()
    column = entry.dataset.column("area_code")
    written = measured("wan_yuan", (row["value_added"] for row in rows), _DECIMALS, language)
    top = max((row["value_added"] or 0 for row in rows), default=0) or 1
    return written.unit, [
        Place(
            code=row["area_code"],
            title=language.pick(entry.label(column, row["area_code"])),
            value=written.written(row["value_added"]) or "–",
            width=round(100 * max(row["value_added"] or 0, 0) / top, 1),
            share_of_gdp=_percent(row["share_of_gdp"], plus=False),
            growth=_percent(row["growth_nominal"], plus=True),
            units="–" if row["units"] is None else f"{row['units']:,}",
            secret=_is_withheld(entry, row),
            tells="growth_nominal" in telling(entry.dataset, dict(row)) and row["growth_nominal"] is None,
            href=f"/open/{NAME}?area_code={row['area_code']}&category_code={TOTAL}",
        )
        for row in rows
    ]


def _is_withheld(entry: Entry, row: sqlite3.Row) -> bool:
    """Whether the amount is, and not just none."""
    column = entry.dataset.column("value_added")
    return row["value_added"] is None and absence(entry.dataset, column, dict(row)) == "secret"


def _percent(value: float | None, *, plus: bool) -> str:
    if value is None:
        return "–"
    return signed(value, 1) if plus else grouped(value, 1)
