"""The patents that institutions offer after taking stock, with whom to ask."""

from pathlib import Path

import numpy as np

from sample_feeds.cases import contact
from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import Host, days, in_pages, institutions, patents_of, pick
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("patent_number", "patentNo"),
    ("patent_title", "patentName"),
    ("holder_name", "holder"),
    ("holder_code", "holderCode"),
    ("holder_type", "holderType"),
    ("field", "techField"),
    ("asking_price", "askAmount"),
    ("assessment_level", "valueLevel"),
    ("status", "shelfStatus"),
    ("offered_on", "shelfDate"),
    ("contact_office", "contactDept"),
    ("contact_name", "contactName"),
    ("contact_phone", "contactPhone"),
)
FORM = Form(
    feed="education_bureau/stock_patents",
    header=HEADER,
    shape="json",
    entity="patent_number",
    organisation_codes=("holder_code",),
    dates=("offered_on",),
    amounts=("asking_price",),
    coded=(
        "holder_type",
        "assessment_level",
        "status",
    ),
    required=(
        "patent_title",
        "holder_name",
    ),
)
_LEVELS = ("A级", "B级", "B级", "C级")
_STATES = ("在架", "在架", "在架", "已对接", "已转化", "已撤回")
_OFFICES = ("科研处", "技术转移中心", "科技合作处", "成果转化办公室")
_NEGOTIABLE, _UNPRICED, _MOST = 0.45, 0.1, 60


def deliver_stock(folder: Path, world: World) -> Filled:
    """One row per patent; who has many offers the first sixty."""
    rng = world.part.stream("stock_patents")
    held = patents_of(world)
    offered = [(host, number) for host in institutions(world) for number in held.get(host.unit, ())[:_MOST]]
    dated = zip(offered, days(len(offered), rng, "2024-03-01"), strict=True)
    rows = [_row(host, number, day, rng) for (host, number), day in dated]
    pages, segment = in_pages(len(rows), max(20, len(rows) // 8))
    return fill(folder, world.part, FORM, rows, members=pages, segment=segment)


def _row(host: Host, number: str, day: str, rng: np.random.Generator) -> Row:
    patent = {
        "patent_number": number,
        "patent_title": f"一种{pick(host.trade.products, rng)}及其制备方法",
        "holder_name": host.name,
        "holder_code": host.code,
        "holder_type": host.kind,
        "field": host.trade.field,
    }
    offer = {
        "asking_price": _price(rng),
        "assessment_level": pick(_LEVELS, rng),
        "status": pick(_STATES, rng),
        "offered_on": day,
    }
    return {**patent, **offer, "contact_office": pick(_OFFICES, rng), **contact(rng)}


def _price(rng: np.random.Generator) -> str | None:
    draw = rng.random()
    if draw < _NEGOTIABLE:
        return "-1"
    return None if draw < _NEGOTIABLE + _UNPRICED else wan(int(rng.lognormal(8.0, 1.1)))
