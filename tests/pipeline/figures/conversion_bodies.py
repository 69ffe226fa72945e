"""Every body that either department lists in a row that can be used."""

from collections.abc import Iterator

from tests.pipeline.counted import LEVELS, Truth, published_area

KEY = ("body_number", "version")
KINDS = {
    "创新联合体": "consortium",
    "概念验证中心": "proof_of_concept",
    "产业知识产权运营中心": "operation_centre",
    "专利池": "patent_pool",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for feed in ("ip_office/operation_bodies", "science_bureau/innovation_bodies"):
        for row in truth.rows(feed):
            yield {
                "body_number": row["body_number"],
                "version": 1,
                "conversion_body_kind": KINDS[row["kind"]],
                "recognition_level": LEVELS[row["level"]],
                "host_name": row["host_name"],
                "area_code": published_area(row["area_code"]),
                "members": int(row["members"]),
                "pooled_patents": int(row["pooled_patents"]) if row["pooled_patents"] else None,
                "established_on": row["established_on"],
            }
