"""The gazette of assignments: a row per patent, told again when it is corrected or revoked."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, fill
from sample_feeds.gazette.contracts import Chances, per_item, price, told, truth_of
from sample_feeds.gazette.holders import Held, dealings
from sample_feeds.headers import Header
from sample_feeds.hosts import later, some
from sample_feeds.world import World

HEADER: Header = (
    ("contract_number", "转移登记号"),
    ("act", "事项"),
    ("patent_number", "专利号"),
    ("transferor_name", "转让人"),
    ("transferor_type", "转让人类型"),
    ("transferor_area_code", "转让人行政区划代码"),
    ("transferee_name", "受让人"),
    ("transferee_area_code", "受让人行政区划代码"),
    ("recorded_on", "合同登记日"),
    ("effective_on", "登记生效日"),
    ("published_on", "公告日"),
    ("amount", "转让金额"),
    ("cancelled_on", "撤销日"),
)
FORM = Form(
    feed="ip_office/transfers",
    header=HEADER,
    shape="xml",
    entity="contract_number",
    records="转移登记",
    areas=("transferor_area_code",),
    dates=("recorded_on", "effective_on", "published_on"),
    amounts=("amount",),
    negotiable=("amount",),
    patents=("patent_number",),
    coded=("act", "transferor_type"),
    required=("transferor_name",),
)
_FACTS = ("transferor_type", "transferor_area_code", "effective_on", "amount")
_CHANCES = Chances(amended=0.1, cancelled=0.05)
_OUTSIDE, _UNKNOWN = 0.12, 0.55


def deliver_transfers(folder: Path, world: World, held: Held) -> Filled:
    """Assignments of one to six patents; some assignors are from elsewhere, most prices are not told."""
    rng = world.part.stream("transfers")
    parties = dealings(world, held, rng, _OUTSIDE)
    contracts = []
    for serial, (day, holder, (buyer, buyer_area)) in enumerate(parties, 1):
        effective = later(day, 5, 30, rng)
        facts = {
            "transferor_name": holder.host.name,
            "transferor_type": holder.host.kind,
            "transferor_area_code": holder.host.area,
            "transferee_name": buyer,
            "transferee_area_code": buyer_area,
            "recorded_on": day,
            "effective_on": effective,
            "amount": price(_UNKNOWN, rng),
        }
        number = f"ZR{day[:4]}{world.part.number * 10_000 + serial:06d}"
        patents = some(holder.patents, 6, rng)
        changes = {"amount": price(_UNKNOWN, rng)}
        contracts.append(told(number, later(effective, 3, 20, rng), patents, facts, changes, _CHANCES, rng))
    rows, free = zip(*per_item(contracts, "contract_number", "published_on", "patent_number"), strict=True)
    return replace(fill(folder, world.part, FORM, rows, free=np.array(free)), contracts=truth_of(contracts, _FACTS))
