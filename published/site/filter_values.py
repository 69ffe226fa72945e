"""Values that filters on columns accept."""

import json
from collections.abc import Sequence

from published.site.refusals import Refused

DIGITS = 18


def check_values(name: str, values: Sequence[str]) -> None:
    """Refuse values of a filter that cannot be meant: a list that is no list, a number beyond any column (400)."""
    for value in values:
        listed = name.endswith(("__in", "__notin")) and value.startswith("[")
        compared = name.endswith(("__gt", "__gte", "__lt", "__lte")) and value.isdigit()
        if (listed and not _is_list(value)) or (compared and not (value.isascii() and len(value) <= DIGITS)):
            raise Refused(
                400,
                f'参数 {name} 的值读不懂：列表写成 a,b 或 ["a","b"]，数字不超过 {DIGITS} 位。',
                f'The value of {name} cannot be read: write a list as a,b or ["a","b"], a number with at most'
                f" {DIGITS} digits.",
                {"parameter": name},
            )


def _is_list(value: str) -> bool:
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, list) and all(
        isinstance(one, str | float) or (isinstance(one, int) and abs(one) < 10**DIGITS) for one in found
    )
