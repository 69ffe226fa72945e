"""Schools with courses in intellectual property."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import institutions
from sample_feeds.world import World

HEADER: Header = (
    ("entry_number", "编号"),
    ("year", "年度"),
    ("institution_name", "学校|名称"),
    ("institution_code", "学校|统一社会信用代码"),
    ("area_code", "学校|行政区划代码"),
    ("majors", "专业数"),
    ("students", "在校学生"),
)
FORM = Form(
    feed="education_bureau/ip_education",
    header=HEADER,
    shape="xlsx",
    entity="year",
    title="知识产权专业与在校学生",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("institution_code",),
    areas=("area_code",),
    counts=(
        "majors",
        "students",
    ),
    required=("institution_name",),
)


def deliver_education(folder: Path, world: World) -> Filled:
    """One row per year and university."""
    rng = world.part.stream("ip_education")
    schools = [host for host in institutions(world) if host.kind == "高等院校"]
    rows: list[Row] = []
    for year in (2021, 2022, 2023, 2024, 2025):
        for host in schools:
            majors = int(rng.integers(1, 4))
            row = {
                "entry_number": f"XY{year}{world.part.number * 1_000 + len(rows) + 1:05d}",
                "year": str(year),
                "institution_name": host.name,
                "institution_code": host.code,
                "area_code": host.area,
                "majors": str(majors),
                "students": str(majors * int(rng.integers(30, 120))),
            }
            rows.append(row)
    return fill(folder, world.part, FORM, rows)
