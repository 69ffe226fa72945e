"""Every vintage of the city's value added from the accounts worked out anew, each as of its day."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.pipeline import accounts
from tests.pipeline.counted import CITY, Truth, cents, percent
from tests.pipeline.figures.patent_intensive_value_added import sums
from tests.pipeline.truth import read

KEY = ("year", "category_code", "vintage")
TOLERANCE = Decimal("0.02")
CATEGORIES = ("00", "01", "02", "03", "04", "05", "06", "07")
REASONS = {"preliminary": "first", "revised": "complete_returns", "final": "census"}


def rows(truth: Truth) -> Iterator[dict[str, Any]]:
    before: dict[tuple[int, str], Decimal] = {}
    for (year, vintage), (released_on, _, _, census) in accounts.VINTAGES.items():
        gdp_vintage, gdp = known_gdp(truth.feeds, year, released_on)
        for category in CATEGORIES:
            value = sums(truth.feeds, year, vintage)[CITY, category]["raked"]
            earlier = before.get((year, category))
            before[year, category] = value
            yield {
                "year": year,
                "category_code": category,
                "vintage": vintage,
                "released_on": released_on,
                "value_added": cents(value),
                "share_of_gdp": percent(value, gdp),
                "gdp_vintage": gdp_vintage,
                "census_base": census,
                "revision": None if earlier is None else cents(value) - cents(earlier),
                "revision_percent": None if earlier is None else percent(value - earlier, earlier),
                "revision_reason": REASONS[vintage],
                "obs_status": "P",
            }


def known_gdp(feeds: Path, year: int, day: str) -> tuple[str, Decimal]:
    """The newest vintage of the city's GDP that was out by then, 万元."""
    accounts_of_year = [
        (row.release_date, row.version, row.gdp)
        for row in read(feeds, "gdp").itertuples()
        if row.year == year and row.area_name == "宁波市" and row.release_date <= day
    ]
    _, version, gdp = max(accounts_of_year)
    return version, gdp * 10_000
