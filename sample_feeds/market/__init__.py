"""Services, insurance and trade around patents."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.market.capital import deliver_capital
from sample_feeds.market.insurance import deliver_insurance
from sample_feeds.market.listing import deliver_listing
from sample_feeds.market.technology_trade import deliver_technology_trade
from sample_feeds.market.trading import deliver_trading
from sample_feeds.market.valuations import deliver_valuations
from sample_feeds.world import World


def deliver_market(folder: Path, world: World) -> Iterator[Filled]:
    """Every table of the market."""
    yield deliver_listing(folder, world)
    yield deliver_insurance(folder, world)
    yield deliver_valuations(folder, world)
    yield deliver_technology_trade(folder, world)
    yield deliver_capital(folder, world)
    yield from deliver_trading(folder, world)
