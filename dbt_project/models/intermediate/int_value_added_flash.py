"""Value added of each category by quarter, 万元: years of accounts over their quarters, later quarters extrapolated.

Beside it what a flash said before the year's accounts: from earlier years' accounts and the year's own indicator. All
floating point is in `estimation`; each figure is rounded once, and the year's last quarter takes the remainder.
"""

from decimal import Decimal
from itertools import groupby

import numpy as np
import pyarrow as pa

from estimation.arrays import EstimationError
from estimation.disaggregation import FEWEST_YEARS, METHODS

MILLIONTH = Decimal("0.000001")
QUARTERS = 4
SCHEMA = pa.schema(
    {
        "category_code": pa.string(),
        "year": pa.int32(),
        "quarter_of_year": pa.int32(),
        "value_added": pa.decimal128(18, 6),
        "first_estimate": pa.decimal128(18, 6),
    }
)


def model(dbt, session):
    """dbt's entry: one row per category and quarter; `first_estimate` is null where no earlier year has accounts."""
    dbt.config(materialized="table")
    series = dbt.ref("int_value_added_flash_series").order("category_code, year, quarter_of_year").to_arrow_table()
    categories = groupby(series.to_pylist(), lambda row: row["category_code"])
    found = [row for category, rows in categories for row in flash(category, list(rows))]
    return pa.Table.from_pylist(found, schema=SCHEMA)


def flash(category, rows):
    """The quarters of one category, in order. EstimationError names the category."""
    try:
        return estimated(rows)
    except EstimationError as error:
        raise EstimationError(f"大类 {category}：{error.zh}", f"category {category}: {error.en}") from error


def estimated(rows):
    """Each row with its quarter of the accounts and what a flash said before them."""
    annual = [row["value_added_of_year"] for row in rows[::QUARTERS] if row["value_added_of_year"] is not None]
    indicator = np.array([float(row["revenue"]) for row in rows])
    method = rows[0]["method"]
    final = in_millionths(METHODS[method](as_floats(annual), indicator), annual)
    first = [None] * QUARTERS * FEWEST_YEARS[method]
    for known in range(FEWEST_YEARS[method], len(annual) + 1):
        until = QUARTERS * (known + 1) if known < len(annual) else len(rows)
        first += in_millionths(METHODS[method](as_floats(annual[:known]), indicator[:until]), [])[QUARTERS * known :]
    return [
        row | {"value_added": value_added, "first_estimate": first_estimate}
        for row, value_added, first_estimate in zip(rows, final, first, strict=True)
    ]


def as_floats(amounts):
    """DECIMALs as an array."""
    return np.array([float(amount) for amount in amounts])


def in_millionths(quarters, annual):
    """Rounded, so that the quarters of each year of accounts add up to it exactly."""
    found = [Decimal(quarter).quantize(MILLIONTH) for quarter in quarters.tolist()]
    for year, amount in enumerate(annual):
        last = QUARTERS * year + QUARTERS - 1
        found[last] = amount - sum(found[last - QUARTERS + 1 : last])
    return found
