"""The trading platform: what is listed, shown at roadshows and sold."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, later, patents_of, pick, some
from sample_feeds.text import wan
from sample_feeds.world import World

LISTINGS_HEADER: Header = (
    ("listing_number", "listing_no"),
    ("product", "product"),
    ("area_code", "region_code"),
    ("patent_numbers", "patent_nos"),
    ("asking_price", "ask_price"),
    ("listed_on", "list_date"),
)
LISTINGS = Form(
    feed="trading_platform/listings",
    header=LISTINGS_HEADER,
    shape="parquet",
    entity="listing_number",
    areas=("area_code",),
    dates=("listed_on",),
    amounts=("asking_price",),
    coded=("product",),
)
EVENTS_HEADER: Header = (
    ("event_number", "记录编号"),
    ("act", "事项"),
    ("product", "交易品种"),
    ("listing_number", "挂牌编号"),
    ("area_code", "行政区划代码"),
    ("happened_on", "日期"),
    ("deal_value", "成交金额"),
)
EVENTS = Form(
    feed="trading_platform/events",
    header=EVENTS_HEADER,
    shape="csv",
    entity="event_number",
    title="路演与成交记录 金额单位：万元",
    areas=("area_code",),
    dates=("happened_on",),
    amounts=("deal_value",),
    coded=(
        "act",
        "product",
    ),
)
_PRODUCTS = ("专利转让", "专利转让", "专利转让", "专利许可", "专利许可", "开放许可", "作价入股")
_NEGOTIABLE, _SOLD, _TOLD, _SHOWN = 0.4, 0.45, 0.8, 0.3


def deliver_trading(folder: Path, world: World) -> Iterator[Filled]:
    """The listings, and then what became of them."""
    rng = world.part.stream("trading")
    chosen = hosts(world, world.part.scale.cases * 4, rng, public=30.0)
    held = patents_of(world)
    listings: list[dict[str, str | None]] = []
    for number, (host, day) in enumerate(zip(chosen, days(len(chosen), rng), strict=True), 1):
        listing = {
            "listing_number": f"GP{day[:4]}{world.part.number * 10_000 + number:06d}",
            "product": pick(_PRODUCTS, rng),
            "area_code": host.area,
            "patent_numbers": ";".join(some(held.get(host.unit, ()), 3, rng)) or None,
            "asking_price": "-1" if rng.random() < _NEGOTIABLE else wan(int(rng.lognormal(8.6, 1.2))),
            "listed_on": day,
        }
        listings.append(listing)
    yield fill(folder, world.part, LISTINGS, listings)
    yield fill(folder, world.part, EVENTS, _events(world, listings, rng))


def _events(world: World, listings: Sequence[Row], rng: np.random.Generator) -> list[Row]:
    found = []
    for listing in listings:
        if rng.random() < _SHOWN:
            shown = {"act": "路演", "product": "综合", "listing_number": None, "deal_value": None}
            found.append(_event(listing, shown, rng))
        if rng.random() < _SOLD:
            value = wan(int(rng.lognormal(8.3, 1.2))) if rng.random() < _TOLD else None
            found.append(_event(listing, {"act": "成交", "deal_value": value}, rng))
    found.sort(key=lambda row: str(row["happened_on"]))
    return [row | {"event_number": f"PT{world.part.number * 10_000 + i:06d}"} for i, row in enumerate(found, 1)]


def _event(listing: Row, facts: Row, rng: np.random.Generator) -> dict[str, str | None]:
    place = {name: listing[name] for name in ("listing_number", "product", "area_code")}
    return {**place, "happened_on": later(str(listing["listed_on"]), 5, 200, rng), **facts}
