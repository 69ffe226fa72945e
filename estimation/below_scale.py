"""Value added of units below the reporting threshold: the census carried on by the sample survey's revenue.

Arrays run over replicates × sections (× areas) or replicates × industries; the first replicate is the estimate itself,
the others are what the bootstrap makes of the survey.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from estimation.arrays import EstimationError, Integers, Reals


@dataclass(frozen=True)
class Survey:
    """The sampled units, one entry per unit and year: positions of section and industry, revenue this year and last
    (0: not known), and weights (replicates × entries). `of_section`: the section's position of each industry."""

    year: Integers
    section: Integers
    industry: Integers
    revenue: Reals
    revenue_before: Reals
    weights: Reals
    of_section: Integers
    sections: int
    minimum: int

    def growth(self, year: int) -> Reals:
        """Revenue over last year's of the same units, by section; with fewer than `minimum` units, that of all
        sections together. EstimationError: nobody was asked that year."""
        self._asked(year)
        both = np.flatnonzero((self.year == year) & (self.revenue_before > 0))
        section, weights = self.section[both], self.weights[:, both]
        now = sums(section, weights * self.revenue[both], self.sections)
        before = sums(section, weights * self.revenue_before[both], self.sections)
        known = np.bincount(section, minlength=self.sections) >= self.minimum
        everyone = ratio(now.sum(axis=1), before.sum(axis=1), empty=1.0)
        return np.where(known, ratio(now, before, empty=1.0), everyone[:, None])

    def index(self, since: int, year: int) -> Reals:
        """Growth from one year to a later one, by section."""
        index = np.ones((len(self.weights), self.sections))
        for each in range(since + 1, year + 1):
            index = index * self.growth(each)
        return index

    def shares(self, year: int, larger: Reals) -> Reals:
        """Each industry's share of its section by weighted revenue; a section with fewer than `minimum` units takes
        that of the larger units, whose amounts by industry are given. EstimationError: nobody was asked that year."""
        self._asked(year)
        of_year = np.flatnonzero(self.year == year)
        weighted = self.weights[:, of_year] * self.revenue[of_year]
        amounts = sums(self.industry[of_year], weighted, len(self.of_section))
        known = np.bincount(self.section[of_year], minlength=self.sections) >= self.minimum
        amounts = np.where(known[self.of_section], amounts, np.maximum(larger, 0.0))
        return ratio(amounts, sums(self.of_section, amounts, self.sections)[:, self.of_section], empty=0.0)

    def _asked(self, year: int) -> None:
        if not (self.year == year).any():
            raise EstimationError(
                f"没有 {year} 年的规模以下抽样调查：请补报该年调查",
                f"no below-scale survey of {year}: deliver that year's",
            )


def levels(survey: Survey, censuses: Mapping[int, Reals], year: int) -> Reals:
    """Replicates × sections × areas in a year, from the census levels (sections × areas) known.

    After the newest census its level × the index since. Between two, the first carried on, and what it missed by the
    second spread evenly over the years (geometrically). A cell that a census lacks follows the one before or after it.
    """
    earlier, later = sorted(c for c in censuses if c <= year), [c for c in censuses if c > year]
    if not earlier:
        raise EstimationError(
            f"{year} 年以前没有已发布的普查：请补报普查基准", f"no census before {year} is out: deliver its benchmark"
        )
    first = earlier[-1]
    index = survey.index(first, year)
    if not later:
        level = censuses[first][None] * index[:, :, None]
        for census in reversed(earlier[:-1]):
            level = np.where(level > 0, level, censuses[census][None] * survey.index(census, year)[:, :, None])
        return level
    second = min(later)
    whole, part = survey.index(first, second), (year - first) / (second - first)
    start, end = censuses[first], censuses[second]
    spread = start ** (1 - part) * end**part * (index / whole**part)[:, :, None]
    backwards = end[None] * (index / whole)[:, :, None]
    return np.where(start > 0, np.where(end > 0, spread, start[None] * index[:, :, None]), backwards)


def sums(place: Integers, values: Reals, count: int) -> Reals:
    """Sums by place of each row of values, in a fixed order."""
    return np.array([np.bincount(place, row, minlength=count) for row in values])


def ratio(numerator: Reals, denominator: Reals, empty: float) -> Reals:
    """Numerator over denominator, `empty` where that is not positive."""
    shape = np.broadcast(numerator, denominator).shape
    found: Reals = np.divide(numerator, denominator, out=np.full(shape, empty), where=denominator > 0)
    return found


def positions(names: Sequence[str], among: Sequence[str]) -> Integers:
    """Where each name stands among the known ones. KeyError: a name that is not among them."""
    place = {name: number for number, name in enumerate(among)}
    return np.array([place[name] for name in names], dtype=np.int64)
