"""Who hosts a project or stands on a list: units of the city, drawn once per list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sample_feeds.text import Integers, choose, strings
from sample_feeds.trades import Trade, trades
from sample_feeds.units import INDUSTRIAL, PUBLIC
from sample_feeds.world import World

BODIES = {"021": "科研机构", "022": "高等院校", "023": "医疗卫生机构"}


@dataclass(frozen=True)
class Host:
    """A unit as a list names it; `kind` as the forms call it: a kind of public body, or an enterprise."""

    unit: int
    name: str
    code: str
    area: str
    trade: Trade
    kind: str


def hosts(world: World, count: int, rng: np.random.Generator, public: float = 0.0) -> list[Host]:
    """Distinct industrial units with the given weight of public bodies, in random order."""
    units = world.units
    weights = np.select([units.kind == PUBLIC, units.kind == INDUSTRIAL], [public, 1.0], default=0.0)
    count = min(count, int((weights > 0).sum()))
    return [_host(world, int(unit)) for unit in rng.choice(len(units), count, replace=False, p=weights / weights.sum())]


def _host(world: World, unit: int) -> Host:
    units = world.units
    return Host(
        unit=unit,
        name=units.name[unit].as_py(),
        code=units.code[unit].as_py(),
        area=str(units.places.area[unit]),
        trade=trades()[units.industries.trade[units.industry[unit]]],
        kind=BODIES.get(units.contract_kind[unit].as_py(), "企业"),
    )


def days(count: int, rng: np.random.Generator, first: str = "2021-01-04", last: str = "2025-11-30") -> list[str]:
    """Ascending ISO days."""
    start, end = np.datetime64(first), np.datetime64(last)
    drawn = np.sort(start + rng.integers(0, int((end - start).astype(int)), count))
    return [str(day) for day in drawn]


def pick(words: tuple[str, ...], rng: np.random.Generator) -> str:
    """One of the words."""
    return words[int(rng.integers(0, len(words)))]


def institutions(world: World) -> list[Host]:
    """Every public body of the part."""
    return [_host(world, int(unit)) for unit in np.flatnonzero(world.units.kind == PUBLIC)]


def patents_of(world: World) -> dict[int, list[str]]:
    """Unit ► the numbers of its patents that are in force and its own alone."""
    held: dict[int, list[str]] = defaultdict(list)
    citable = np.flatnonzero(world.patents.citable)
    numbers = strings(choose(world.patents.number, citable))
    for unit, number in zip(world.patents.holder[citable].tolist(), numbers, strict=True):
        held[unit].append(number)
    return dict(held)


def some(numbers: Sequence[str], most: int, rng: np.random.Generator) -> list[str]:
    """One to `most` of the numbers, or none where there are none."""
    count = min(int(rng.integers(1, most + 1)), len(numbers))
    return [numbers[int(i)] for i in rng.choice(len(numbers), count, replace=False)] if count else []


def later(day: str, least: int, most: int, rng: np.random.Generator) -> str:
    """A day at least `least` and less than `most` days later."""
    return str(np.datetime64(day) + int(rng.integers(least, most)))


def in_pages(count: int, size: int) -> tuple[list[str], Integers]:
    """The names of the pages of a paged interface and the page of each row."""
    segment = np.arange(count) // size
    return [f"page_{number + 1}" for number in range(int(segment[-1]) + 1)], segment
