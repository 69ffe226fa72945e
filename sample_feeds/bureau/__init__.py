"""The statistics bureau's further tables: what its annual returns and accounts leave open."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.bureau.below_scale import deliver_below_scale
from sample_feeds.bureau.census import deliver_census
from sample_feeds.bureau.deflators import deliver_deflators
from sample_feeds.bureau.employment import deliver_employment
from sample_feeds.bureau.margins import deliver_margins
from sample_feeds.bureau.monthly import deliver_monthly
from sample_feeds.bureau.quarterly import deliver_quarterly
from sample_feeds.bureau.research import deliver_research
from sample_feeds.form import Filled
from sample_feeds.world import World


def deliver_bureau(folder: Path, world: World) -> Iterator[Filled]:
    """Returns of every part; tables about the whole city come once."""
    yield deliver_monthly(folder, world)
    yield deliver_research(folder, world)
    yield deliver_below_scale(folder, world)
    if world.part.number == 0:
        yield deliver_employment(folder, world)
        yield deliver_deflators(folder, world)
        yield deliver_census(folder, world)
        yield deliver_margins(folder, world)
        yield deliver_quarterly(folder, world)
