"""The record filings of licence contracts: a row per patent, told again when amended or cancelled."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, fill
from sample_feeds.gazette.contracts import Chances, per_item, price, told, truth_of
from sample_feeds.gazette.holders import Held, dealings
from sample_feeds.headers import Header
from sample_feeds.hosts import in_pages, later, pick, some
from sample_feeds.world import World

HEADER: Header = (
    ("contract_number", "合同备案号"),
    ("act", "事项"),
    ("patent_number", "专利号"),
    ("licence_kind", "许可种类"),
    ("licensor_name", "让与人"),
    ("licensor_type", "让与人类型"),
    ("licensor_area_code", "让与人行政区划代码"),
    ("licensee_name", "受让人"),
    ("licensee_area_code", "受让人行政区划代码"),
    ("effective_on", "合同生效日"),
    ("filed_on", "备案日"),
    ("published_on", "公告日"),
    ("amount", "许可费"),
    ("changed", "变更事项"),
    ("cancelled_on", "解除日"),
)
FORM = Form(
    feed="ip_office/licences",
    header=HEADER,
    shape="json",
    entity="contract_number",
    records="data.list",
    areas=("licensor_area_code",),
    dates=("effective_on", "filed_on", "published_on"),
    amounts=("amount",),
    negotiable=("amount",),
    patents=("patent_number",),
    coded=("act", "licence_kind", "licensor_type"),
    required=("licensor_name",),
)
_FACTS = ("licence_kind", "licensor_type", "licensor_area_code", "effective_on", "amount")
_KINDS = ("普通许可", "普通许可", "普通许可", "独占许可", "独占许可", "排他许可")
_CHANCES = Chances(amended=0.12, cancelled=0.08)
_OUTSIDE, _UNKNOWN = 0.1, 0.6


def deliver_licences(folder: Path, world: World, held: Held) -> Filled:
    """Licences of one to eight patents; an amendment may change kind, fee and patents."""
    rng = world.part.stream("licences")
    parties = dealings(world, held, rng, _OUTSIDE)
    contracts = []
    for serial, (day, holder, (licensee, licensee_area)) in enumerate(parties, 1):
        filed = later(day, 5, 90, rng)
        facts = {
            "licence_kind": pick(_KINDS, rng),
            "licensor_name": holder.host.name,
            "licensor_type": holder.host.kind,
            "licensor_area_code": holder.host.area,
            "licensee_name": licensee,
            "licensee_area_code": licensee_area,
            "effective_on": day,
            "filed_on": filed,
            "amount": price(_UNKNOWN, rng),
            "changed": None,
        }
        number = f"X{filed[:4]}330000{world.part.number * 10_000 + serial:06d}"
        changes = {"licence_kind": pick(_KINDS, rng), "amount": price(_UNKNOWN, rng), "changed": "许可种类、许可费"}
        patents = some(holder.patents, 8, rng)
        contracts.append(told(number, later(filed, 3, 20, rng), patents, facts, changes, _CHANCES, rng))
    rows, free = zip(*per_item(contracts, "contract_number", "published_on", "patent_number"), strict=True)
    pages, segment = in_pages(len(rows), max(50, len(rows) // 12))
    filled = fill(folder, world.part, FORM, rows, members=pages, segment=segment, free=np.array(free))
    return replace(filled, contracts=truth_of(contracts, _FACTS))
