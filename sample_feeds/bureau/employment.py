"""Employed persons by industry and year: the listed units' employees and what smaller ones add."""

from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.panel import YEARS
from sample_feeds.text import Integers, Reals
from sample_feeds.world import World

HEADER: Header = (
    ("year", "年份"),
    ("industry_code", "行业|代码"),
    ("industry_name", "行业|名称"),
    ("industry_edition", "行业|分类版本"),
    ("employed", "从业人员年平均人数"),
)
FORM = Form(
    feed="statistics_bureau/employment",
    header=HEADER,
    shape="xlsx",
    entity="industry_code",
    title="分行业法人单位从业人员 计量单位:人",
    footnotes=("注:各年数据均按GB/T 4754-2017重新归类。", "资料来源:宁波市统计局(演示数据)"),
    counts=("employed",),
    numeric=frozenset(("employed",)),
    required=("employed",),
)
FIRST_YEAR = 2016
_SMALLER, _YEARLY = 1.3, 0.98


def deliver_employment(folder: Path, world: World) -> Filled:
    """One sheet per year: every four-digit code, and its division above."""
    rng = world.part.stream("employment")
    years = range(FIRST_YEAR, YEARS[-1] + 1)
    employed = _employed(world, rng)
    sheets = [_sheet(world, year, employed[max(year, YEARS[0]) - YEARS[0]] * _earlier(year)) for year in years]
    segment = np.repeat(np.arange(len(sheets)), [len(sheet) for sheet in sheets])
    rows = [row for sheet in sheets for row in sheet]
    return fill(folder, world.part, FORM, rows, [f"{year}年" for year in years], segment)


def _employed(world: World, rng: np.random.Generator) -> Reals:
    """Year × industry, from the first annual survey on."""
    rows, count = world.survey.rows, len(world.units.industries.codes)
    small = rng.lognormal(5.6, 0.9, count) + 10
    employees = world.survey.items["average_employees"]
    listed = [np.bincount(rows.industry, employees * (rows.year == year), minlength=count) for year in YEARS]
    found: Reals = np.array(listed) * _SMALLER + small[None, :] * rng.uniform(0.97, 1.03, (len(YEARS), count))
    return found


def _earlier(year: int) -> float:
    return _YEARLY ** max(YEARS[0] - year, 0)


def _sheet(world: World, year: int, employed: Reals) -> list[Row]:
    codes, names = world.units.industries.codes, world.reference.industries_2017
    people: Integers = np.rint(employed).astype(np.int64)
    divisions: dict[str, list[Row]] = {}
    sums: dict[str, int] = {}
    for code, number in zip(codes, people.tolist(), strict=True):
        divisions.setdefault(code[:2], []).append(_row(year, code, names[code], number))
        sums[code[:2]] = sums.get(code[:2], 0) + number
    return [row for d, rows in divisions.items() for row in (_row(year, d, f"{d}大类", sums[d]), *rows)]


def _row(year: int, code: str, name: str, people: int) -> Row:
    return {
        "year": str(year),
        "industry_code": code,
        "industry_name": name,
        "industry_edition": "2017",
        "employed": str(people),
    }
