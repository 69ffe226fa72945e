"""Who hosts a project or stands on a list: units of the city, drawn once per list."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.trades import Trade, trades
from sample_feeds.units import INDUSTRIAL, PUBLIC
from sample_feeds.world import World


@dataclass(frozen=True)
class Host:
    """A unit as a list names it."""

    name: str
    code: str
    area: str
    trade: Trade


def hosts(world: World, count: int, rng: np.random.Generator, public: float = 0.0) -> list[Host]:
    """Distinct industrial units with the given weight of public bodies, in random order."""
    units = world.units
    weights = np.select([units.kind == PUBLIC, units.kind == INDUSTRIAL], [public, 1.0], default=0.0)
    count = min(count, int((weights > 0).sum()))
    return [_host(world, int(unit)) for unit in rng.choice(len(units), count, replace=False, p=weights / weights.sum())]


def _host(world: World, unit: int) -> Host:
    units = world.units
    return Host(
        name=units.name[unit].as_py(),
        code=units.code[unit].as_py(),
        area=str(units.places.area[unit]),
        trade=trades()[units.industries.trade[units.industry[unit]]],
    )


def days(count: int, rng: np.random.Generator, first: str = "2021-01-04", last: str = "2025-11-30") -> list[str]:
    """Ascending ISO days."""
    start, end = np.datetime64(first), np.datetime64(last)
    drawn = np.sort(start + rng.integers(0, int((end - start).astype(int)), count))
    return [str(day) for day in drawn]


def pick(words: tuple[str, ...], rng: np.random.Generator) -> str:
    """One of the words."""
    return words[int(rng.integers(0, len(words)))]


def institutions(world: World) -> list[tuple[Host, str]]:
    """Every public body of the part with its type as the forms call it."""
    words = {"021": "科研机构", "022": "高等院校", "023": "医疗卫生机构"}
    kinds = world.units.contract_kind
    return [
        (_host(world, int(unit)), words[kinds[int(unit)].as_py()])
        for unit in np.flatnonzero(world.units.kind == PUBLIC)
    ]
