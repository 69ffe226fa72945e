"""The bureau's quarterly summary: revenue since January by four-digit industry, of industry until 2023."""

from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.panel import YEARS
from sample_feeds.text import Reals
from sample_feeds.world import World

HEADER: Header = (
    ("month", "报告期"),
    ("industry_code", "行业|代码"),
    ("industry_name", "行业|名称"),
    ("industry_edition", "行业|分类版本"),
    ("revenue_to_date", "营业收入|自年初累计"),
)
FORM = Form(
    feed="statistics_bureau/quarterly_revenue",
    header=HEADER,
    shape="csv",
    entity="industry_code",
    title="分行业季度营业收入(累计) 计量单位:千元",
    counts=("revenue_to_date",),
    required=("revenue_to_date",),
)
FIRST_YEAR, LAST_OF_INDUSTRY, OPEN_YEAR, LAST_OPEN_MONTH = 2019, 2023, 2025, 9
_SHARES = {3: 0.22, 6: 0.471, 9: 0.722, 12: 1.0}
_SPREAD = 0.05


def deliver_quarterly(folder: Path, world: World) -> Filled:
    """One file per year; from 2024 on industry reports every month and is no longer summarised here."""
    rng = world.part.stream("quarterly_revenue")
    years = range(FIRST_YEAR, OPEN_YEAR + 1)
    revenue = _revenues(world, rng)
    files = [_file(world, year, revenue[year - FIRST_YEAR], rng) for year in years]
    segment = np.repeat(np.arange(len(files)), [len(rows) for rows in files])
    rows = [row for file in files for row in file]
    members = [f"{FORM.name}{world.part.suffix}_{year}" for year in years]
    return fill(folder, world.part, FORM, rows, members, segment, segment == 0)


def _revenues(world: World, rng: np.random.Generator) -> Reals:
    """Year × industry, 千元: the listed units' and what the bureau adds for smaller ones, before the survey too."""
    rows, count = world.survey.rows, len(world.units.industries.codes)
    listed = world.survey.items["operating_revenue"]
    small = rng.lognormal(12.0, 0.8, count)
    known = [
        np.bincount(rows.industry, listed * (rows.year == year), minlength=count)
        + small * 1.05 ** (year - YEARS[0]) * rng.uniform(0.97, 1.03, count)
        for year in YEARS
    ]
    before, after = rng.lognormal(-0.03, 0.04, count), rng.lognormal(0.05, 0.05, count)
    found: Reals = np.array([known[0] * before, *known, known[-1] * after])
    return found


def _file(world: World, year: int, revenue: Reals, rng: np.random.Generator) -> list[Row]:
    industries, names = world.units.industries, world.reference.industries_2017
    shapes = np.exp(rng.normal(0.0, _SPREAD, len(revenue)))
    return [
        {
            "month": f"{year}-{month:02d}",
            "industry_code": code,
            "industry_name": names[code],
            "industry_edition": "2017",
            "revenue_to_date": str(round(revenue[i] * share ** shapes[i])),
        }
        for month, share in _SHARES.items()
        for i, code in enumerate(industries.codes)
        if not (year == OPEN_YEAR and month > LAST_OPEN_MONTH)
        and not (year > LAST_OF_INDUSTRY and industries.industrial[i])
    ]
