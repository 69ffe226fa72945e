"""Who assigns, licenses or pledges patents, and who takes them: units of the city, and some from elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sample_feeds.hosts import BODIES, Host, days, hosts
from sample_feeds.identifiers import application_numbers
from sample_feeds.parties import ELSEWHERE
from sample_feeds.text import strings
from sample_feeds.trades import trades
from sample_feeds.world import World

Held = Mapping[int, Sequence[str]]
_OUTSIDE_PATENTS = 4


@dataclass(frozen=True)
class Holder:
    """A host with the patents that are its own alone."""

    host: Host
    patents: Sequence[str]


def holders(
    world: World, held: Held, count: int, rng: np.random.Generator, public: float = 60.0, outside: float = 0.0
) -> list[Holder]:
    """`count` holders, the same one at times again, with a share from elsewhere."""
    pool = [Holder(host, held[host.unit]) for host in hosts(world, count, rng, public) if host.unit in held]
    strangers = _elsewhere(world)
    drawn = []
    for _ in range(count):
        group = strangers if rng.random() < outside else pool
        drawn.append(group[int(rng.integers(0, len(group)))])
    return drawn


def partners(world: World, count: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Names and area codes of those who buy or take a licence: firms of the city, one in four from elsewhere."""
    local = [(host.name, host.area) for host in hosts(world, count, rng)]
    strangers = [(name, area) for name, area, _ in ELSEWHERE]
    drawn = []
    for number in range(count):
        group = strangers if number % 4 == 3 else local
        drawn.append(group[int(rng.integers(0, len(group)))])
    return drawn


def dealings(
    world: World, held: Held, rng: np.random.Generator, outside: float
) -> list[tuple[str, Holder, tuple[str, str]]]:
    """Day, giving holder and taking partner of each contract of a gazette, by day."""
    count = world.part.scale.cases * 2
    dated = days(count, rng)
    return list(zip(dated, holders(world, held, count, rng, outside=outside), partners(world, count, rng), strict=True))


def _elsewhere(world: World) -> list[Holder]:
    count = len(ELSEWHERE) * _OUTSIDE_PATENTS
    serial = 8_000_000 + world.part.number * count + np.arange(count)
    year, invention = np.full(count, 2019), np.ones(count, dtype=np.int64)
    numbers = strings(application_numbers(year, invention, serial, np.zeros(count, dtype=bool)))
    return [
        Holder(
            Host(-1, name, "", area, trades()[0], BODIES.get(kind, "企业")),
            numbers[i * _OUTSIDE_PATENTS : (i + 1) * _OUTSIDE_PATENTS],
        )
        for i, (name, area, kind) in enumerate(ELSEWHERE)
    ]
