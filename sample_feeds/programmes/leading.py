"""The lists of leading enterprises."""

from pathlib import Path

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.world import World

HEADER: Header = (
    ("entry_number", "编号"),
    ("programme", "培育项目"),
    ("batch", "批次"),
    ("level", "级别"),
    ("enterprise_name", "企业|名称"),
    ("enterprise_code", "企业|统一社会信用代码"),
    ("area_code", "企业|行政区划代码"),
    ("recognised_on", "认定日期"),
)
FORM = Form(
    feed="ip_office/leading_enterprises",
    header=HEADER,
    shape="xlsx",
    entity="entry_number",
    title="知识产权强企名单",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("enterprise_code",),
    areas=("area_code",),
    dates=("recognised_on",),
    coded=(
        "programme",
        "level",
    ),
    required=("enterprise_name",),
)
_PROGRAMMES = ("头雁企业", "知识产权+标准化领军企业", "知识产权示范企业", "知识产权优势企业", "知识产权优势企业")
_LEVELS = ("市级", "市级", "省级", "国家级")


def deliver_leading(folder: Path, world: World) -> Filled:
    """One row per enterprise and programme."""
    rng = world.part.stream("leading")
    chosen = hosts(world, max(18, world.part.scale.cases // 2), rng)
    dated = zip(chosen, days(len(chosen), rng), strict=True)
    rows = [
        {
            "entry_number": f"QQ{day[:4]}{world.part.number * 1_000 + number:04d}",
            "programme": pick(_PROGRAMMES, rng),
            "batch": f"{day[:4]}年度",
            "level": pick(_LEVELS, rng),
            "enterprise_name": host.name,
            "enterprise_code": host.code,
            "area_code": host.area,
            "recognised_on": day,
        }
        for number, (host, day) in enumerate(dated, 1)
    ]
    return fill(folder, world.part, FORM, rows)
