"""The county table of November 2018 as copied by hand, 亿元 and per cent, and what ten divisions leave of it."""

from collections.abc import Iterator
from decimal import Decimal

from tests.pipeline.counted import Truth

KEY = ("month", "reported_area")
# area: November and its growth, January to November and its growth, kind of row
PRINTED = {
    "3302": ("333.4", "4.0", "3400.6", "6.7", "total"),
    "330203": ("18.3", "3.9", "205.2", "7.1", "part"),
    "330205": ("12.1", "-0.6", "117.3", "10.7", "part"),
    "330206": ("67.3", "-5.1", "753.9", "4.9", "part"),
    "330211": ("59.2", "15.7", "591.3", "4.1", "part"),
    "330212": ("24.6", "4.4", "252.8", "1.6", "part"),
    "330213": ("26.7", "-0.7", "237.7", "3.7", "part"),
    "330213x": ("10.2", "8.6", "97.6", "8.2", "of_which"),
    "330225": ("11.6", "6.7", "110.5", "7.2", "part"),
    "330226": ("17.7", "5.4", "180.4", "8.6", "part"),
    "330281": ("31.4", "8.8", "304.4", "10.7", "part"),
    "330282": ("63.2", "4.4", "638.9", "10.6", "part"),
    # 333.4 - 332.1 and 3400.6 - 3392.4
    "3302_D": ("1.3", None, "8.2", None, "difference"),
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    del truth  # real facts: nothing of them is generated
    for area, (of_month, growth, since_january, growth_since_january, kind) in PRINTED.items():
        yield {
            "month": "2018-11",
            "reported_area": area,
            "row_kind": kind,
            "industrial_value_added": Decimal(of_month) * 10_000,
            "industrial_value_added_since_january": Decimal(since_january) * 10_000,
            "growth_published": growth and Decimal(growth),
            "growth_published_since_january": growth_since_january and Decimal(growth_since_january),
            "obs_status": "A",
        }
