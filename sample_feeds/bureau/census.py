"""The economic censuses: units below the reporting threshold by section and area, the benchmark of their accounts."""

from pathlib import Path

import numpy as np

from sample_feeds.bureau.sections import section_of_division
from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.places import area_weights
from sample_feeds.reference import UNALLOCATED
from sample_feeds.text import wan
from sample_feeds.units import SERVICE
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
CENSUSES = {2018: "第四次经济普查", 2023: "第五次经济普查"}
_FIRST_LEVEL = 0.74
_OTHERS_100M = {"E": 310.0, "F": 760.0, "H": 130.0, "J": 60.0, "K": 190.0, "S": 20.0}
_BESIDE = {"B": 0.3, "C": 0.16, "D": 0.08, "G": 0.5, "I": 0.35, "L": 1.1, "M": 0.6, "N": 0.8}
_OTHERWISE = 0.9


def deliver_census(folder: Path, world: World) -> Filled:
    """One sheet per census; where units above the threshold report, the smaller ones are measured by them."""
    rng = world.part.stream("census_benchmark")
    areas = sorted([*world.reference.divisions, UNALLOCATED])
    level = _levels(world, areas)
    rows = [
        _row(year, area, section, amount * (_FIRST_LEVEL if year == min(CENSUSES) else 1.0), rng)
        for year in CENSUSES
        for (section, area), amount in level.items()
    ]
    segment = np.repeat([0, 1], len(level))
    return fill(folder, world.part, FORM, rows, list(CENSUSES.values()), segment, segment == 0)


def _levels(world: World, areas: list[str]) -> dict[tuple[str, str], float]:
    """Section and area ► value added of the smaller units in the last census, 万元."""
    rows = world.survey.rows
    last = rows.year == max(CENSUSES)
    sections = np.array([section_of_division()[code[:2]] for code in world.units.industries.codes])[rows.industry]
    shares = dict(zip(areas, area_weights(areas, SERVICE, world.reference), strict=True))
    found = {}
    for section in sorted(set(section_of_division().values()) - {"A", "T"}):
        for area in areas:
            cell = last & (sections == section) & (rows.area == area)
            above = float(rows.value_added[cell].sum()) / 10
            beside = above * _BESIDE.get(section, _OTHERWISE)
            found[section, area] = beside + _OTHERS_100M.get(section, 2.0) * 10_000 * float(shares[area])
    return found


def _row(year: int, area: str, section: str, amount: float, rng: np.random.Generator) -> Row:
    value_added = int(amount * 100 * rng.uniform(0.95, 1.05))
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
