"""The policies of intellectual property insurance."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("policy_number", "保单号"),
    ("product", "险种"),
    ("insured_name", "投保人"),
    ("insured_code", "统一社会信用代码"),
    ("area_code", "行政区划代码"),
    ("patent_numbers", "专利号"),
    ("cover", "保险金额"),
    ("premium", "保费"),
    ("subsidy", "财政补贴"),
    ("begins_on", "起保日期"),
    ("ends_on", "终保日期"),
    ("claim_paid", "理赔金额"),
)
FORM = Form(
    feed="insurance_centre/policies",
    header=HEADER,
    shape="csv",
    entity="policy_number",
    title="知识产权保险保单 金额单位：万元",
    organisation_codes=("insured_code",),
    areas=("area_code",),
    dates=(
        "begins_on",
        "ends_on",
    ),
    amounts=(
        "cover",
        "premium",
        "subsidy",
        "claim_paid",
    ),
    coded=("product",),
    required=("insured_name",),
)
_PRODUCTS = ("专利被侵权损失险", "专利被侵权损失险", "专利执行险", "质押融资保证险", "海外侵权责任险")
_CLAIMED = 0.03


def deliver_insurance(folder: Path, world: World) -> Filled:
    """One row per policy; most name no patent."""
    rng = world.part.stream("insurance")
    chosen = hosts(world, world.part.scale.cases * 3, rng)
    dated = zip(chosen, days(len(chosen), rng), strict=True)
    rows: list[Row] = []
    for number, (host, day) in enumerate(dated, 1):
        cover = int(rng.integers(20, 600)) * 10_000
        policy = {
            "policy_number": f"BD{day[:4]}{world.part.number * 10_000 + number:06d}",
            "product": pick(_PRODUCTS, rng),
            "insured_name": host.name,
            "insured_code": host.code,
            "area_code": host.area,
            "patent_numbers": None,
        }
        money = {
            "cover": str(cover // 100),
            "premium": wan(cover * int(rng.integers(8, 25)) // 1_000),
            "subsidy": wan(cover * int(rng.integers(2, 8)) // 1_000),
            "begins_on": day,
            "ends_on": f"{int(day[:4]) + 1}{day[4:].replace('02-29', '02-28')}",
            "claim_paid": wan(cover * int(rng.integers(5, 60)) // 100) if rng.random() < _CLAIMED else None,
        }
        rows.append(policy | money)
    return fill(folder, world.part, FORM, rows)
