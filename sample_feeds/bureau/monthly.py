"""The monthly returns B203 of above-scale industry: cumulative since January, which has no return of its own."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from sample_feeds.defects.draft import Draft
from sample_feeds.defects.shared import DISTANCE
from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.survey import Survey
from sample_feeds.text import Dates, Integers, Reals, array, choose, iso, where, whole
from sample_feeds.world import World

HEADER: Header = (
    ("organisation_code", "单位|统一社会信用代码"),
    ("unit_name", "单位|单位详细名称"),
    ("industry_code", "单位|行业代码"),
    ("industry_edition", "单位|分类版本"),
    ("month", "报告期"),
    ("reported_on", "报送日期"),
    ("revenue_to_date", "营业收入|1—本月"),
    ("revenue_to_date_before", "营业收入|上年同期"),
)
FORM = Form(
    feed="statistics_bureau/monthly_revenue",
    header=HEADER,
    shape="csv_zip",
    entity="organisation_code",
    title="规模以上工业企业财务状况 B203表 计量单位:千元",
    organisation_codes=("organisation_code",),
    dates=("reported_on",),
    counts=("revenue_to_date",),
    required=("unit_name",),
)
MONTHS = (*(f"2024-{month:02d}" for month in range(2, 13)), *(f"2025-{month:02d}" for month in range(2, 12)))
_SHARES = np.cumsum((0.074, 0.063, 0.083, 0.082, 0.083, 0.086, 0.082, 0.083, 0.086, 0.085, 0.092, 0.101))
_SPREAD, _SILENT = 0.05, 0.03


def deliver_monthly(folder: Path, world: World) -> Filled:
    """One row per unit and month; December's is the revenue of the annual return. The last year is still open."""
    rng = world.part.stream("monthly_revenue")
    revenue = _revenues(world.survey, rng)
    unit, month = _reporting(revenue, rng)
    year = 2024 + (np.arange(len(MONTHS)) >= 11)[month]
    share = _shares(revenue.shape[1], rng)[unit, [int(m[5:]) - 1 for m in np.array(MONTHS)[month]]]
    to_date = np.rint(revenue[year - 2023, unit] * share).astype(np.int64)
    before = np.rint(revenue[year - 2024, unit] * share).astype(np.int64)
    units = world.units
    table = pa.table(
        {
            "organisation_code": choose(units.code, unit),
            "unit_name": units.names(unit, year),
            "industry_code": choose(units.industries.codes, units.industry_in(unit, year)),
            "industry_edition": array(["2017"] * len(unit)),
            "month": choose(MONTHS, month),
            "reported_on": iso(_days(month, rng)),
            "revenue_to_date": whole(to_date),
            "revenue_to_date_before": where(before == 0, "", whole(before)),
        }
    )
    members = [f"B203_{month.replace('-', '')}" for month in MONTHS]
    return fill(folder, world.part, FORM, table, members, segment=month, further=_restated)


def _revenues(survey: Survey, rng: np.random.Generator) -> Reals:
    """The revenue of every unit in 2023, 2024 and 2025; nil where it is not listed."""
    found = np.zeros((3, len(survey.units)))
    industrial = survey.rows.industrial
    for row, year in enumerate((2023, 2024)):
        listed = industrial & (survey.rows.year == year)
        found[row, survey.rows.unit[listed]] = survey.items["operating_revenue"][listed]
    going_on = survey.units.panel.last_year >= 2025
    found[2] = np.rint(found[1] * going_on * rng.lognormal(0.04, 0.12, len(survey.units)))
    return found


def _reporting(revenue: Reals, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Unit and month of each return, by month."""
    listed = [np.flatnonzero(revenue[1 if month < "2025" else 2] > 0) for month in MONTHS]
    unit = np.concatenate(listed)
    month = np.repeat(np.arange(len(MONTHS)), [len(units) for units in listed])
    answered = rng.random(len(unit)) >= _SILENT
    return unit[answered], month[answered]


def _shares(count: int, rng: np.random.Generator) -> Reals:
    """Of each unit the part of the year's revenue that has come in by the end of each month."""
    shares: Reals = _SHARES[None, :] ** np.exp(rng.normal(0.0, _SPREAD, (count, 1)))
    return shares


def _days(month: Integers, rng: np.random.Generator) -> Dates:
    """A day between the 7th and the 18th of the following month."""
    following: Dates = (np.array(MONTHS, dtype="datetime64[M]") + 1).astype("datetime64[D]")
    return following[month] + rng.integers(6, 18, len(month))


def _restated(draft: Draft, count: int) -> None:
    """superseded_state: what a unit reported first; the row below it is what it says now."""
    for row in draft.pick("superseded_state", count):
        reported = date.fromisoformat(draft.text(row, "reported_on"))
        first = int(int(draft.text(row, "revenue_to_date")) * float(draft.rng.uniform(0.85, 0.99)))
        changes: dict[str, str | None] = {
            "revenue_to_date": str(first),
            "reported_on": (reported - timedelta(days=int(draft.rng.integers(1, 6)))).isoformat(),
        }
        draft.insert_faulty("superseded_state", draft.above(row, DISTANCE), row, changes)
