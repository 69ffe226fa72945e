"""The economy below the reporting threshold: what its units turn over, and the value added that they truly make."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_feeds.bureau.sections import section_of_division
from sample_feeds.panel import YEARS
from sample_feeds.places import area_weights
from sample_feeds.reference import UNALLOCATED
from sample_feeds.text import Booleans, Integers, Reals, Words
from sample_feeds.units import PUBLIC, SERVICE, Units
from sample_feeds.world import World

FIRST_YEAR = YEARS[0] - 1
CENSUSES = {2018: "第四次经济普查", 2023: "第五次经济普查"}
_FIRST_LEVEL = 0.74
_OTHERS_100M = {"E": 310.0, "F": 760.0, "H": 130.0, "J": 60.0, "K": 190.0, "S": 20.0}
_BESIDE = {"B": 0.3, "C": 0.16, "D": 0.08, "G": 0.5, "I": 0.35, "L": 1.1, "M": 0.6, "N": 0.8}
_OTHERWISE = 0.9
_USUAL_GROWTH = 1.04
Cell = tuple[str, str]


@dataclass(frozen=True)
class SmallUnits:
    """`revenue` by year (from the one before FIRST_YEAR) and unit, 千元; `value_added` of a section and area by year,
    万元, the censuses' years included; `shares` of each industry in its section by year."""

    revenue: Integers
    value_added: dict[int, dict[Cell, float]]
    shares: dict[int, Reals]


def draw_small_units(world: World) -> SmallUnits:
    """Between the censuses the value added grows evenly, afterwards with the revenue of all small units."""
    revenue = _revenues(len(world.units), world.part.stream("small_units"))
    level = _censuses(world)
    first, last = CENSUSES
    for year in range(first + 1, last):
        t = (year - first) / (last - first)
        level[year] = {c: level[first][c] ** (1 - t) * level[last][c] ** t for c in level[last]}
    for year in range(last + 1, YEARS[-1] + 1):
        growth = _growth(world.units, revenue, year)
        level[year] = {c: amount * growth.get(c[0], _USUAL_GROWTH) for c, amount in level[year - 1].items()}
    return SmallUnits(revenue, level, {year: _shares(world, revenue, year) for year in YEARS})


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


def frame(units: Units, year: int) -> Booleans:
    """Which units are below the threshold in that year; the year before the first register has the first one's."""
    known = max(year, YEARS[0])
    small: Booleans = units.panel.registered(known) & ~units.panel.listed(known) & (units.kind != PUBLIC)
    return small


def sections(units: Units) -> Words:
    """The section of each industry."""
    return np.array([section_of_division()[code[:2]] for code in units.industries.codes])


def areas_of(world: World) -> list[str]:
    """Every division, and 330200 for what belongs to none."""
    return sorted([*world.reference.divisions, UNALLOCATED])


def _revenues(count: int, rng: np.random.Generator) -> Integers:
    steps = rng.normal(0.03, 0.15, (len(YEARS) + 2, count))
    return np.rint(rng.lognormal(8.3, 0.7, count)[None, :] * np.exp(np.cumsum(steps, axis=0))).astype(np.int64)


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


def _growth(units: Units, revenue: Integers, year: int) -> dict[str, float]:
    """Section ► this year's revenue over last year's of the units below the threshold."""
    members = np.flatnonzero(frame(units, year))
    section = sections(units)[units.industry_in(members, np.full(len(members), year))]
    now, before = (revenue[y - FIRST_YEAR + 1, members] for y in (year, year - 1))
    return {str(s): float(now[section == s].sum() / before[section == s].sum()) for s in np.unique(section)}


def _shares(world: World, revenue: Integers, year: int) -> Reals:
    """By the revenue of small units; in a section without one, by the value added of the larger."""
    units, rows = world.units, world.survey.rows
    members = np.flatnonzero(frame(units, year))
    industry = units.industry_in(members, np.full(len(members), year))
    count = len(units.industries.codes)
    small = np.bincount(industry, revenue[year - FIRST_YEAR + 1, members], minlength=count)
    large = np.bincount(rows.industry, rows.value_added * (rows.year == year), minlength=count)
    place = np.unique(sections(units), return_inverse=True)[1]
    small_sums, large_sums = (np.bincount(place, values)[place] for values in (small, large))
    shares: Reals = np.where(small_sums > 0, small / np.maximum(small_sums, 1), large / np.maximum(large_sums, 1))
    return shares
