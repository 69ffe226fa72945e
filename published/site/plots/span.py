"""Periods one after another, so that one without a row is a gap and not a straight line."""

import re
from collections.abc import Sequence

_LONGEST = 600
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def whole(periods: Sequence[str]) -> list[str]:
    """Every year, quarter or month from the first to the last of these; as they are where they are none of that."""
    found = sorted(set(periods))
    if not found:
        return []
    every = [found[0]]
    while every[-1] != found[-1] and len(every) < _LONGEST:
        following = after(every[-1])
        if following is None:
            return found
        every.append(following)
    return every if set(found) <= set(every) else found


def after(period: str) -> str | None:
    """The next year (`2024`), quarter (`2024-Q1`) or month (`2024-01`); None for any other text."""
    if re.fullmatch(r"\d{4}", period):
        return str(int(period) + 1)
    if found := _QUARTER.fullmatch(period):
        year, quarter = int(found[1]), int(found[2])
        return f"{year + quarter // 4}-Q{quarter % 4 + 1}"
    if found := _MONTH.fullmatch(period):
        year, month = int(found[1]), int(found[2])
        return f"{year + month // 12}-{month % 12 + 1:02}"
    return None
