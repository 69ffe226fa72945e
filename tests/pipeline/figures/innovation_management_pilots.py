"""Every pilot whose row can be used."""

from collections.abc import Iterator

from tests.pipeline.counted import Truth, published_area

KEY = ("pilot_number", "version")


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("ip_office/management_pilots"):
        yield {
            "pilot_number": row["pilot_number"],
            "version": 1,
            "enterprise_name": row["enterprise_name"],
            "area_code": published_area(row["area_code"]),
            "ability_level": row["ability_level"].removesuffix("级"),
            "assessed_on": row["assessed_on"],
        }
