"""The cultivation centres for high-value patents."""

from pathlib import Path

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.world import World

HEADER: Header = (
    ("centre_number", "编号"),
    ("centre_name", "培育中心名称"),
    ("industry", "产业领域"),
    ("host_name", "依托单位|名称"),
    ("host_code", "依托单位|统一社会信用代码"),
    ("area_code", "依托单位|行政区划代码"),
    ("level", "级别"),
    ("batch", "批次"),
    ("recognised_on", "认定日期"),
)
FORM = Form(
    feed="ip_office/high_value_centres",
    header=HEADER,
    shape="xlsx",
    entity="centre_number",
    title="高价值专利培育中心",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("host_code",),
    areas=("area_code",),
    dates=("recognised_on",),
    coded=("level",),
    required=(
        "centre_name",
        "host_name",
    ),
)
_LEVELS = ("市级", "市级", "市级", "省级", "省级", "国家级")


def deliver_centres(folder: Path, world: World) -> Filled:
    """One row per centre; institutes host more of them than firms."""
    rng = world.part.stream("centres")
    chosen = hosts(world, max(14, world.part.scale.cases // 8), rng, public=60.0)
    dated = zip(chosen, days(len(chosen), rng), strict=True)
    rows = [
        {
            "centre_number": f"PY{day[:4]}{world.part.number * 1_000 + number:04d}",
            "centre_name": f"{host.trade.products[0]}高价值专利培育中心",
            "industry": host.trade.field,
            "host_name": host.name,
            "host_code": host.code,
            "area_code": host.area,
            "level": pick(_LEVELS, rng),
            "batch": f"{day[:4]}年度",
            "recognised_on": day,
        }
        for number, (host, day) in enumerate(dated, 1)
    ]
    return fill(folder, world.part, FORM, rows)
