"""Texts as search compares them: width, case, accents and traditional characters make no difference.

Character by character, so that a part of a text folds to a part of the folded text and every place in it is known.
Words that differ across the strait (軟體, 软件) stay different.
"""

import unicodedata
from functools import lru_cache

from opencc import OpenCC

IDEOGRAPHS = "々〇㐀-䶿一-鿿\U00020000-\U000323af"
"""For a class of a regular expression: what is written without spaces between its words."""
_SIMPLIFIED = OpenCC("t2s")
_SURROGATE, _MARK = "Cs", "Mn"


_KEPT = 20_000
"""Characters whose folds are remembered: all that is in use, and no more than that, whatever is typed."""


def folded(text: str) -> str:
    """The text as it is compared."""
    return "".join(map(_fold, text))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The same, and for each of its characters, and for its end, which character of the text it comes from."""
    places = [place for place, one in enumerate(text) for _ in _fold(one)]
    return folded(text), [*places, len(text)]


@lru_cache(maxsize=_KEPT)
def _fold(one: str) -> str:
    if unicodedata.category(one) == _SURROGATE:
        return " "
    plain = unicodedata.normalize("NFKD", one).casefold()
    kept = "".join(part for part in unicodedata.normalize("NFKD", plain) if unicodedata.category(part) != _MARK)
    return kept if kept.isascii() else _SIMPLIFIED.convert(kept)
