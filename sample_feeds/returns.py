"""The annual returns B103-1 and F103 of the listed units that report."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_feeds.money import OPTIONAL
from sample_feeds.survey import Survey
from sample_feeds.text import Dates, Integers, Text, array, choose, iso, where, whole

_FIRST_DAY, _LAST_DAY = 9, 69


@dataclass(frozen=True)
class Returns:
    """The clean text table, sorted by year, and the unit and year of each row."""

    table: pa.Table
    unit: Integers
    year: Integers


def draw_returns(survey: Survey, industrial: bool, rng: np.random.Generator) -> Returns:
    """The returns of industry or of the services. An item that is nil is left blank, as the form says."""
    rows, units = survey.rows, survey.units
    reported = np.flatnonzero(survey.reports & (rows.industrial == industrial))
    unit, year = rows.unit[reported], rows.year[reported]
    january: Dates = (year - 1969).astype("datetime64[Y]").astype("datetime64[D]")
    reported_on = january + rng.integers(_FIRST_DAY, _LAST_DAY, len(unit))
    columns = {
        "organisation_code": choose(units.code, unit),
        "unit_name": units.names(unit, year),
        "industry_code": choose(units.industries.codes, rows.industry[reported]),
        "industry_edition": array(["2017"] * len(unit)),
        "size_class": whole(survey.size_class[reported]),
        "registration_type": choose(units.registration_type, unit),
        "year": whole(year),
        "reported_on": iso(reported_on),
    }
    money = {name: _cells(name, values[reported]) for name, values in survey.items.items()}
    return Returns(pa.table(columns | money), unit, year)


def _cells(name: str, values: Integers) -> Text:
    text = whole(values)
    return where(values == 0, "", text) if name in OPTIONAL else text
