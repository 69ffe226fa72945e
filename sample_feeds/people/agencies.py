"""Agencies that offer services in intellectual property."""

from pathlib import Path

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.world import World

HEADER: Header = (
    ("agency_number", "编号"),
    ("agency_name", "机构|名称"),
    ("agency_code", "机构|统一社会信用代码"),
    ("area_code", "机构|行政区划代码"),
    ("in_zone", "是否入驻集聚区"),
    ("opened_on", "设立日期"),
    ("closed_on", "注销日期"),
)
FORM = Form(
    feed="ip_office/service_agencies",
    header=HEADER,
    shape="xlsx",
    entity="agency_number",
    title="知识产权服务机构名单",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("agency_code",),
    areas=("area_code",),
    dates=(
        "opened_on",
        "closed_on",
    ),
    required=("agency_name",),
)
_KINDS = ("知识产权代理有限公司", "专利代理事务所", "知识产权运营有限公司")
_IN_ZONE, _CLOSED = 0.4, 0.1


def deliver_agencies(folder: Path, world: World) -> Filled:
    """One row per agency; one in ten has closed since."""
    rng = world.part.stream("service_agencies")
    chosen = hosts(world, max(25, world.part.scale.cases // 2), rng)
    rows = [
        {
            "agency_number": f"FWJG{world.part.number * 1_000 + number:05d}",
            "agency_name": f"{host.name[:4]}{pick(_KINDS, rng)}",
            "agency_code": host.code,
            "area_code": host.area,
            "in_zone": "是" if rng.random() < _IN_ZONE else "否",
            "opened_on": day,
            "closed_on": "2025-12-01" if rng.random() < _CLOSED else None,
        }
        for number, (host, day) in enumerate(zip(chosen, days(len(chosen), rng, "2012-01-04"), strict=True), 1)
    ]
    return fill(folder, world.part, FORM, rows)
