"""The patent office's programmes: projects, centres, pilots, lists of enterprises, bodies."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.programmes.bodies import deliver_bodies
from sample_feeds.programmes.centres import deliver_centres
from sample_feeds.programmes.leading import deliver_leading
from sample_feeds.programmes.navigation import deliver_navigation
from sample_feeds.programmes.pilots import deliver_pilots
from sample_feeds.programmes.products import deliver_products
from sample_feeds.world import World


def deliver_programmes(folder: Path, world: World) -> Iterator[Filled]:
    """Every table of the programmes."""
    yield deliver_navigation(folder, world)
    yield deliver_centres(folder, world)
    yield deliver_pilots(folder, world)
    yield deliver_leading(folder, world)
    yield from deliver_bodies(folder, world)
    yield deliver_products(folder, world)
