"""A folded text ► the words that the index knows.

Chinese is not cut into words, which would lose what is cut otherwise, but into overlapping pairs of characters with the
last one alone: 质押融资 ► 质押 押融 融资 资. A phrase of pairs is then a substring, and a character begins a pair.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from published.search.folding import IDEOGRAPHS, folded

Kind = Literal["patent", "amount", "ideographs", "word"]
_LETTER = rf"[^\W_{IDEOGRAPHS}]"
_PATENT = (
    r"(?<![0-9a-z])(?:(?:zl|cn)\s?)?"
    r"(?P<patent>(?:19|20)[0-9]{2}\s?[1-9]\s?[0-9]{7}(?=\s?\.\s?[0-9x](?![0-9a-z])|[0-9x]?(?![0-9a-z])))"
    r"(?:\s?\.\s?[0-9x]|[0-9x])?(?![0-9a-z])"
)
_OLD_PATENT = (
    r"(?<![0-9a-z])(?P<prefix>(?:zl|cn)\s?)?(?P<old>[089][0-9][1-389][0-9]{5})"
    r"(?(prefix)(?:\.?[0-9x])?|\.[0-9x])(?![0-9a-z])"
)
_AMOUNT = r"(?<![0-9,.])(?P<amount>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?![0-9,])"
_RUN = rf"(?P<ideographs>[{IDEOGRAPHS}]+)"
_WORD = rf"(?P<word>{_LETTER}+(?:[-_./]{_LETTER}+)*)"
_SCAN = re.compile("|".join((_PATENT, _OLD_PATENT, _AMOUNT, _RUN, _WORD)))
_SEPARATOR = re.compile(r"[-_./]")
_NOT_DIGIT = re.compile(r"[^0-9]")
_REMEMBERED, _SHORT = 100_000, 60


@dataclass(frozen=True)
class Segment:
    """A part of a text that is looked up as one: a patent's number without prefix, spaces and check digit, an amount
    without commas, a run of ideographs, or a word with what hyphens, dots and underscores join.
    """

    kind: Kind
    text: str

    @property
    def parts(self) -> list[str]:
        """What the joints of a word part."""
        return _SEPARATOR.split(self.text)

    @property
    def joined(self) -> str | None:
        """A number or code of several parts without its joints; None of any other."""
        parts = self.parts
        return "".join(parts) if len(parts) > 1 and any(one.isdecimal() for one in self.text) else None


def segments(text: str) -> Iterator[Segment]:
    """The parts of a folded text, in order."""
    for found in _SCAN.finditer(text):
        if number := found["patent"] or found["old"]:
            yield Segment("patent", _NOT_DIGIT.sub("", number))
        elif found["amount"]:
            yield Segment("amount", found["amount"].replace(",", ""))
        elif found["ideographs"]:
            yield Segment("ideographs", found["ideographs"])
        else:
            yield Segment("word", found["word"])


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run of ideographs; of a single one none."""
    return [run[place : place + 2] for place in range(len(run) - 1)]


def indexed(text: str) -> str:
    """The words of a text for the index, with spaces between."""
    return _indexed_once(text) if len(text) <= _SHORT else _indexed(text)


def _indexed(text: str) -> str:
    return " ".join(word for one in segments(folded(text)) for word in _words(one))


_indexed_once = lru_cache(_REMEMBERED)(_indexed)


def _words(segment: Segment) -> list[str]:
    if segment.kind == "ideographs":
        return [*pairs(segment.text), segment.text[-1]]
    if segment.kind == "word":
        return [*segment.parts, *([segment.joined] if segment.joined else [])]
    return [segment.text]
