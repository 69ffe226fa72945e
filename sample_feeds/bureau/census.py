"""The economic censuses: units below the reporting threshold by section and area, the benchmark of their accounts."""

from pathlib import Path

import numpy as np

from sample_feeds.bureau.small import CENSUSES, draw_small_units
from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("census_year", "普查年份"),
    ("area_code", "行政区划代码"),
    ("section", "行业门类"),
    ("units", "规模以下单位|单位数"),
    ("employed", "规模以下单位|从业人员"),
    ("revenue", "规模以下单位|营业收入"),
    ("value_added", "规模以下单位|增加值"),
)
FORM = Form(
    feed="statistics_bureau/census_benchmark",
    header=HEADER,
    shape="xlsx",
    entity="section",
    title="经济普查规模以下单位主要指标 金额单位:万元",
    footnotes=("注:功能区数据已包含在所在区县(市)内。", "资料来源:宁波市统计局(演示数据)"),
    areas=("area_code",),
    amounts=("revenue", "value_added"),
    counts=("units", "employed"),
    required=("value_added",),
)


def deliver_census(folder: Path, world: World) -> Filled:
    """One sheet per census."""
    rng = world.part.stream("census_form")
    level = draw_small_units(world).value_added
    rows = [
        _row(year, area, section, level[year][section, area], rng) for year in CENSUSES for section, area in level[year]
    ]
    segment = np.repeat([0, 1], [len(level[year]) for year in CENSUSES])
    return fill(folder, world.part, FORM, rows, list(CENSUSES.values()), segment, segment == 0)


def _row(year: int, area: str, section: str, amount: float, rng: np.random.Generator) -> Row:
    value_added = round(amount * 100)
    employed = value_added // 100 // int(rng.integers(9, 16)) + 3
    return {
        "census_year": str(year),
        "area_code": area,
        "section": section,
        "units": str(employed // int(rng.integers(5, 11)) + 1),
        "employed": str(employed),
        "revenue": wan(value_added * int(rng.integers(230, 420)) // 100),
        "value_added": wan(value_added),
    }
