"""Residents as the bureau announces them, row by row."""

from collections.abc import Iterator
from decimal import Decimal

from tests.pipeline.counted import NAMES, Truth

KEY = ("year", "area_code")


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("statistics_bureau/population"):
        if row["area_name"] in NAMES:
            yield {
                "year": int(row["year"]),
                "area_code": NAMES[row["area_name"]],
                "population_at_year_end": int(Decimal(row["population"]) * 10_000),
                "obs_status": "A",
            }
