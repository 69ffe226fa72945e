"""The gazette of patent pledges: a row per patent, amended and released, and never an amount."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, fill
from sample_feeds.gazette.contracts import Chances, Contract, per_item, told, truth_of
from sample_feeds.gazette.holders import Held, Holder, holders
from sample_feeds.headers import Header
from sample_feeds.hosts import days, later, pick, some
from sample_feeds.world import World

HEADER: Header = (
    ("pledge_number", "质押登记号"),
    ("act", "事项"),
    ("patent_number", "专利号"),
    ("pledgor_name", "出质人"),
    ("pledgor_area_code", "出质人行政区划代码"),
    ("pledgee_name", "质权人"),
    ("effective_on", "登记生效日"),
    ("published_on", "公告日"),
    ("cancelled_on", "解除日"),
)
FORM = Form(
    feed="ip_office/pledges",
    header=HEADER,
    shape="csv_zip",
    entity="pledge_number",
    title="专利权质押合同登记的生效、变更及注销",
    areas=("pledgor_area_code",),
    dates=("effective_on", "published_on"),
    patents=("patent_number",),
    coded=("act",),
    required=("pledgor_name", "pledgee_name"),
)
BANKS = ("甬东银行宁波分行", "明州农商银行", "四明科技银行", "东钱湖商业银行", "姚江村镇银行", "甬城融资担保有限公司")
_FACTS = ("pledgor_area_code", "effective_on")
_CHANCES = Chances(amended=0.08, cancelled=0.4)


@dataclass(frozen=True)
class Pledge:
    """A registration with its pledgor, its pledgee and the day on which it took effect."""

    contract: Contract
    holder: Holder
    pledgee: str
    effective_on: str


def draw_pledges(world: World, held: Held) -> list[Pledge]:
    """Pledges of one to twelve patents, several of them by the same firm."""
    rng = world.part.stream("pledges")
    count = world.part.scale.cases * 2
    pledges = []
    for serial, (day, holder) in enumerate(
        zip(days(count, rng), holders(world, held, count, rng, 0.0), strict=True), 1
    ):
        pledgee, other = pick(BANKS, rng), pick(BANKS, rng)
        facts = {
            "pledgor_name": holder.host.name,
            "pledgor_area_code": holder.host.area,
            "pledgee_name": pledgee,
            "effective_on": day,
        }
        number = f"Y{day[:4]}980{world.part.number * 10_000 + serial:06d}"
        patents = some(holder.patents, 12, rng)
        published = later(day, 5, 25, rng)
        contract = told(number, published, patents, facts, {"pledgee_name": other}, _CHANCES, rng)
        pledges.append(Pledge(contract, holder, pledgee, day))
    return pledges


def deliver_pledges(folder: Path, world: World, pledges: Sequence[Pledge]) -> Filled:
    """A file for each year of publication."""
    contracts = [pledge.contract for pledge in pledges]
    rows, free = zip(*per_item(contracts, "pledge_number", "published_on", "patent_number"), strict=True)
    years = [str(row["published_on"])[:4] for row in rows]
    known = sorted(set(years))
    segment = np.array([known.index(year) for year in years])
    members = [f"专利权质押_{year}" for year in known]
    filled = fill(folder, world.part, FORM, rows, members=members, segment=segment, free=np.array(free))
    return replace(filled, contracts=truth_of(contracts, _FACTS))
