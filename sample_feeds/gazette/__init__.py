"""Contracts about patents: assigned, licensed, offered to all, pledged, and the loans behind the pledges."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.gazette.compensation import deliver_compensation
from sample_feeds.gazette.licences import deliver_licences
from sample_feeds.gazette.loans import deliver_loans
from sample_feeds.gazette.open_licences import deliver_open_licences
from sample_feeds.gazette.pledges import deliver_pledges, draw_pledges
from sample_feeds.gazette.transfers import deliver_transfers
from sample_feeds.hosts import patents_of
from sample_feeds.world import World


def deliver_gazette(folder: Path, world: World) -> Iterator[Filled]:
    """Every table about transactions, licences and pledges."""
    held = patents_of(world)
    yield deliver_transfers(folder, world, held)
    yield deliver_licences(folder, world, held)
    yield from deliver_open_licences(folder, world, held)
    pledges = draw_pledges(world, held)
    yield deliver_pledges(folder, world, pledges)
    yield from deliver_loans(folder, world, pledges)
    yield deliver_compensation(folder, world)
