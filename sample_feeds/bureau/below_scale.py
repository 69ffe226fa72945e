"""The sample survey of units below the reporting threshold: revenue this year and last, with sampling weights."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from sample_feeds.bureau.small import FIRST_YEAR, draw_small_units, frame, sections
from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.panel import YEARS
from sample_feeds.text import Booleans, Integers, Reals, Text, Words, array, choose, compute, joined, padded, whole
from sample_feeds.units import Units
from sample_feeds.world import World

HEADER: Header = (
    ("organisation_code", "单位|统一社会信用代码"),
    ("unit_name", "单位|单位详细名称"),
    ("area_code", "单位|行政区划代码"),
    ("industry_code", "单位|行业代码"),
    ("year", "报告期"),
    ("revenue", "营业收入|本年"),
    ("revenue_before", "营业收入|上年"),
    ("weight", "抽样权数"),
)
FORM = Form(
    feed="statistics_bureau/below_scale_survey",
    header=HEADER,
    shape="csv",
    entity="organisation_code",
    title="规模以下单位抽样调查 计量单位:千元",
    organisation_codes=("organisation_code",),
    areas=("area_code",),
    counts=("revenue",),
    required=("revenue",),
)
_SAMPLED = 0.6
_UNITS_PER_REGISTERED = 20
"""The stand-in's register is a twentieth of a real one below the threshold."""


def deliver_below_scale(folder: Path, world: World) -> Filled:
    """One file per year; a unit once drawn stays in the sample while it is below the threshold."""
    rng, units = world.part.stream("below_scale_survey"), world.units
    sampled = rng.random(len(units)) < _SAMPLED
    revenue = draw_small_units(world).revenue
    years = range(FIRST_YEAR, YEARS[-1] + 1)
    tables = [_year(units, year, sampled, revenue[t], revenue[t + 1]) for t, year in enumerate(years)]
    segment = np.repeat(np.arange(len(tables)), [table.num_rows for table in tables])
    members = [f"below_scale_survey_{year}{world.part.suffix}" for year in years]
    return fill(folder, world.part, FORM, pa.concat_tables(tables).combine_chunks(), members, segment)


def _year(units: Units, year: int, sampled: Booleans, before: Integers, now: Integers) -> pa.Table:
    small = frame(units, year)
    everyone, chosen = np.flatnonzero(small), np.flatnonzero(small & sampled)
    stratum = _strata(units, year)
    weight = _weights(stratum[everyone], stratum[chosen])
    industry = units.industry_in(chosen, np.full(len(chosen), year))
    return pa.table(
        {
            "organisation_code": choose(units.code, chosen),
            "unit_name": units.names(chosen, np.full(len(chosen), year)),
            "area_code": array([word[:6] for word in stratum[chosen].tolist()]),
            "industry_code": choose(units.industries.codes, industry),
            "year": whole(np.full(len(chosen), year)),
            "revenue": whole(now[chosen]),
            "revenue_before": whole(before[chosen]),
            "weight": _two_decimals(weight),
        }
    )


def _strata(units: Units, year: int) -> Words:
    """Area code and section of each unit."""
    everyone = np.arange(len(units))
    areas = units.places.in_year(everyone, np.full(len(units), year))
    return np.char.add(areas.astype(str), sections(units)[units.industry_in(everyone, np.full(len(units), year))])


def _weights(everyone: Words, chosen: Words) -> Reals:
    """How many units each sampled one stands for: its stratum's units over those drawn from it."""
    strata, position = np.unique(chosen, return_inverse=True)
    names, counts = np.unique(everyone, return_counts=True)
    of_frame = counts[np.searchsorted(names, strata)]
    weights: Reals = (of_frame / np.bincount(position))[position] * _UNITS_PER_REGISTERED
    return weights


def _two_decimals(weights: Reals) -> Text:
    hundredths = np.rint(weights * 100).astype(np.int64)
    exact: Text = compute.cast(joined(whole(hundredths // 100), ".", padded(hundredths % 100, 2)), pa.string())
    return exact
