"""SQL's LIKE as SQLite answers it, in a time that grows with the text alone: its own begins anew at every character."""

from collections.abc import Callable
from functools import lru_cache


@lru_cache(256)
def like(pattern: str) -> Callable[[str], bool]:
    """Whether a text is like a pattern without `_`: `%` any characters, letters of ASCII in either case."""
    head, *rest = (_folded(part) for part in pattern.split("%"))
    if not rest:
        return lambda text: _folded(text) == head
    *middle, tail = rest

    def matches(text: str) -> bool:
        told = _folded(text)
        place, end = len(head), len(told) - len(tail)
        if place > end or not (told.startswith(head) and told.endswith(tail)):
            return False
        for part in middle:
            found = told.find(part, place, end)
            if found < 0:
                return False
            place = found + len(part)
        return True

    return matches


def _folded(text: str) -> bytes:
    """Bytes have no letters but those of ASCII."""
    return text.encode().lower()
