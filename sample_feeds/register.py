"""The unit register: one row per unit and year, listed for reporting or not."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_feeds.panel import YEARS
from sample_feeds.survey import Survey, size_classes
from sample_feeds.text import Booleans, Integers, Text, array, choose, where, whole
from sample_feeds.units import INDUSTRIAL

_REVENUE_UNKNOWN = 0.02


@dataclass(frozen=True)
class Register:
    """The clean text table, sorted by year, with the unit, year and listing of each row."""

    table: pa.Table
    unit: Integers
    year: Integers
    listed: Booleans


def draw_register(survey: Survey, parents: Text, rng: np.random.Generator) -> Register:
    """The registers of all years, with the code of each unit's direct parent; they follow a change of industry one
    year late."""
    units = survey.units
    members = [np.flatnonzero(units.panel.registered(year)) for year in YEARS]
    unit = np.concatenate(members)
    year = np.repeat(YEARS, [len(group) for group in members])
    listed = units.panel.listed_from[unit] <= year
    revenue, size = _sizes(survey, unit, year, listed, rng)
    form = where(units.kind[unit] == INDUSTRIAL, "B103-1", "F103")
    table = pa.table(
        {
            "organisation_code": choose(units.code, unit),
            "unit_name": units.names(unit, year),
            "area_code": array([str(code) for code in units.places.in_year(unit, year)]),
            "functional_zone": choose(units.places.zone, unit),
            "parent_organisation_code": choose(parents, unit),
            "industry_code": choose(units.industries.codes, units.industry_in(unit, year - 1)),
            "industry_edition": array(["2017"] * len(unit)),
            "size_class": whole(size),
            "register_revenue": where(rng.random(len(unit)) < _REVENUE_UNKNOWN, "", whole(revenue)),
            "registration_type": choose(units.registration_type, unit),
            "year": whole(year),
            "form": where(listed, form, ""),
        }
    )
    return Register(table, unit, year, listed)


def _sizes(
    survey: Survey, unit: Integers, year: Integers, listed: Booleans, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Revenue and size class: a listed unit's near its return, a small one's by chance."""
    count = len(survey.units)
    position = np.searchsorted(survey.rows.year * count + survey.rows.unit, year * count + unit)
    position = np.minimum(position, len(survey.rows) - 1)
    reported = survey.items["operating_revenue"][position] * rng.uniform(0.97, 1.03, len(unit))
    revenue = np.where(listed, np.rint(reported), np.rint(rng.lognormal(8.3, 0.7, len(unit)))).astype(np.int64)
    return revenue, np.where(listed, survey.size_class[position], size_classes(revenue, revenue // 900))
