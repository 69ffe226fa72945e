"""What a title line declares: the unit of the money below it, and the edition of its classification."""

import re
import unicodedata
from typing import get_args

from published.feed import MoneyUnit

UNITS: tuple[MoneyUnit, ...] = get_args(MoneyUnit)
_DECLARED = re.compile(r"单位 *: *(\S+)")
_BETWEEN = re.compile(r"[、,;/()]+")


def money_units(title: str) -> set[str]:
    """Every money unit that the title declares, known or not: `计量单位:千元、人` ► {千元}."""
    text = unicodedata.normalize("NFKC", title)
    words = {word for declared in _DECLARED.findall(text) for word in _BETWEEN.split(declared)}
    return {word.replace("人民币", "") for word in words if word.replace("人民币", "").endswith(("元", "圆"))}


def editions(title: str, version: str) -> set[str]:
    """Every edition that the title names of the list of `version`: `GB/T 4754-2011` for `GB/T 4754-2017`."""
    name, _, _ = version.rpartition("-")
    found = re.findall(rf"{re.escape(_close(name))}[-—–]?([12][0-9]{{3}})", _close(title))
    return {f"{name}-{year}" for year in found}


def folded(text: str) -> str:
    """Full-width colons and spaces do not make another title."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _close(text: str) -> str:
    return folded(text).upper()
