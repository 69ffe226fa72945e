"""What universities, institutes and hospitals report, and enterprises beside them."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.institutions.conversion import deliver_conversion
from sample_feeds.institutions.funded import deliver_funded_projects
from sample_feeds.institutions.industrialisation import deliver_industrialisation
from sample_feeds.institutions.reforms import deliver_reforms
from sample_feeds.institutions.rewards import deliver_rewards
from sample_feeds.institutions.stock import deliver_stock
from sample_feeds.world import World


def deliver_institutions(folder: Path, world: World) -> Iterator[Filled]:
    """Every table of the institutions."""
    yield deliver_reforms(folder, world)
    yield deliver_rewards(folder, world)
    yield deliver_stock(folder, world)
    yield from deliver_conversion(folder, world)
    yield deliver_industrialisation(folder, world)
    yield deliver_funded_projects(folder, world)
