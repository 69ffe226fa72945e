"""The economy below the reporting threshold: what its units turn over, and the value added that they truly make."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_feeds.bureau.sections import section_of_division
from sample_feeds.identifiers import organisation_codes
from sample_feeds.industries import assign_industries
from sample_feeds.names import firm_names
from sample_feeds.panel import YEARS
from sample_feeds.places import area_weights
from sample_feeds.reference import UNALLOCATED
from sample_feeds.text import Booleans, Integers, Reals, Text, Words
from sample_feeds.units import SERVICE, Units
from sample_feeds.world import World

FIRST_YEAR = YEARS[0] - 1
CENSUSES = {2018: "第四次经济普查", 2023: "第五次经济普查"}
_PER_REGISTERED = 6
"""Small units for each that the register names below the threshold: most are on no list but the census's."""
_SERIALS, _SERIALS_PER_PART = 20_000_000, 100_000
_EXIT_RATE = 0.03
_FIRST_LEVEL = 0.74
_OTHERS_100M = {"E": 310.0, "F": 760.0, "H": 130.0, "J": 60.0, "K": 190.0, "S": 20.0}
_BESIDE = {"B": 0.3, "C": 0.16, "D": 0.08, "G": 0.5, "I": 0.35, "L": 1.1, "M": 0.6, "N": 0.8}
_OTHERWISE = 0.9
_USUAL_GROWTH = 1.04
Cell = tuple[str, str]


@dataclass(frozen=True)
class SmallUnits:
    """One entry per unit: code and name, division code, index into `industries.codes` and its section; `revenue` by
    year (from the one before FIRST_YEAR) and unit, 千元, 0 after the unit closed. `value_added` of a section and area
    by year, 万元, the censuses' years included; `shares` of each industry in its section by year."""

    code: Text
    name: Text
    area: Words
    industry: Integers
    section: Words
    revenue: Integers
    value_added: dict[int, dict[Cell, float]]
    shares: dict[int, Reals]

    def open_in(self, year: int) -> Booleans:
        """Which units turned something over in that year and the one before."""
        now, before = (self.revenue[y - FIRST_YEAR + 1] for y in (year, year - 1))
        going: Booleans = (now > 0) & (before > 0)
        return going


def draw_small_units(world: World) -> SmallUnits:
    """Half of them industry, half services. Between the censuses the value added grows evenly, afterwards with the
    revenue of all small units."""
    rng, units = world.part.stream("small_units"), world.units
    half = world.part.scale.unlisted_units * _PER_REGISTERED // 2
    industry = np.concatenate(
        [assign_industries(units.industries, industrial, half, rng) for industrial in (True, False)]
    )
    areas = areas_of(world)
    weights = area_weights(areas, SERVICE, world.reference)
    area = np.array(areas)[rng.choice(len(areas), size=2 * half, p=weights / weights.sum())]
    serial = np.arange(2 * half)
    code = organisation_codes(
        _SERIALS + world.part.number * _SERIALS_PER_PART + serial, area.astype(np.int64), np.zeros(2 * half, dtype=bool)
    )
    name = firm_names(serial, area.tolist(), units.industries.trade[industry], rng)
    section, revenue = sections(units)[industry], _revenues(2 * half, rng)
    level = _levels(world, section, revenue)
    shares = {year: _shares(world, industry, revenue, year) for year in YEARS}
    return SmallUnits(code, name, area, industry, section, revenue, level, shares)


def small_truth(world: World) -> pa.Table:
    """Per year, area and industry what the units below the threshold make, 万元."""
    small, codes = draw_small_units(world), world.units.industries.codes
    section = sections(world.units)
    columns: dict[str, list[object]] = {"year": [], "area_code": [], "industry_code": [], "value_added": []}
    for year, shares in small.shares.items():
        for (name, area), amount in small.value_added[year].items():
            members = np.flatnonzero((section == name) & (shares > 0))
            columns["year"] += [year] * len(members)
            columns["area_code"] += [area] * len(members)
            columns["industry_code"] += [codes[i] for i in members]
            columns["value_added"] += (shares[members] * amount).tolist()
    return pa.table(columns)


