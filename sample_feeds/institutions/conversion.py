"""What public bodies report each year of their patents; now and then one does not report."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import Host, institutions, patents_of
from sample_feeds.text import wan
from sample_feeds.world import World

_COUNTS = ("valid_patents", "patents_in_production", "patents_transferred", "patents_licensed")
UNIVERSITIES_HEADER: Header = (
    ("year", "年度"),
    ("institution_name", "单位|名称"),
    ("institution_code", "单位|统一社会信用代码"),
    ("institution_type", "单位|类型"),
    ("valid_patents", "专利|年末有效"),
    ("patents_in_production", "专利|已产业化"),
    ("patents_transferred", "专利|当年转让"),
    ("patents_licensed", "专利|当年许可"),
    ("income", "转化收入"),
)
UNIVERSITIES = Form(
    feed="education_bureau/university_conversion",
    header=UNIVERSITIES_HEADER,
    shape="xlsx",
    entity="institution_code",
    title="高校院所专利转化情况年报 金额单位：万元",
    footnotes=("注：未报送的单位不列。", "资料来源：演示数据"),
    organisation_codes=("institution_code",),
    amounts=("income",),
    counts=_COUNTS,
    coded=("institution_type",),
    required=("institution_name",),
)
HOSPITALS_HEADER: Header = (
    ("year", "报告年度"),
    ("institution_name", "医疗卫生机构"),
    ("institution_code", "机构代码"),
    ("valid_patents", "有效专利数"),
    ("patents_in_production", "投产专利数"),
    ("patents_transferred", "转让专利数"),
    ("patents_licensed", "许可专利数"),
    ("income", "到账金额"),
)
HOSPITALS = Form(
    feed="health_commission/hospital_conversion",
    header=HOSPITALS_HEADER,
    shape="csv_zip",
    entity="institution_code",
    title="医疗卫生机构专利转化年报 金额单位：万元",
    organisation_codes=("institution_code",),
    amounts=("income",),
    counts=_COUNTS,
    required=("institution_name",),
)
YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
_HOSPITAL, _REPORTED = "医疗卫生机构", 0.94


def deliver_conversion(folder: Path, world: World) -> Iterator[Filled]:
    """The returns of universities and institutes in one workbook, those of hospitals as a file per year."""
    rows = _rows(world)
    yield fill(folder, world.part, UNIVERSITIES, [row for row in rows if row["institution_type"] != _HOSPITAL])
    hospitals = [row for row in rows if row["institution_type"] == _HOSPITAL]
    years = sorted({str(row["year"]) for row in hospitals})
    segment = np.array([years.index(str(row["year"])) for row in hospitals], dtype=np.int64)
    yield fill(folder, world.part, HOSPITALS, hospitals, members=years, segment=segment)


def _rows(world: World) -> list[Row]:
    rng = world.part.stream("conversion")
    held = patents_of(world)
    bodies = institutions(world)
    every = ((year, host) for year in YEARS for host in bodies)
    drawn = [(_row(host, len(held.get(host.unit, ())), year, rng), rng.random()) for year, host in every]
    return [row for row, chance in drawn if chance < _REPORTED]


def _row(host: Host, held: int, year: int, rng: np.random.Generator) -> Row:
    in_force = 10 + held * (70 + 5 * (year - YEARS[0])) // 100 + int(rng.integers(0, 20))
    return {
        "year": str(year),
        "institution_name": host.name,
        "institution_code": host.code,
        "institution_type": host.kind,
        "valid_patents": str(in_force),
        "patents_in_production": str(in_force * int(rng.integers(2, 14)) // 100),
        "patents_transferred": str(in_force * int(rng.integers(0, 9)) // 100),
        "patents_licensed": str(in_force * int(rng.integers(0, 8)) // 100),
        "income": wan(int(rng.lognormal(9.5, 1.3))),
    }
