"""When units stand on the register, when they are listed for reporting, and what changes over the years."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.text import Booleans, Integers

YEARS = (2020, 2021, 2022, 2023, 2024)
NEVER = 9999
_FIRST_LISTED_SHARES = (0.70, 0.085, 0.08, 0.07, 0.065)
_EXIT_RATE = 0.02
_KNOWN_BEFORE_LISTING = 0.5
_RENAMED, _MOVED, _RECLASSIFIED = 0.08, 0.01, 0.03


@dataclass(frozen=True)
class Panel:
    """Per unit: first year on the register, first listed year (NEVER: not listed), last year of both, and the
    years from which it has another name, another division, another industry (NEVER: no change)."""

    registered_from: Integers
    listed_from: Integers
    last_year: Integers
    renamed: Integers
    moved: Integers
    reclassified: Integers

    def registered(self, year: int) -> Booleans:
        """Which units stand on that year's register."""
        return (self.registered_from <= year) & (year <= self.last_year)

    def listed(self, year: int) -> Booleans:
        """Which units are listed for reporting in that year."""
        return (self.listed_from <= year) & (year <= self.last_year)


def draw_panel(count: int, reporting: Booleans, rng: np.random.Generator) -> Panel:
    """A panel of `count` units, of which `reporting` ones are listed at some time."""
    first = rng.choice(YEARS, size=count, p=_FIRST_LISTED_SHARES)
    known_before = rng.random(count) < _KNOWN_BEFORE_LISTING
    lifetime = rng.geometric(_EXIT_RATE, count)
    registered_from = np.where(reporting & known_before, YEARS[0], first)
    last_year = np.minimum(first + lifetime - 1, NEVER)

    def some_year(share: float) -> Integers:
        """A year in which the unit stands on the register, as it did the year before."""
        year = rng.choice(YEARS[1:], size=count)
        possible = (registered_from < year) & (year <= last_year)
        return np.where(possible & (rng.random(count) < share), year, NEVER)

    return Panel(
        registered_from=registered_from,
        listed_from=np.where(reporting, first, NEVER),
        last_year=last_year,
        renamed=some_year(_RENAMED),
        moved=some_year(_MOVED),
        reclassified=some_year(_RECLASSIFIED),
    )
