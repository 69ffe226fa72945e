"""Securitisations, equity and funds."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, patents_of, pick, some
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("project_number", "项目编号"),
    ("instrument", "方式"),
    ("project_title", "项目名称"),
    ("enterprise_name", "企业|名称"),
    ("enterprise_code", "企业|统一社会信用代码"),
    ("area_code", "企业|行政区划代码"),
    ("completed_on", "完成日期"),
    ("amount", "金额"),
    ("patent_numbers", "专利号"),
)
FORM = Form(
    feed="financial_office/capital_instruments",
    header=HEADER,
    shape="xlsx",
    entity="project_number",
    title="知识产权资本运作项目 金额单位：万元",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("enterprise_code",),
    areas=("area_code",),
    dates=("completed_on",),
    amounts=("amount",),
    coded=("instrument",),
    required=(
        "project_title",
        "enterprise_name",
    ),
)
_INSTRUMENTS = ("知识产权证券化", "作价入股", "作价入股", "基金投资", "基金投资")
_NEGOTIABLE = 0.1


def deliver_capital(folder: Path, world: World) -> Filled:
    """One row per project; one price in ten is negotiable and so not told."""
    rng = world.part.stream("capital")
    chosen = hosts(world, max(30, world.part.scale.cases // 2), rng, public=10.0)
    held = patents_of(world)
    dated = zip(chosen, days(len(chosen), rng), strict=True)
    rows: list[Row] = []
    for number, (host, day) in enumerate(dated, 1):
        instrument = pick(_INSTRUMENTS, rng)
        project = {
            "project_number": f"ZB{day[:4]}{world.part.number * 1_000 + number:05d}",
            "instrument": instrument,
            "project_title": f"{host.trade.products[0]}专利{instrument.removeprefix('知识产权')}",
            "enterprise_name": host.name,
            "enterprise_code": host.code,
            "area_code": host.area,
        }
        facts = {
            "completed_on": day,
            "amount": None if rng.random() < _NEGOTIABLE else wan(int(rng.lognormal(11.5, 1.1))),
            "patent_numbers": ";".join(some(held.get(host.unit, ()), 6, rng)) or None,
        }
        rows.append(project | facts)
    return fill(folder, world.part, FORM, rows)
