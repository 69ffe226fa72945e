"""Pre-examination quarter by quarter, event by event."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from statistics import median

from tests.pipeline.counted import Truth, quarter_of, quarters_between

KEY = ("quarter", "centre_field")
FIELDS = {"汽车及零部件": "auto", "智能制造": "smart"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    applications = list(truth.rows("protection_centre/preexaminations"))
    cases = list(truth.rows("protection_centre/rights_cases"))
    told = [row[name] for row in applications for name in ("submitted_on", "accepted_on", "granted_on")]
    told += [row["accepted_on"] for row in cases]
    for quarter, field in product(quarters_between(day for day in told if day), ["_T", *FIELDS.values()]):
        mine = [row for row in applications if field in ("_T", FIELDS[row["field"]])]
        granted = [row for row in mine if row["granted_on"] and quarter_of(row["granted_on"]) == quarter]
        lasted = [
            (date.fromisoformat(row["granted_on"]) - date.fromisoformat(row["submitted_on"])).days for row in granted
        ]
        rights = [row for row in cases if field in ("_T", FIELDS[row["field"]])]
        yield {
            "quarter": quarter,
            "centre_field": field,
            "preexaminations_filed": sum(quarter_of(row["submitted_on"]) == quarter for row in mine),
            "preexaminations_accepted": sum(
                quarter_of(row["accepted_on"]) == quarter for row in mine if row["accepted_on"]
            ),
            "patents_granted": len(granted),
            "median_days": Decimal(str(median(lasted))) if lasted else None,
            "rights_cases": sum(quarter_of(row["accepted_on"]) == quarter for row in rights),
        }
