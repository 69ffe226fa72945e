"""Qualified people, students and agencies."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.people.agencies import deliver_agencies
from sample_feeds.people.education import deliver_education
from sample_feeds.people.qualifications import deliver_qualifications
from sample_feeds.world import World


def deliver_people(folder: Path, world: World) -> Iterator[Filled]:
    """Every table about people."""
    yield deliver_qualifications(folder, world)
    yield deliver_education(folder, world)
    yield deliver_agencies(folder, world)
