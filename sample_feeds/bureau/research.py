"""The annual returns of research and development, 107-1 and 107-2: people and money of every listed unit."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.money import Items
from sample_feeds.survey import Survey
from sample_feeds.text import Dates, Integers, array, choose, iso, whole
from sample_feeds.world import World

HEADER: Header = (
    ("organisation_code", "统一社会信用代码"),
    ("unit_name", "单位详细名称"),
    ("industry_code", "行业代码"),
    ("industry_edition", "分类版本"),
    ("year", "报告期"),
    ("reported_on", "报送日期"),
    ("rd_projects", "研发项目数(项)"),
    ("rd_personnel", "研发人员(人)"),
    ("rd_full_time_equivalent", "研发人员折合全时当量(人年)"),
    ("rd_expenditure", "研发经费内部支出(千元)"),
    ("rd_staff_cost", "其中:人员人工费用(千元)"),
    ("rd_contracted_out", "研发经费外部支出(千元)"),
)
FORM = Form(
    feed="statistics_bureau/rd_returns",
    header=HEADER,
    shape="parquet",
    entity="organisation_code",
    organisation_codes=("organisation_code",),
    dates=("reported_on",),
    counts=("rd_expenditure", "rd_staff_cost", "rd_personnel"),
    required=("rd_expenditure", "rd_personnel"),
)
_SILENT = 0.01


def deliver_research(folder: Path, world: World) -> Filled:
    """One row per unit and year that returned its accounts; who does no research says nil."""
    rng, survey, units = world.part.stream("rd_returns"), world.survey, world.units
    answered = np.flatnonzero(survey.reports & (rng.random(len(survey.rows)) >= _SILENT))
    unit, year = survey.rows.unit[answered], survey.rows.year[answered]
    columns = {
        "organisation_code": choose(units.code, unit),
        "unit_name": units.names(unit, year),
        "industry_code": choose(units.industries.codes, survey.rows.industry[answered]),
        "industry_edition": array(["2017"] * len(unit)),
        "year": whole(year),
        "reported_on": iso(_days(year, rng)),
    }
    items = {name: whole(values) for name, values in _items(survey, answered, rng).items()}
    return fill(folder, world.part, FORM, pa.table(columns | items))


def _items(survey: Survey, answered: Integers, rng: np.random.Generator) -> Items:
    """What the unit books as research, less what the definition does not cover, with what it capitalises."""
    n = len(answered)
    booked, capitalised = (survey.items[name][answered] for name in ("rd_expenses", "capitalised_rd"))
    spent = np.where(booked > 0, np.rint(booked * rng.uniform(0.80, 1.02, n)).astype(np.int64) + capitalised, 0)
    most = np.maximum(survey.items["average_employees"][answered] * 6 // 10, 1)
    people = np.where(spent > 0, np.clip(spent // rng.integers(180, 340, n), 1, most), 0)
    return {
        "rd_projects": np.where(spent > 0, 1 + spent // 3_000, 0),
        "rd_personnel": people,
        "rd_full_time_equivalent": people * rng.integers(60, 96, n) // 100,
        "rd_expenditure": spent,
        "rd_staff_cost": spent * rng.integers(30, 61, n) // 100,
        "rd_contracted_out": np.where(rng.random(n) < 0.15, spent * rng.integers(2, 20, n) // 100, 0),
    }


def _days(year: Integers, rng: np.random.Generator) -> Dates:
    january: Dates = (year - 1969).astype("datetime64[Y]").astype("datetime64[D]")
    return january + rng.integers(20, 85, len(year))
