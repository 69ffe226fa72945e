"""Declarations of open licences: patents offered to all, at a told price, until withdrawn."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, fill
from sample_feeds.gazette.contracts import TODAY
from sample_feeds.gazette.deals import deliver_deals
from sample_feeds.gazette.holders import Held, holders
from sample_feeds.headers import Header
from sample_feeds.hosts import Host, days, later, pick
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("declaration_number", "声明编号"),
    ("patent_number", "专利号"),
    ("holder_name", "专利权人|名称"),
    ("holder_type", "专利权人|类型"),
    ("holder_code", "专利权人|统一社会信用代码"),
    ("area_code", "专利权人|行政区划代码"),
    ("fee_text", "许可使用费|支付方式和标准"),
    ("fee", "许可使用费|金额"),
    ("term_from", "许可期限|起"),
    ("term_to", "许可期限|止"),
    ("evaluated", "专利权评价报告"),
    ("status", "状态"),
    ("declared_on", "声明公告日"),
    ("withdrawn_on", "撤回公告日"),
)
FORM = Form(
    feed="ip_office/open_licences",
    header=HEADER,
    shape="xlsx",
    entity="declaration_number",
    title="专利开放许可声明 金额单位：万元",
    footnotes=("注：金额为-1的为面议，为0的为免费许可。", "资料来源：演示数据"),
    organisation_codes=("holder_code",),
    areas=("area_code",),
    dates=("declared_on", "term_from", "term_to"),
    amounts=("fee",),
    negotiable=("fee",),
    patents=("patent_number",),
    coded=("holder_type", "status"),
    required=("fee_text",),
)
_FAMILY_NAMES = "林周吴徐孙"
_WITHDRAWN, _PERSONS, _FREE, _NEGOTIABLE = 0.12, 0.04, 0.2, 0.15


def deliver_open_licences(folder: Path, world: World, held: Held) -> Iterator[Filled]:
    """A declaration per patent, a few of them by persons, and then the contracts concluded under them."""
    rng = world.part.stream("open_licences")
    count = world.part.scale.cases
    offered = zip(days(count, rng, "2021-06-01"), holders(world, held, count, rng, public=240.0), strict=True)
    rows: list[dict[str, str | None]] = []
    for day, holder in offered:
        who = _named(holder.host, rng)
        for patent in holder.patents[: int(rng.integers(1, 5))]:
            number = f"KF{day[:4]}{world.part.number * 10_000 + len(rows) + 1:06d}"
            rows.append({"declaration_number": number, "patent_number": patent} | who | _offer(day, patent, rng))
    free = np.array([row["withdrawn_on"] is None for row in rows])
    yield fill(folder, world.part, FORM, rows, free=free)
    yield deliver_deals(folder, world, rows)


def _named(host: Host, rng: np.random.Generator) -> dict[str, str | None]:
    if rng.random() < _PERSONS:
        name = f"{_FAMILY_NAMES[int(rng.integers(0, len(_FAMILY_NAMES)))]}某某"
        return {"holder_name": name, "holder_type": "其他", "holder_code": None, "area_code": host.area}
    return {"holder_name": host.name, "holder_type": host.kind, "holder_code": host.code, "area_code": host.area}


def _offer(day: str, patent: str, rng: np.random.Generator) -> dict[str, str | None]:
    begins = later(day, 0, 30, rng)
    ends = later(begins, 365, 1500, rng)
    withdrawn = later(day, 60, 700, rng)
    taken_back = rng.random() < _WITHDRAWN and withdrawn < min(ends, TODAY)
    invention = patent[4 if len(patent) > 10 else 2] in "18"
    return _asked(rng) | {
        "term_from": begins,
        "term_to": ends,
        "evaluated": None if invention else "是",
        "status": "已撤回" if taken_back else "已届满" if ends < TODAY else "有效",
        "declared_on": day,
        "withdrawn_on": withdrawn if taken_back else None,
    }


def _asked(rng: np.random.Generator) -> dict[str, str | None]:
    draw, fee = rng.random(), wan(int(rng.lognormal(11.2, 1.2)))
    if draw < _FREE:
        return {"fee_text": "免费许可", "fee": "0"}
    if draw < _FREE + _NEGOTIABLE:
        return {"fee_text": "面议", "fee": None}
    words = pick(("一次性支付{}万元", "按年支付，每年{}万元", "入门费{}万元，另按销售额提成"), rng)
    return {"fee_text": words.format(fee), "fee": fee}
