"""Services, enterprises and risks by year, area and kind of service."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from tests.pipeline.counted import AREAS, CITY, Truth, published_area

KEY = ("year", "area_code", "listing_service")
SERVICES = {"知识产权体检": "check", "专题辅导": "training", "风险排查": "risk", "纠纷应对": "dispute"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    served = list(truth.rows("ip_office/listing_services"))
    years = sorted({int(row["served_on"][:4]) for row in served})
    for year, area, kind in product(range(years[0], years[-1] + 1), AREAS, ["_T", *SERVICES.values()]):
        cell = [row for row in served if belongs(row, year, area, kind)]
        yield {
            "year": year,
            "area_code": area,
            "listing_service": kind,
            "services": len(cell),
            "enterprises_served": len({row["enterprise_code"] for row in cell}),
            "risks_found": sum(int(row["risks_found"]) for row in cell),
            "risks_settled": sum(int(row["risks_settled"]) for row in cell),
        }


def belongs(row: dict[str, Any], year: int, area: str, kind: str) -> bool:
    places, kinds = (CITY, published_area(row["area_code"])), ("_T", SERVICES[row["service"]])
    return row["served_on"].startswith(str(year)) and area in places and kind in kinds
