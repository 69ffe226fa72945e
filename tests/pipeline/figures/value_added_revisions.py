"""Mean and mean absolute revisions between the vintages worked out anew."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.pipeline.counted import Truth, cents, percent
from tests.pipeline.figures import value_added_vintages

KEY = ("revision_step", "category_code")
TOLERANCE = Decimal("0.01")
STEPS = {
    "preliminary_revised": ("preliminary", "revised"),
    "revised_final": ("revised", "final"),
    "preliminary_final": ("preliminary", "final"),
}


def rows(truth: Truth) -> Iterator[dict[str, Any]]:
    figures = {
        (row["year"], row["category_code"], row["vintage"]): row["value_added"]
        for row in value_added_vintages.rows(truth)
    }
    years = sorted({year for year, _, _ in figures})
    for step, (one, other) in STEPS.items():
        for category in value_added_vintages.CATEGORIES:
            both = [y for y in years if (y, category, one) in figures and (y, category, other) in figures]
            pairs = [(figures[y, category, one], figures[y, category, other]) for y in both]
            revisions = [percent(later - earlier, earlier) for earlier, later in pairs]
            yield {
                "revision_step": step,
                "category_code": category,
                "first_year": both[0],
                "last_year": both[-1],
                "years": len(both),
                "mean_revision": cents(sum(revisions) / len(both)),
                "mean_absolute_revision": cents(sum(map(abs, revisions)) / len(both)),
                "largest_revision": max(map(abs, revisions)),
                "obs_status": "P",
            }
