"""The column headings of a delivery: flattened, and held against what the feed declares."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

_NONE: dict[str, Any] = {"missing": "", "missing_en": ""}


def flatten(header_rows: Sequence[Sequence[str]]) -> list[str]:
    """`group|field` per column; a merged group label stands in its first column only.

    A column whose last row is blank is named by its first row and ends the group to its left.
    """
    names: list[str] = []
    group = ""
    for column in zip_longest(*header_rows, fillvalue=""):
        top, *below = (cell.strip() for cell in column)
        field = "|".join(cell for cell in below if cell)
        group = top or group
        names.append("|".join(part for part in (group, field) if part) if field else top)
        group = group if field else ""
    return _without_trailing_blanks(names)


def check_header(feed: Feed, file: str, found: Sequence[str], row: int, sheet: str | None = None) -> None:
    """Raise DeliveryRefused, naming the headers, unless `found` is the declared list in its order."""
    declared = [column.header for column in feed.columns]
    if list(found) == declared:
        return
    unknown = list((Counter(found) - Counter(declared)).elements())
    missing = list((Counter(declared) - Counter(found)).elements())
    place: dict[str, Any] = {"row": row, "sheet": sheet}
    if unknown:
        also = _listed(missing)
        both: dict[str, Any] = (
            {"missing": f",缺少列「{also}」", "missing_en": f", missing '{also}'"} if missing else _NONE
        )
        raise DeliveryRefused(feed.key, file, "header_unknown", **place, unknown=_listed(unknown), **both)
    if missing:
        raise DeliveryRefused(feed.key, file, "header_missing", **place, missing=_listed(missing))
    first = next(i for i, pair in enumerate(zip(declared, found, strict=True)) if pair[0] != pair[1])
    facts: dict[str, Any] = {"position": first + 1, "expected": declared[first], "found": found[first]}
    raise DeliveryRefused(feed.key, file, "header_order", **place, **facts)


def _listed(names: Sequence[str], most: int = 4) -> str:
    shown = "、".join((name or "(空白)")[:24] for name in names[:most])
    return shown if len(names) <= most else f"{shown} 等 {len(names)} 列"


def _without_trailing_blanks(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names.pop()
    return names
