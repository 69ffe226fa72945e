"""Every entry whose row can be used."""

from collections.abc import Iterator

from tests.pipeline.counted import LEVELS, Truth, published_area

KEY = ("entry_number", "version")
PROGRAMMES = {
    "头雁企业": "lead_goose",
    "知识产权+标准化领军企业": "ip_standard",
    "知识产权示范企业": "demonstration",
    "知识产权优势企业": "advantage",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("ip_office/leading_enterprises"):
        yield {
            "entry_number": row["entry_number"],
            "version": 1,
            "enterprise_programme": PROGRAMMES[row["programme"]],
            "recognition_level": LEVELS[row["level"]],
            "enterprise_name": row["enterprise_name"],
            "area_code": published_area(row["area_code"]),
            "recognised_on": row["recognised_on"],
        }
