"""People, courses and agencies by year and area; a sum with a hole is unknown."""

from collections.abc import Iterator
from itertools import product

from tests.pipeline.counted import AREAS, CITY, Truth, published_area

KEY = ("year", "area_code", "ip_qualification")
QUALIFICATIONS = {
    "专利代理师": "patent_attorney",
    "初级知识产权师": "junior",
    "中级知识产权师": "middle",
    "高级知识产权师": "senior",
    "技术经纪人": "manager",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    returns = {
        (int(row["year"]), published_area(row["area_code"]), QUALIFICATIONS[row["qualification"]]): row
        for row in truth.rows("human_resources_bureau/qualifications")
    }
    courses = list(truth.rows("education_bureau/ip_education"))
    agencies = [row for row in truth.rows("ip_office/service_agencies") if row["in_zone"] == "是"]
    years = sorted({year for year, _, _ in returns})
    for year, area, kind in product(years, AREAS, ["_T", *QUALIFICATIONS.values()]):
        places = AREAS[1:] if area == CITY else (area,)
        kinds = list(QUALIFICATIONS.values()) if kind == "_T" else [kind]
        parts = [returns.get((year, a, k)) for a, k in product(places, kinds)]
        whole = all(parts)
        yield {
            "year": year,
            "area_code": area,
            "ip_qualification": kind,
            "people": sum(int(p["people"]) for p in parts if p) if whole else None,
            "newly_qualified": sum(int(p["newly_qualified"]) for p in parts if p) if whole else None,
            "obs_status": "A" if whole else "O",
            **(of_the_total(year, places, courses, agencies) if kind == "_T" else NOTHING),
        }


NOTHING = {"ip_majors": None, "ip_students": None, "zone_agencies": None}


def of_the_total(year: int, places: tuple[str, ...], courses: list, agencies: list) -> dict[str, object]:
    taught = [r for r in courses if int(r["year"]) == year and published_area(r["area_code"]) in places]
    last_day = f"{year}-12-31"
    there = [
        r
        for r in agencies
        if published_area(r["area_code"]) in places
        and r["opened_on"] <= last_day
        and (r["closed_on"] is None or r["closed_on"] > last_day)
    ]
    return {
        "ip_majors": sum(int(r["majors"]) for r in taught),
        "ip_students": sum(int(r["students"]) for r in taught),
        "zone_agencies": len(there),
    }
