"""Projects by year, funder and type of institution, with the distinct patents they declare and transferred."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.pipeline.counted import HOLDERS, Truth, patents_in, percent

KEY = ("year", "funder", "holder_type")
FUNDERS = {"中央财政": "national", "省级财政": "province", "市级财政": "city", "区县财政": "district"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    projects = list(truth.rows("science_bureau/funded_projects"))
    years = sorted({int(row["approved_on"][:4]) for row in projects})
    every = product(range(years[0], years[-1] + 1), ("_T", *FUNDERS.values()), ("_T", *HOLDERS.values(), "other"))
    for year, funder, holder in every:
        cell = [
            row
            for row in projects
            if row["approved_on"].startswith(str(year))
            and funder in ("_T", FUNDERS[row["funder"]])
            and holder in ("_T", HOLDERS[row["institution_type"]])
        ]
        declared = patents_in(row["declared_patents"] for row in cell)
        transferred = patents_in(row["transferred_patents"] for row in cell)
        yield {
            "year": year,
            "funder": funder,
            "holder_type": holder,
            "funded_projects": len(cell),
            "projects_declaring": sum(row["declared_patents"] is not None for row in cell),
            "declared_patents": len(declared),
            "transferred_patents": len(transferred),
            "transferred_share": percent(Decimal(len(transferred)), Decimal(len(declared))) if declared else None,
        }
