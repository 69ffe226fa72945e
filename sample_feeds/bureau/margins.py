"""The accounts' value added by section and area: what the returns and everything beside them add up to."""

from pathlib import Path

import numpy as np

from sample_feeds.bureau.sections import section_of_division
from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.panel import YEARS
from sample_feeds.reference import UNALLOCATED
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("year", "年份"),
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
    amounts=("value_added",),
    required=("value_added",),
)
_BESIDE = (1.04, 1.35)
_LEAST = 2_000_000


def deliver_margins(folder: Path, world: World) -> Filled:
    """Per year, area and section what the units above the threshold make, and a share beside it."""
    rng = world.part.stream("account_margins")
    survey = world.survey.rows
    sections = np.array([section_of_division()[code[:2]] for code in world.units.industries.codes])[survey.industry]
    rows: list[Row] = []
    for year in YEARS:
        for area in sorted([*world.reference.divisions, UNALLOCATED]):
            for section in sorted(set(section_of_division().values()) - {"T"}):
                cell = (survey.year == year) & (survey.area == area) & (sections == section)
                above = int(survey.value_added[cell].sum()) * 10
                hundredths = max(int(above * rng.uniform(*_BESIDE)), int(_LEAST * rng.uniform(0.5, 1.5)))
                names = {"year": str(year), "area_code": area, "section": section}
                rows.append(names | {"value_added": wan(hundredths)})
    return fill(folder, world.part, FORM, rows)
