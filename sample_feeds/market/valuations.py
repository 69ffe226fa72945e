"""Valuations of patents, and assessments before filing."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, patents_of, pick, some
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("valuation_number", "评估编号"),
    ("purpose", "评估目的"),
    ("holder_name", "委托人"),
    ("holder_code", "统一社会信用代码"),
    ("holder_type", "委托人类型"),
    ("patent_numbers", "专利号"),
    ("valued_on", "评估日期"),
    ("amount", "评估价值"),
    ("acted_on", "是否采纳"),
)
FORM = Form(
    feed="ip_office/valuations",
    header=HEADER,
    shape="csv",
    entity="valuation_number",
    title="专利价值评估项目 金额单位：万元",
    organisation_codes=("holder_code",),
    dates=("valued_on",),
    amounts=("amount",),
    coded=(
        "purpose",
        "holder_type",
    ),
    required=("holder_name",),
)
_BEFORE_FILING = "申请前评估"
_PURPOSES = ("转让", "转让", "许可", "质押融资", "质押融资", "作价入股", "侵权赔偿", _BEFORE_FILING, _BEFORE_FILING)
_ACTED_ON = 0.63


def deliver_valuations(folder: Path, world: World) -> Filled:
    """One row per project; what is assessed before filing has no number and no price yet."""
    rng = world.part.stream("valuations")
    chosen = hosts(world, world.part.scale.cases * 4, rng, public=80.0)
    held = patents_of(world)
    dated = zip(chosen, days(len(chosen), rng), strict=True)
    rows: list[Row] = []
    for number, (host, day) in enumerate(dated, 1):
        purpose = pick(_PURPOSES, rng)
        numbers = some(held.get(host.unit, ()), 4, rng)
        if not numbers:
            purpose = _BEFORE_FILING
        before = purpose == _BEFORE_FILING
        project = {
            "valuation_number": f"PG{day[:4]}{world.part.number * 10_000 + number:06d}",
            "purpose": purpose,
            "holder_name": host.name,
            "holder_code": host.code,
            "holder_type": host.kind,
        }
        outcome = {
            "patent_numbers": None if before else ";".join(numbers),
            "valued_on": day,
            "amount": None if before else wan(int(rng.lognormal(9.2, 1.2))),
            "acted_on": "是" if rng.random() < _ACTED_ON else "否",
        }
        rows.append(project | outcome)
    return fill(folder, world.part, FORM, rows)
