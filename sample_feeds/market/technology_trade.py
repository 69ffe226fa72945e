"""Contracts on technology import and export: registered, amended, cancelled."""

from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("contract_number", "合同登记号"),
    ("act", "登记类型"),
    ("act_on", "登记日期"),
    ("signed_on", "合同|签订日期"),
    ("direction", "合同|进出口"),
    ("kind", "合同|技术类别"),
    ("partner", "合同|国家（地区）"),
    ("enterprise_name", "企业|名称"),
    ("enterprise_code", "企业|统一社会信用代码"),
    ("contract_value", "金额|合同总价"),
    ("settled", "金额|累计收付汇"),
)
FORM = Form(
    feed="commerce_bureau/technology_trade",
    header=HEADER,
    shape="xlsx",
    entity="contract_number",
    title="技术进出口合同登记 金额单位：万元",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("enterprise_code",),
    dates=(
        "act_on",
        "signed_on",
    ),
    amounts=(
        "contract_value",
        "settled",
    ),
    coded=(
        "act",
        "direction",
        "kind",
        "partner",
    ),
    required=("enterprise_name",),
)
_KINDS = ("专利权转让", "专利实施许可", "专利实施许可", "专有技术", "专有技术", "计算机软件", "技术咨询与服务", "其他")
_PARTNERS = (
    "日本",
    "德国",
    "美国",
    "中国香港",
    "韩国",
    "意大利",
    "新加坡",
    "英国",
    "法国",
    "荷兰",
    "瑞士",
    "中国台湾",
    "其他国家和地区",
)
_EXPORTS, _AMENDED, _CANCELLED = 0.35, 0.08, 0.03


def deliver_technology_trade(folder: Path, world: World) -> Filled:
    """One row per act, in the order of the acts; an amendment states new money, a cancellation repeats the old."""
    rng = world.part.stream("technology_trade")
    chosen = hosts(world, world.part.scale.cases, rng)
    dated = zip(chosen, days(len(chosen), rng), strict=True)
    rows: list[dict[str, str | None]] = []
    for number, (host, day) in enumerate(dated, 1):
        contract = {
            "contract_number": f"JC{day[:4]}{world.part.number * 10_000 + number:06d}",
            "signed_on": day,
            "direction": "出口" if rng.random() < _EXPORTS else "进口",
            "kind": pick(_KINDS, rng),
            "partner": pick(_PARTNERS, rng),
            "enterprise_name": host.name,
            "enterprise_code": host.code,
        }
        money = _money(rng)
        rows.append(contract | money | {"act": "登记", "act_on": _later(day, 10)})
        if rng.random() < _AMENDED:
            money = _money(rng)
            rows.append(contract | money | {"act": "变更", "act_on": _later(day, 60)})
        if rng.random() < _CANCELLED:
            rows.append(contract | money | {"act": "注销", "act_on": _later(day, 120)})
    rows.sort(key=lambda row: (str(row["act_on"]), str(row["contract_number"])))
    return fill(folder, world.part, FORM, rows, free=np.array([row["act"] != "注销" for row in rows]))


def _money(rng: np.random.Generator) -> dict[str, str | None]:
    value = int(rng.lognormal(10.5, 1.4))
    return {"contract_value": wan(value), "settled": wan(value * int(rng.integers(0, 101)) // 100)}


def _later(day: str, by: int) -> str:
    return str(np.datetime64(day) + by)
