"""What of a text is shown with a hit, and where in it the words stand: places in the text, never markup."""

from collections.abc import Sequence
from dataclasses import dataclass

from published.search.folding import folded, folded_with_places
from published.search.query import Term

_BEFORE, _LONG, _PARTS = 24, 120, 3
_BETWEEN = " · "
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Excerpt:
    """A part of a text with the places (from, to) of the words; an ellipsis where the text goes on."""

    text: str
    marks: Marks


def marks(text: str, wanted: Sequence[Term], *, complete: bool) -> Marks:
    """Where the words stand in a text, in order, those that overlap as one."""
    compared, places = folded_with_places(text)
    spans = sorted(span for term in wanted for span in term.places(compared, complete=complete))
    merged: list[tuple[int, int]] = []
    for begin, end in ((places[first], places[last - 1] + 1) for first, last in spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def excerpt(lines: Sequence[str], wanted: Sequence[Term], *, complete: bool) -> Excerpt | None:
    """What stands around the words, from as few of the lines as have them all; None where no line has any."""
    having = {place: _words_in(line, wanted, complete) for place, line in enumerate(lines)}
    missing, parts = set(range(len(wanted))), list[Excerpt]()
    while missing and len(parts) < _PARTS:
        best = max(having, key=lambda place: (len(having[place] & missing), -place), default=None)
        if best is None or not having[best] & missing:
            break
        missing -= having[best]
        parts.append(_around(lines[best], marks(lines[best], wanted, complete=complete)))
    return _together(parts) if parts else None


def _around(line: str, spans: Marks) -> Excerpt:
    begin = max(spans[0][0] - _BEFORE, 0)
    end = min(begin + _LONG, len(line))
    before, after = "…" if begin else "", "…" if end < len(line) else ""
    kept = tuple((first, last) for first, last in spans if last <= end)
    return Excerpt(f"{before}{line[begin:end]}{after}", _moved(kept, len(before) - begin))


def _together(parts: Sequence[Excerpt]) -> Excerpt:
    text, kept = "", list[tuple[int, int]]()
    for part in parts:
        text += _BETWEEN if text else ""
        kept += _moved(part.marks, len(text))
        text += part.text
    return Excerpt(text, tuple(kept))


def _moved(spans: Marks, by: int) -> Marks:
    return tuple((first + by, last + by) for first, last in spans)


def beginning(lines: Sequence[str]) -> Excerpt | None:
    """How the first line begins; None where there is none."""
    return Excerpt(lines[0][:_LONG] + ("…" if len(lines[0]) > _LONG else ""), ()) if lines else None


def _words_in(line: str, wanted: Sequence[Term], complete: bool) -> set[int]:
    compared = folded(line)
    return {place for place, term in enumerate(wanted) if term.places(compared, complete=complete)}
