"""Value added of high-technology manufacturing and services, by industry, with the lists read from their seed."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from published.home import PROJECT
from tests.pipeline.counted import AREAS, CITY, NAMES, Truth, cents, percent
from tests.pipeline.truth import industry_cells, newest_gdp

KEY = ("year", "area_code", "high_technology_group")
TOLERANCE = Decimal("0.01")
# in the order of the lists; the services' groups with members that have no four-digit code are provisional
GROUPS = {
    "医药制造业": "M1", "航空、航天器及设备制造业": "M2", "电子及通信设备制造业": "M3", "计算机及办公设备制造业": "M4",
    "医疗仪器设备及仪器仪表制造业": "M5", "信息化学品制造业": "M6",
    "信息服务": "S1", "电子商务服务": "S2", "检验检测服务": "S3", "专业技术服务业的高技术服务": "S4",
    "研发与设计服务": "S5", "科技成果转化服务": "S6", "知识产权及相关法律服务": "S7", "环境监测及治理服务": "S8",
}  # fmt: skip
PROVISIONAL = {"S", "S1", "S2", "S7"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    values, units, years = sums(truth)
    gdp = {(year, NAMES[name]): value * 10_000 for (year, name), value in newest_gdp(truth.feeds).items()}
    for year in years:
        for area in AREAS:
            for group in ("M", "S", *(GROUPS.values() if area == CITY else ())):
                value, total, before = (values[key] for key in keys(year, area, group))
                whole = gdp.get((year, area))
                yield {
                    "year": year,
                    "area_code": area,
                    "high_technology_group": group,
                    "value_added": cents(value),
                    "units": units[year, area, group],
                    "share_of_classification": percent(value, total) if total else None,
                    "share_of_gdp": percent(value, whole) if whole else None,
                    "growth_nominal": percent(value - before, before) if before > 0 else None,
                    "series_break": None,
                    "obs_status": "P" if group in PROVISIONAL else "A",
                }


def keys(year: int, area: str, group: str) -> list[tuple[int, str, str]]:
    """The cell, that of its classification, and itself a year before."""
    return [(year, area, group), (year, area, group[0]), (year - 1, area, group)]


def sums(truth: Truth) -> tuple[dict, dict, list[int]]:
    """(year, area, group) ► value added in 万元 and units, and every year with a return."""
    with (PROJECT / "dbt_project/seeds/codelists/high_technology_2017.csv").open(encoding="utf-8") as lines:
        groups = {row["gbt4754_code"]: GROUPS[row["name1"]] for row in csv.DictReader(lines) if row["gbt4754_code"]}
    values: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    units: dict[tuple[int, str, str], int] = defaultdict(int)
    thousands, counted = industry_cells(truth.feeds)
    for (year, area, industry), value in thousands.items():
        group = groups.get(industry, "")
        for key in [(year, place, code) for place in (CITY, area) for code in (group, group[:1]) if code]:
            values[key] += Decimal(value) / 10
            units[key] += counted[year, area, industry]
    return values, units, sorted({year for year, _, _ in thousands})
