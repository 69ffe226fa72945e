"""The sections of GB/T 4754-2017: letter ► name, and the section of each division."""

import csv
from collections.abc import Mapping
from functools import cache

from sample_feeds.reference import SEEDS


@cache
def section_names() -> Mapping[str, str]:
    """A … T and their names."""
    return {row["code"]: row["name"] for row in _classes() if row["level"] == "1"}


@cache
def section_of_division() -> Mapping[str, str]:
    """The two digits of a division ► its section."""
    return {row["code"]: row["parent"] for row in _classes() if row["level"] == "2"}


def _classes() -> list[dict[str, str]]:
    with (SEEDS / "codelists/gbt4754_2017.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
