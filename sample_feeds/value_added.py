"""The value added of listed units in each year, calibrated to the published totals and shares."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.panel import YEARS
from sample_feeds.places import area_weights
from sample_feeds.reference import Reference
from sample_feeds.text import Booleans, Integers, Reals, Words
from sample_feeds.trades import trades
from sample_feeds.units import INDUSTRIAL, SERVICE, Units

THOUSANDS_PER_100M = 100_000
SMALLEST = 1_500
_TOTALS_100M = {
    INDUSTRIAL: (4042.0, 4630.0, 4865.0, 5010.0, 5200.0),
    SERVICE: (1290.0, 1420.0, 1490.0, 1560.0, 1640.0),
}
_INTENSIVE_SHARES = {
    INDUSTRIAL: (0.440, 0.446, 0.452, 0.457, 0.462),
    SERVICE: (0.400, 0.412, 0.425, 0.437, 0.448),
}
_RAKING_ROUNDS = 60


@dataclass(frozen=True)
class UnitYears:
    """One entry per listed unit and year, sorted by year and unit: its unit, its industry index and division code
    as on its return, its value added in 千元."""

    unit: Integers
    year: Integers
    industry: Integers
    area: Words
    industrial: Booleans
    value_added: Integers

    def __len__(self) -> int:
        return len(self.unit)


def draw_unit_years(units: Units, reference: Reference, rng: np.random.Generator) -> UnitYears:
    """The listed unit-years with their value added."""
    paths = _raw_paths(units, rng)
    listed = [np.flatnonzero(units.panel.listed(year)) for year in YEARS]
    unit = np.concatenate(listed)
    year = np.repeat(YEARS, [len(members) for members in listed])
    raw = np.concatenate([paths[members, t] for t, members in enumerate(listed)])
    industry = units.industry_in(unit, year)
    area = units.places.in_year(unit, year)
    industrial = units.kind[unit] == INDUSTRIAL
    level = _calibrated(raw, year, industrial, units.industries.intensive[industry], area, reference)
    value_added = np.maximum(np.rint(level).astype(np.int64), SMALLEST)
    return UnitYears(unit, year, industry, area, industrial, value_added)


def _raw_paths(units: Units, rng: np.random.Generator) -> Reals:
    size = np.array([trade.size for trade in trades()])[units.industries.trade[units.industry]]
    giants = np.where(rng.random(len(units)) < 0.025, 1.0 + rng.pareto(1.1, len(units)), 1.0)
    start = size * rng.lognormal(0.0, 1.15, len(units)) * np.minimum(giants, 120.0)
    steps = rng.normal(0.03, 0.13, (len(units), len(YEARS)))
    steps[:, 0] = 0.0
    return start[:, None] * np.exp(np.cumsum(steps, axis=1))


def _calibrated(
    raw: Reals,
    year: Integers,
    industrial: Booleans,
    intensive: Booleans,
    area: Words,
    ref: Reference,
) -> Reals:
    level = raw.copy()
    codes, position = np.unique(area, return_inverse=True)
    for kind in (INDUSTRIAL, SERVICE):
        for t, y in enumerate(YEARS):
            cell = (year == y) & (industrial == (kind == INDUSTRIAL))
            total = _TOTALS_100M[kind][t] * THOUSANDS_PER_100M
            share = _INTENSIVE_SHARES[kind][t]
            by_area = area_weights(list(codes), kind, ref) * total
            by_membership = np.array([1 - share, share]) * total
            factors = _raked(raw[cell], position[cell], intensive[cell].astype(np.int64), by_area, by_membership)
            level[cell] *= factors[position[cell], intensive[cell].astype(np.int64)]
    return level


def _raked(raw: Reals, area: Integers, member: Integers, by_area: Reals, by_membership: Reals) -> Reals:
    """Factors by area and membership that bring the sums to both margins, to the areas' at the last."""
    sums = np.bincount(area * 2 + member, raw, minlength=len(by_area) * 2).reshape(-1, 2)
    factors: Reals = np.ones(sums.shape)
    for _ in range(_RAKING_ROUNDS):
        factors *= _ratio(by_membership, (sums * factors).sum(axis=0))[None, :]
        factors *= _ratio(by_area, (sums * factors).sum(axis=1))[:, None]
    return factors


def _ratio(target: Reals, actual: Reals) -> Reals:
    ratio: Reals = np.divide(target, actual, out=np.ones(actual.shape), where=actual > 0)
    return ratio