def sections(units: Units) -> Words:
    """The section of each industry."""
    return np.array([section_of_division()[code[:2]] for code in units.industries.codes])


def areas_of(world: World) -> list[str]:
    """Every division, and 330200 for what belongs to none."""
    return sorted([*world.reference.divisions, UNALLOCATED])


def _revenues(count: int, rng: np.random.Generator) -> Integers:
    steps = rng.normal(0.03, 0.15, (len(YEARS) + 2, count))
    revenue = np.rint(rng.lognormal(7.4, 0.8, count)[None, :] * np.exp(np.cumsum(steps, axis=0))).astype(np.int64)
    closed = rng.geometric(_EXIT_RATE, count)
    return np.where(np.arange(len(YEARS) + 2)[:, None] < closed[None, :] + 1, np.maximum(revenue, 1), 0)


def _levels(world: World, section: Words, revenue: Integers) -> dict[int, dict[Cell, float]]:
    level = _censuses(world)
    first, last = CENSUSES
    for year in range(first + 1, last):
        t = (year - first) / (last - first)
        level[year] = {c: level[first][c] ** (1 - t) * level[last][c] ** t for c in level[last]}
    for year in range(last + 1, YEARS[-1] + 1):
        growth = _growth(section, revenue, year)
        level[year] = {c: amount * growth.get(c[0], _USUAL_GROWTH) for c, amount in level[year - 1].items()}
    return level


def _censuses(world: World) -> dict[int, dict[Cell, float]]:
    """Census ► section and area ► value added; where larger units report, the smaller ones are measured by them."""
    rng = world.part.stream("census_benchmark")
    rows, areas = world.survey.rows, areas_of(world)
    last = rows.year == max(CENSUSES)
    section = sections(world.units)[rows.industry]
    shares = dict(zip(areas, area_weights(areas, SERVICE, world.reference), strict=True))
    level: dict[int, dict[Cell, float]] = {year: {} for year in CENSUSES}
    for name in sorted(set(section_of_division().values()) - {"A", "T"}):
        for area in areas:
            above = float(rows.value_added[last & (section == name) & (rows.area == area)].sum()) / 10
            others = _OTHERS_100M.get(name, 2.0) * 10_000 * float(shares[area])
            amount = above * _BESIDE.get(name, _OTHERWISE) + others
            for year in CENSUSES:
                factor = _FIRST_LEVEL if year == min(CENSUSES) else 1.0
                level[year][name, area] = int(amount * factor * 100 * rng.uniform(0.95, 1.05)) / 100
    return level


def _growth(section: Words, revenue: Integers, year: int) -> dict[str, float]:
    """Section ► this year's revenue over last year's of the units open in both."""
    now, before = (revenue[y - FIRST_YEAR + 1] for y in (year, year - 1))
    both = now > 0
    known = np.unique(section[both])
    return {str(s): float(now[both & (section == s)].sum() / before[both & (section == s)].sum()) for s in known}


def _shares(world: World, industry: Integers, revenue: Integers, year: int) -> Reals:
    """By the revenue of small units; in a section without one, by the value added of the larger."""
    rows, count = world.survey.rows, len(world.units.industries.codes)
    small = np.bincount(industry, revenue[year - FIRST_YEAR + 1], minlength=count)
    large = np.bincount(rows.industry, rows.value_added * (rows.year == year), minlength=count)
    place = np.unique(sections(world.units), return_inverse=True)[1]
    small_sums, large_sums = (np.bincount(place, values)[place] for values in (small, large))
    shares: Reals = np.where(small_sums > 0, small / np.maximum(small_sums, 1), large / np.maximum(large_sums, 1))
    return shares
