"""People with qualifications, counted by area."""

from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.world import World

HEADER: Header = (
    ("entry_number", "编号"),
    ("year", "年度"),
    ("area_code", "行政区划代码"),
    ("qualification", "资格类别"),
    ("people", "年末人数"),
    ("newly_qualified", "当年新增"),
)
FORM = Form(
    feed="human_resources_bureau/qualifications",
    header=HEADER,
    shape="csv",
    entity="year",
    title="知识产权专业人才统计",
    areas=("area_code",),
    counts=(
        "people",
        "newly_qualified",
    ),
    coded=("qualification",),
)
_YEARS = (2021, 2022, 2023, 2024, 2025)
_AREAS = {
    "330200": 0.4,
    "330203": 1.0,
    "330205": 0.5,
    "330206": 0.9,
    "330211": 0.6,
    "330212": 1.4,
    "330213": 0.4,
    "330225": 0.3,
    "330226": 0.4,
    "330281": 0.8,
    "330282": 0.9,
}
_QUALIFICATIONS = {
    "专利代理师": 40,
    "初级知识产权师": 90,
    "中级知识产权师": 160,
    "高级知识产权师": 12,
    "技术经纪人": 120,
}
_MISTYPED = ("RC202400129", "people", "104", "1040")
"""An entry that the bureau never mended: its number, column, true figure and what was typed."""


def deliver_qualifications(folder: Path, world: World) -> Filled:
    """One row per year, area and qualification; only the first year's rows are spoilt, as old returns are."""
    rng = world.part.stream("qualifications")
    rows: list[Row] = []
    for area, weight in _AREAS.items():
        for qualification, most in _QUALIFICATIONS.items():
            people = int(most * weight * rng.uniform(0.5, 1.5)) + 1
            for year in _YEARS:
                new = int(rng.integers(0, people // 4 + 2))
                people += new
                row = {
                    "entry_number": f"RC{year}{world.part.number * 1_000 + len(rows) + 1:05d}",
                    "year": str(year),
                    "area_code": area,
                    "qualification": qualification,
                    "people": str(people),
                    "newly_qualified": str(new),
                }
                rows.append(row)
    rows.sort(key=lambda row: str(row["year"]))
    entry, column, true, typed = _MISTYPED
    rows = [{**row, column: true} if row["entry_number"] == entry else row for row in rows]
    mistyped = {at: (column, typed) for at, row in enumerate(rows) if row["entry_number"] == entry}
    free = np.array([row["year"] == str(_YEARS[0]) for row in rows])
    return fill(folder, world.part, FORM, rows, free=free, mistyped=mistyped)
