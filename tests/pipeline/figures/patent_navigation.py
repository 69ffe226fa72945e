"""Every project whose row can be used, with its area."""

from collections.abc import Iterator

from tests.pipeline.counted import LEVELS, Truth, published_area

KEY = ("project_number",)


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for project in truth.rows("ip_office/navigation_projects"):
        yield {
            "project_number": project["project_number"],
            "host_name": project["host_name"],
            "area_code": published_area(project["area_code"]),
            "recognition_level": LEVELS[project["level"]],
            "started_on": project["started_on"],
            "finished_on": project["finished_on"],
        }
