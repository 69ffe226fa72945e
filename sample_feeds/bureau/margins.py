"""The accounts' value added by section and area, each vintage: what all units make, as far as the accounts know."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from sample_feeds.accounts import CENSUS, PRELIMINARY, RELEASES
from sample_feeds.bureau.sections import section_of_division
from sample_feeds.bureau.small import CENSUSES, Cell, areas_of, draw_small_units, sections
from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("year", "年份"),
    ("version", "核算版本"),
    ("released_on", "发布日期"),
    ("area_code", "行政区划代码"),
    ("section", "行业门类"),
    ("value_added", "增加值"),
)
FORM = Form(
    feed="statistics_bureau/account_margins",
    header=HEADER,
    shape="csv",
    entity="section",
    title="分门类增加值 金额单位:万元",
    areas=("area_code",),
    dates=("released_on",),
    amounts=("value_added",),
    required=("value_added",),
)
CITY = "3302"
_LEAST = 20_000.0
_DRIFT = 0.015
"""What accounts before a census miss of the small units, for each year since the last one."""
_FIRST_ERROR = 0.003


def deliver_margins(folder: Path, world: World) -> Filled:
    """Per year, vintage, area and section, the city after its areas; the census knows the truth."""
    rng = world.part.stream("account_margins")
    above, small = _above(world), draw_small_units(world).value_added
    rows: list[Row] = []
    for (year, version), day in RELEASES.items():
        truth = {cell: (above.get((year, *cell), 0.0), small[year].get(cell, 0.0)) for cell in _cells(world)}
        rows += _vintage(year, version, day, _known(truth, year, version, rng))
    return fill(folder, world.part, FORM, rows)


def _cells(world: World) -> list[Cell]:
    return [(s, a) for a in areas_of(world) for s in sorted(set(section_of_division().values()) - {"T"})]


def _above(world: World) -> dict[tuple[int, str, str], float]:
    """Year, section and area ► what the listed units truly make, 万元."""
    survey = world.survey.rows
    keys = zip(survey.year.tolist(), sections(world.units)[survey.industry].tolist(), survey.area.tolist(), strict=True)
    sums: dict[tuple[int, str, str], float] = {}
    for key, value in zip(keys, survey.value_added.tolist(), strict=True):
        sums[key] = sums.get(key, 0.0) + value / 10
    return sums


def _known(
    truth: Mapping[Cell, tuple[float, float]], year: int, version: str, rng: np.random.Generator
) -> dict[Cell, int]:
    """What a vintage of the accounts holds, in hundredths of 万元."""
    drift = 0.0 if version == CENSUS or year > max(CENSUSES) else _DRIFT * (year - min(CENSUSES))
    errors = rng.normal(0.0, _FIRST_ERROR if version == PRELIMINARY else 0.0, len(truth))
    return {
        cell: round(max(above * (1 + error) + small * (1 - drift), _LEAST if above + small == 0 else 0.0) * 100)
        for (cell, (above, small)), error in zip(truth.items(), errors, strict=True)
    }


def _vintage(year: int, version: str, day: str, known: Mapping[Cell, int]) -> Iterator[Row]:
    city: dict[str, int] = {}
    for (section, _), amount in known.items():
        city[section] = city.get(section, 0) + amount
    for (section, area), amount in [*known.items(), *(((section, CITY), amount) for section, amount in city.items())]:
        names = {"year": str(year), "version": version, "released_on": day, "area_code": area, "section": section}
        yield names | {"value_added": wan(amount)}
