"""The resident population by division: the city as published where it is, the rest invented to agree."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.world import World

HEADER: Header = (
    ("year", "年份"),
    ("area_name", "地区"),
    ("population", "常住人口|年末总量"),
)
FORM = Form(
    feed="statistics_bureau/population",
    header=HEADER,
    shape="xlsx",
    entity="area_name",
    title="宁波市分地区年末常住人口 单位:万人",
    footnotes=(
        "注:数据分项合计与总计不等,是由于数值修约误差所致;功能区数据已包含在所在区县(市)内。",
        "资料来源:宁波市统计局(演示数据)",
    ),
    counts=("population",),
    coded=("area_name",),
    area_names=("area_name",),
    required=("population",),
    numeric=frozenset(("population",)),
)
CITY = "宁波市"
YEARS = range(2015, 2025)
_GROWTH = Decimal("1.0095")
_DIVISIONS = {
    "海曙区": "0.1107", "江北区": "0.0520", "北仑区": "0.0882", "镇海区": "0.0543", "鄞州区": "0.1711",
    "奉化区": "0.0614", "象山县": "0.0603", "宁海县": "0.0741", "余姚市": "0.1333", "慈溪市": "0.1946",
}  # fmt: skip
_OF_WHICH = {"慈溪市": ("宁波前湾新区", "0.14"), "奉化区": ("奉化区属", "0.93")}


def deliver_population(folder: Path, world: World) -> Iterator[Filled]:
    """One row per year and area, 万人; the first part alone delivers it, as the accounts."""
    if world.part.number == 0:
        rng = world.part.stream("population")
        published = world.reference.population
        rows = [row for year in YEARS for row in _year(year, published, rng)]
        yield fill(folder, world.part, FORM, rows, members=["常住人口"])


def _year(year: int, published: Mapping[int, Decimal], rng: np.random.Generator) -> Iterator[Row]:
    last = max(published)
    city = published.get(year, _one(published[last] * _GROWTH ** (year - last)))
    yield _row(year, CITY, city)
    for area, share in _DIVISIONS.items():
        people = _one(city * Decimal(share) * Decimal(str(round(float(rng.uniform(0.99, 1.01)), 6))))
        yield _row(year, area, people)
        if area in _OF_WHICH:
            name, part = _OF_WHICH[area]
            yield _row(year, f"其中:{name}", _one(people * Decimal(part)))


def _row(year: int, area: str, people: Decimal) -> Row:
    return {"year": str(year), "area_name": area, "population": f"{people}"}


def _one(people: Decimal) -> Decimal:
    return people.quantize(Decimal("0.1"), ROUND_HALF_UP)
