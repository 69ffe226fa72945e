"""The patent office's programmes: projects, centres, products, pilots, lists of enterprises."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.programmes.navigation import deliver_navigation
from sample_feeds.world import World


def deliver_programmes(folder: Path, world: World) -> Iterator[Filled]:
    """Every table of the programmes."""
    yield deliver_navigation(folder, world)
