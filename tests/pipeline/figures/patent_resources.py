"""Every patent on offer whose row can be used; a price is stated, negotiable or not told."""

from collections.abc import Iterator

from tests.pipeline.counted import HOLDERS, Truth, cents

KEY = ("patent_number", "version")
STATES = {"在架": "offered", "已对接": "matched", "已转化": "transferred", "已撤回": "withdrawn"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("education_bureau/stock_patents"):
        asked = row["asking_price"]
        told = asked not in (None, "-1")
        yield {
            "patent_number": row["patent_number"],
            "version": 1,
            "patent_title": row["patent_title"],
            "holder_name": row["holder_name"],
            "holder_type": HOLDERS[row["holder_type"]],
            "industry_field": row["field"],
            "price_mode": "stated" if told else "negotiable" if asked else "not_told",
            "asking_price": cents(asked) if told else None,
            "assessment_level": row["assessment_level"][0].lower(),
            "offer_status": STATES[row["status"]],
            "offered_on": row["offered_on"],
            "contact_office": row["contact_office"],
            "record_state": "current",
        }
