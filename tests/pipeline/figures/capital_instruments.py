"""Capital projects by year, area and instrument, project by project."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.pipeline.counted import AREAS, CITY, Truth, cents, patents_in, published_area

KEY = ("year", "area_code", "capital_instrument")
INSTRUMENTS = {"知识产权证券化": "securitisation", "作价入股": "equity", "基金投资": "fund"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    projects = list(truth.rows("financial_office/capital_instruments"))
    years = sorted({int(row["completed_on"][:4]) for row in projects})
    for year, area, kind in product(range(years[0], years[-1] + 1), AREAS, ["_T", *INSTRUMENTS.values()]):
        cell = [
            row
            for row in projects
            if row["completed_on"].startswith(str(year))
            and area in (CITY, published_area(row["area_code"]))
            and kind in ("_T", INSTRUMENTS[row["instrument"]])
        ]
        known = [Decimal(row["amount"]) for row in cell if row["amount"]]
        yield {
            "year": year,
            "area_code": area,
            "capital_instrument": kind,
            "capital_projects": len(cell),
            "projects_with_amount": len(known),
            "capital_raised": cents(sum(known)),
            "patents": len(patents_in(row["patent_numbers"] for row in cell)),
        }
