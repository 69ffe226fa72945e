"""What universities, institutes and hospitals report."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.institutions.reforms import deliver_reforms
from sample_feeds.institutions.rewards import deliver_rewards
from sample_feeds.world import World


def deliver_institutions(folder: Path, world: World) -> Iterator[Filled]:
    """Every table of the institutions."""
    yield deliver_reforms(folder, world)
    yield deliver_rewards(folder, world)
