"""The annual survey of a part: which units are listed, what they would report, and whether they do."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sample_feeds.money import Items, money_items
from sample_feeds.reference import Reference
from sample_feeds.scale import Part
from sample_feeds.text import Booleans, Integers, choose, where
from sample_feeds.units import Units
from sample_feeds.value_added import UnitYears, draw_unit_years

_SILENT = 0.02


@dataclass(frozen=True)
class Survey:
    """`rows` with the true money items (千元) and size class of each, and who reports."""

    units: Units
    rows: UnitYears
    items: Items
    size_class: Integers
    reports: Booleans

    def truth(self) -> pa.Table:
        """The clean unit-years, reporting or not."""
        units, rows = self.units, self.rows
        columns: dict[str, Any] = {
            "organisation_code": choose(units.code, rows.unit),
            "unit_name": units.names(rows.unit, rows.year),
            "area_code": pa.array(rows.area.astype(str), pa.string()),
            "sector": where(rows.industrial, "industry", "service"),
            "industry_code": choose(units.industries.codes, rows.industry),
            "year": pa.array(rows.year.astype(np.int32)),
            "value_added": pa.array(rows.value_added),
        }
        money = {name: pa.array(values) for name, values in self.items.items()}
        return pa.table(columns | money | {"reports": pa.array(self.reports)})


def draw_survey(part: Part, units: Units, reference: Reference) -> Survey:
    """The survey of all years."""
    rng = part.stream("survey")
    rows = draw_unit_years(units, reference, rng)
    industries = units.industries
    items = money_items(
        rows.value_added,
        industries.trade[rows.industry],
        rows.industrial,
        industries.intensive[rows.industry],
        rng,
    )
    size = size_classes(items["operating_revenue"], items["average_employees"])
    return Survey(units, rows, items, size, rng.random(len(rows)) >= _SILENT)


def size_classes(revenue: Integers, employees: Integers) -> Integers:
    """1 large, 2 medium, 3 small, 4 micro; revenue in 千元."""
    large = (revenue >= 400_000) & (employees >= 1_000)
    medium = (revenue >= 20_000) & (employees >= 300)
    small = revenue >= 3_000
    return np.select([large, medium, small], [1, 2, 3], default=4)
