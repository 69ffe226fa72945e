"""Pre-examination and the protection of patents."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled
from sample_feeds.protection.cases import deliver_cases_of_protection
from sample_feeds.protection.preexaminations import deliver_preexaminations
from sample_feeds.world import World


def deliver_protection(folder: Path, world: World) -> Iterator[Filled]:
    """Every table about protection."""
    yield deliver_preexaminations(folder, world)
    yield from deliver_cases_of_protection(folder, world)
