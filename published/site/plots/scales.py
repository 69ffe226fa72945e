"""Round ticks, and how wide a text is: what a plot must know before it is drawn."""

import unicodedata
from collections.abc import Iterable, Sequence
from math import ceil, floor, log10

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_HEADROOM = 1.04


def ticks(values: Iterable[float], steps: int = 4) -> list[float]:
    """Round figures from zero (or the round figure below the least value) to above the greatest."""
    known = [*values, 0.0]
    low, high = min(known), max(known)
    if low == high:
        return [0.0, 1.0]
    step = _step((high - low) / steps)
    first, last = floor(low * _HEADROOM / step + 1e-9), ceil(high * _HEADROOM / step - 1e-9)
    return [round(step * count, 10) for count in range(first, last + 1)]


def decimals(found: Sequence[float]) -> int:
    """How many decimals the ticks need to be told apart."""
    return next(places for places in range(11) if all(abs(round(tick, places) - tick) < 1e-9 for tick in found))


def sparse(labels: Sequence[str], room: float, size: float = 12) -> list[str]:
    """As many labels as have room, evenly apart, the last among them."""
    if not labels:
        return []
    widest = max(width(label, size) for label in labels) + 14
    every = max(1, ceil(len(labels) * widest / room))
    return list(labels[::-1][::every][::-1])


def width(text: str, size: float) -> float:
    """About how many pixels a text is wide: a full em for what East Asian type sets so, else half of one and a bit."""
    ems = sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.57 for letter in text)
    return ems * size


def wrapped(text: str, room: float, size: float) -> list[str]:
    """A text in lines that are at most `room` pixels wide, broken at spaces and between Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Ascending places pushed at least `gap` apart, within low and high as far as they all fit."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else max(place, low))
    for index in range(len(moved) - 1, -1, -1):
        limit = high if index == len(moved) - 1 else moved[index + 1] - gap
        moved[index] = min(moved[index], limit)
    return moved


def _step(rough: float) -> float:
    scale = 10.0 ** floor(log10(rough))
    return next(scale * factor for factor in _ROUND if scale * factor >= rough * (1 - 1e-9))


def _pieces(text: str) -> Iterable[str]:
    """What must not be broken: words with the space after them, single Chinese characters with their closing mark."""
    piece = ""
    for letter in text:
        broad = unicodedata.east_asian_width(letter) in "WF"
        closing = letter in "，。；：、）》”%,.;:)"
        if (
            piece
            and not closing
            and (broad or piece[-1] in " \u2003" or unicodedata.east_asian_width(piece[-1]) in "WF")
        ):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece
