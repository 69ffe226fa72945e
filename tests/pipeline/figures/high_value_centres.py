"""Every centre whose row can be used."""

from collections.abc import Iterator

from tests.pipeline.counted import LEVELS, Truth, published_area

KEY = ("centre_number", "version")


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("ip_office/high_value_centres"):
        yield {
            "centre_number": row["centre_number"],
            "version": 1,
            "centre_name": row["centre_name"],
            "host_name": row["host_name"],
            "area_code": published_area(row["area_code"]),
            "recognition_level": LEVELS[row["level"]],
            "recognised_on": row["recognised_on"],
        }
