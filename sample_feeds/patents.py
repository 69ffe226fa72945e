"""The patents of the city's units: their fates, numbers and holders."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.identifiers import application_numbers
from sample_feeds.portfolio import IN_FORCE, Portfolio, draw_portfolio
from sample_feeds.scale import Part
from sample_feeds.text import Booleans, Integers, Text
from sample_feeds.units import PUBLIC, SERVICE, UNLISTED, Units

_JOINT = 0.03
_CONCENTRATION, _HEAD = 0.9, 6.0
_NEW_NUMBERS = np.datetime64("2003-10-01")
_SERIALS_NEW, _SERIALS_OLD = 166_000, 1_660


@dataclass(frozen=True)
class Patents:
    """Per patent in order of application: the fates, the number (with dot), the unit that holds it, a joint holder
    or −1."""

    portfolio: Portfolio
    number: Text
    holder: Integers
    joint: Integers

    def __len__(self) -> int:
        return len(self.holder)

    @property
    def citable(self) -> Booleans:
        """In force and held by one unit alone."""
        citable: Booleans = (self.portfolio.status == IN_FORCE) & (self.joint < 0)
        return citable


def draw_patents(part: Part, units: Units) -> Patents:
    """All patents of the part."""
    rng = part.stream("patents")
    portfolio = draw_portfolio(part.scale.patents, rng)
    holder = _holders(units, len(portfolio.kind), rng)
    partner = _holders(units, len(holder), rng)
    joint = np.where((rng.random(len(holder)) < _JOINT) & (partner != holder), partner, -1)
    return Patents(portfolio, _numbers(part, portfolio, rng), holder, joint)


def _holders(units: Units, count: int, rng: np.random.Generator) -> Integers:
    """Units by Zipf's law: many patents with few; intensive industries, public bodies and long-lived units ahead."""
    favour = np.where(units.industries.intensive[units.industry], 2.5, 1.0)
    favour *= np.where(units.kind == PUBLIC, 20.0, np.where(units.kind == UNLISTED, 0.25, 1.0))
    favour *= np.where(units.panel.registered_from > 2020, 0.25, 1.0) * np.where(units.panel.last_year < 2025, 0.3, 1.0)
    favour *= np.where((units.kind == SERVICE) & ~units.industries.intensive[units.industry], 0.15, 1.0)
    rank = np.argsort(np.argsort(-favour * rng.pareto(1.0, len(units)), kind="stable"), kind="stable") + 1.0
    weights = (rank + _HEAD) ** -_CONCENTRATION * ~units.quiet
    return rng.choice(len(units), size=count, p=weights / weights.sum())


def _numbers(part: Part, fate: Portfolio, rng: np.random.Generator) -> Text:
    """Serials rise with the date within a year and kind; parts of a scale have serials of their own."""
    year = fate.applied.astype("datetime64[Y]").astype(np.int64) + 1970
    old = fate.applied < _NEW_NUMBERS
    group = (year * 10 + fate.kind) * 2 + old
    _, inverse, counts = np.unique(group, return_inverse=True, return_counts=True)
    order = np.argsort(inverse, kind="stable")
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)
    room = np.where(old, _SERIALS_OLD, _SERIALS_NEW)
    step = np.maximum(room // counts[inverse], 1)
    serial = part.number * room + rank * step + rng.integers(0, 2**31, len(group)) % step
    return application_numbers(year, fate.kind, serial, old)
