"""The pilots of ISO 56005."""

from pathlib import Path

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.world import World

HEADER: Header = (
    ("pilot_number", "编号"),
    ("enterprise_name", "企业|名称"),
    ("enterprise_code", "企业|统一社会信用代码"),
    ("area_code", "企业|行政区划代码"),
    ("ability_level", "能力等级"),
    ("batch", "批次"),
    ("assessed_on", "评价日期"),
)
FORM = Form(
    feed="ip_office/management_pilots",
    header=HEADER,
    shape="xlsx",
    entity="pilot_number",
    title="创新管理知识产权国际标准试点",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("enterprise_code",),
    areas=("area_code",),
    dates=("assessed_on",),
    coded=("ability_level",),
    required=("enterprise_name",),
)
_LEVELS = ("1级", "1级", "2级", "2级", "3级", "4级", "5级")


def deliver_pilots(folder: Path, world: World) -> Filled:
    """One row per enterprise."""
    rng = world.part.stream("pilots")
    chosen = hosts(world, max(16, world.part.scale.cases // 3), rng)
    dated = zip(chosen, days(len(chosen), rng, "2023-06-01"), strict=True)
    rows = [
        {
            "pilot_number": f"SD{day[:4]}{world.part.number * 1_000 + number:04d}",
            "enterprise_name": host.name,
            "enterprise_code": host.code,
            "area_code": host.area,
            "ability_level": pick(_LEVELS, rng),
            "batch": f"{day[:4]}年度",
            "assessed_on": day,
        }
        for number, (host, day) in enumerate(dated, 1)
    ]
    return fill(folder, world.part, FORM, rows)
