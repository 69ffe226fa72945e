"""The patent navigation projects."""

from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.trades import trades
from sample_feeds.units import PUBLIC
from sample_feeds.world import World

HEADER: Header = (
    ("project_number", "项目编号"),
    ("project_title", "项目名称"),
    ("industry", "产业领域"),
    ("host_name", "承担单位|名称"),
    ("host_code", "承担单位|统一社会信用代码"),
    ("area_code", "承担单位|行政区划代码"),
    ("level", "级别"),
    ("started_on", "立项日期"),
    ("finished_on", "结题日期"),
    ("outcome", "成果形式"),
)
FORM = Form(
    feed="ip_office/navigation_projects",
    header=HEADER,
    shape="xlsx",
    entity="project_number",
    title="专利导航项目清单",
    footnotes=("注：结题日期为空的项目仍在实施。", "资料来源：宁波市知识产权局（演示数据）"),
    organisation_codes=("host_code",),
    areas=("area_code",),
    dates=("started_on", "finished_on"),
    coded=("level",),
    required=("project_title",),
)
_OUTCOMES = ("专利导航分析报告", "专利布局方案", "产业专利图谱", "高价值专利培育建议")
_LEVELS = ("市级", "市级", "市级", "省级", "国家级")


def deliver_navigation(folder: Path, world: World) -> Filled:
    """One row per project; public bodies host more of them than firms."""
    rng, units = world.part.stream("navigation"), world.units
    count = max(12, world.part.scale.cases // 5)
    weights = np.where(units.kind == PUBLIC, 30.0, 1.0) * ~units.quiet
    hosts = rng.choice(len(units), size=count, p=weights / weights.sum())
    started = np.sort(np.datetime64("2021-01-04") + rng.integers(0, 1800, count))
    rows = [_row(world, i, int(host), started[i], rng) for i, host in enumerate(hosts)]
    return fill(folder, world.part, FORM, rows)


def _row(world: World, number: int, host: int, started: np.datetime64, rng: np.random.Generator) -> Row:
    units = world.units
    trade = trades()[units.industries.trade[units.industry[host]]]
    finished = started + int(rng.integers(200, 500))
    serial = world.part.number * 1_000 + number + 1
    return {
        "project_number": f"DH{str(started)[:4]}{serial:04d}",
        "project_title": f"{trade.products[int(rng.integers(0, len(trade.products)))]}产业专利导航",
        "industry": trade.field,
        "host_name": units.name[host].as_py(),
        "host_code": units.code[host].as_py(),
        "area_code": str(units.places.area[host]),
        "level": _LEVELS[int(rng.integers(0, len(_LEVELS)))],
        "started_on": str(started),
        "finished_on": str(finished) if finished <= np.datetime64("2025-12-31") else None,
        "outcome": _OUTCOMES[int(rng.integers(0, len(_OUTCOMES)))],
    }
