"""The bureau's table of November 2018 by group as copied by hand, 亿元 and per cent."""

from collections.abc import Iterator
from decimal import Decimal

from tests.pipeline.counted import Truth

KEY = ("month", "reported_group")
# group: November and its growth, January to November and its growth, what it is one of
PRINTED = {
    "_T": ("333.4", "4.0", "3400.6", "6.7", "total"),
    "light": ("94.7", "5.8", "913.7", "3.2", "light_heavy"),
    "heavy": ("238.7", "3.3", "2486.9", "8.1", "light_heavy"),
    "state_owned": ("5.3", "4.4", "58.5", "11.3", "ownership"),
    "limited_liability": ("78.8", "2.2", "820.3", "2.9", "ownership"),
    "joint_stock": ("44.9", "6.4", "453.6", "15.1", "ownership"),
    "private": ("105.5", "7.9", "1015.5", "6.8", "ownership"),
    "hmt_invested": ("66.7", "2.7", "710.6", "8.1", "ownership"),
    "foreign_invested": ("31.5", "-3.8", "335.4", "7.6", "ownership"),
    "large": ("123.5", "5.7", "1304.2", "6.9", "size"),
    "medium": ("98.7", "-1.1", "996.4", "4.1", "size"),
    "small": ("111.3", "7.2", "1100.0", "8.9", "size"),
    "high_technology": ("163.8", "6.2", "1676.8", "7.4", "selected"),
    "equipment": ("160.4", "4.0", "1641.1", "10.1", "selected"),
    "emerging": ("87.4", "1.6", "910.6", "13.3", "selected"),
    "energy_intensive": ("110.3", "5.7", "1152.8", "4.2", "selected"),
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    del truth  # real facts: nothing of them is generated
    for group, (of_month, growth, since_january, growth_since_january, breakdown) in PRINTED.items():
        yield {
            "month": "2018-11",
            "reported_group": group,
            "breakdown": breakdown,
            "industrial_value_added": Decimal(of_month) * 10_000,
            "industrial_value_added_since_january": Decimal(since_january) * 10_000,
            "growth_published": Decimal(growth),
            "growth_published_since_january": Decimal(growth_since_january),
            "obs_status": "A",
        }
