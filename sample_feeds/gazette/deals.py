"""Contracts concluded under declarations of open licences: a row per declaration, the fee told once for all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.gazette.contracts import TODAY, Chances, Contract, per_item, price, told, truth_of
from sample_feeds.gazette.holders import partners
from sample_feeds.headers import Header
from sample_feeds.hosts import later
from sample_feeds.world import World

HEADER: Header = (
    ("deal_number", "许可合同编号"),
    ("act", "事项"),
    ("declaration_number", "声明编号"),
    ("patent_number", "专利号"),
    ("licensor_name", "专利权人"),
    ("licensor_type", "专利权人类型"),
    ("licensor_area_code", "专利权人行政区划代码"),
    ("licensee_name", "被许可人"),
    ("effective_on", "合同生效日"),
    ("filed_on", "备案日"),
    ("amount", "许可使用费"),
    ("cancelled_on", "解除日"),
)
FORM = Form(
    feed="ip_office/open_licence_deals",
    header=HEADER,
    shape="csv",
    entity="deal_number",
    title="专利开放许可实施合同备案 金额单位：万元",
    areas=("licensor_area_code",),
    dates=("effective_on", "filed_on"),
    amounts=("amount",),
    negotiable=("amount",),
    patents=("patent_number",),
    coded=("act", "licensor_type"),
    required=("licensee_name",),
)
_FACTS = ("licensor_type", "licensor_area_code", "effective_on", "amount")
_CHANCES = Chances(amended=0.1, cancelled=0.06)
_UNKNOWN = 0.25


def deliver_deals(folder: Path, world: World, declarations: Sequence[Row]) -> Filled:
    """Contracts under what a licensor declared on one day, one to three of them."""
    rng = world.part.stream("open_licence_deals")
    offers: dict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
    for row in declarations:
        offers[row["holder_name"], row["declared_on"]].append(row)
    contracts: list[Contract] = []
    for offer in offers.values():
        for name, _ in partners(world, int(rng.integers(0, 4)), rng):
            number = f"KX{world.part.number * 10_000 + len(contracts) + 1:06d}"
            contracts += _deal(number, offer, name, rng)
    patents = {row["declaration_number"]: row["patent_number"] for row in declarations}
    told_rows = [
        ({**row, "patent_number": patents[row["declaration_number"]]}, free)
        for row, free in per_item(contracts, "deal_number", "filed_on", "declaration_number")
    ]
    rows, free = zip(*told_rows, strict=True)
    return replace(fill(folder, world.part, FORM, rows, free=np.array(free)), contracts=truth_of(contracts, _FACTS))


def _deal(number: str, offer: Sequence[Row], licensee: str, rng: np.random.Generator) -> list[Contract]:
    """A contract while the offer stands, or none where the day is past."""
    taken = offer[: int(rng.integers(1, len(offer) + 1))]
    facts = _facts(taken[0]) | {"licensee_name": licensee, "amount": price(_UNKNOWN, rng)}
    effective = later(str(taken[0]["declared_on"]), 10, 500, rng)
    filed = later(effective, 3, 40, rng)
    ends = min(str(row["withdrawn_on"] or row["term_to"]) for row in taken)
    items = [str(row["declaration_number"]) for row in taken]
    changes = {"amount": price(_UNKNOWN, rng)}
    if effective >= ends or filed > TODAY:
        return []
    return [told(number, filed, items, facts | {"effective_on": effective}, changes, _CHANCES, rng)]


def _facts(declaration: Row) -> dict[str, str | None]:
    columns = {"licensor_name": "holder_name", "licensor_type": "holder_type", "licensor_area_code": "area_code"}
    return {name: declaration[column] for name, column in columns.items()}
