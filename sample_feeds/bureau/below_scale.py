"""The sample survey of units below the reporting threshold: revenue this year and last, with sampling weights."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from sample_feeds.bureau.small import FIRST_YEAR, SmallUnits, draw_small_units
from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.panel import YEARS
from sample_feeds.text import (
    Booleans,
    Reals,
    Text,
    Words,
    array,
    choose,
    compute,
    joined,
    padded,
    taken,
    whole,
)
from sample_feeds.world import World

HEADER: Header = (
    ("organisation_code", "单位|统一社会信用代码"),
    ("unit_name", "单位|单位详细名称"),
    ("area_code", "单位|行政区划代码"),
    ("industry_code", "单位|行业代码"),
    ("year", "报告期"),
    ("revenue", "营业收入|本年"),
    ("revenue_before", "营业收入|上年"),
    ("stratum", "抽样|层"),
    ("weight", "抽样|权数"),
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
_SAMPLED_INTENSIVE, _SAMPLED_BESIDE, _SAMPLED = 0.8, {"C": 0.2, "I": 0.5, "M": 0.5, "N": 0.5}, 0.05
"""The industries that the accounts single out are asked most often, then the others of their sections."""


def deliver_below_scale(folder: Path, world: World) -> Filled:
    """One file per year; a unit once drawn stays in the sample while it is open."""
    rng, small = world.part.stream("below_scale_survey"), draw_small_units(world)
    intensive = world.units.industries.intensive[small.industry]
    beside = np.array([_SAMPLED_BESIDE.get(section, _SAMPLED) for section in small.section.tolist()])
    sampled = rng.random(len(intensive)) < np.where(intensive, _SAMPLED_INTENSIVE, beside)
    years = range(FIRST_YEAR, YEARS[-1] + 1)
    tables = [_year(world, small, year, sampled) for year in years]
    segment = np.repeat(np.arange(len(tables)), [table.num_rows for table in tables])
    members = [f"below_scale_survey_{year}{world.part.suffix}" for year in years]
    return fill(folder, world.part, FORM, pa.concat_tables(tables).combine_chunks(), members, segment)


def _year(world: World, small: SmallUnits, year: int, sampled: Booleans) -> pa.Table:
    going = small.open_in(year)
    chosen = np.flatnonzero(going & sampled)
    stratum = _strata(world, small)
    return pa.table(
        {
            "organisation_code": taken(small.code, chosen),
            "unit_name": taken(small.name, chosen),
            "area_code": array(small.area[chosen].tolist()),
            "industry_code": choose(world.units.industries.codes, small.industry[chosen]),
            "year": whole(np.full(len(chosen), year)),
            "revenue": whole(small.revenue[year - FIRST_YEAR + 1, chosen]),
            "revenue_before": whole(small.revenue[year - FIRST_YEAR, chosen]),
            "stratum": array(stratum[chosen].tolist()),
            "weight": _two_decimals(_weights(stratum[going], stratum[chosen])),
        }
    )


def _strata(world: World, small: SmallUnits) -> Words:
    """Area, section, and whether the industry is singled out."""
    intensive = world.units.industries.intensive[small.industry].astype(np.int64).astype(str)
    return np.char.add(np.char.add(small.area.astype(str), small.section), intensive)


def _weights(everyone: Words, chosen: Words) -> Reals:
    """How many units each sampled one stands for: its stratum's units over those drawn from it."""
    strata, position = np.unique(chosen, return_inverse=True)
    names, counts = np.unique(everyone, return_counts=True)
    weights: Reals = (counts[np.searchsorted(names, strata)] / np.bincount(position))[position]
    return weights


def _two_decimals(weights: Reals) -> Text:
    hundredths = np.rint(weights * 100).astype(np.int64)
    exact: Text = compute.cast(joined(whole(hundredths // 100), ".", padded(hundredths % 100, 2)), pa.string())
    return exact
