"""Plots of a query's result, where its shape allows: a column of periods or names, and numbers beside it.

Each column of numbers has a plot of its own, since nothing tells whether two share a unit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from published.site.language import Language
from published.site.numbers import exact

MOST_ROWS, FEWEST_ROWS, MOST_PLOTS = 60, 2, 3
LARGEST = 1e15
"""Beyond it a figure is not written out, so nothing is drawn."""
_PERIOD = re.compile(r"(19|20|21)\d\d(-(0[1-9]|1[0-2]|Q[1-4]))?")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _GROUND = 420, 190, 6, 96, 28, 160
_BAR, _LABEL, _SHORT = 24, 118, 16
_WIDE = frozenset("FWA")

Row = Sequence[object]


@dataclass(frozen=True)
class ResultPlot:
    """A drawn column: its name, the drawing, and what it says in words."""

    column: str
    drawing: Markup
    words: str


def result_plots(columns: Sequence[str], rows: Sequence[Row], language: Language, stamp: str) -> tuple[ResultPlot, ...]:
    """A plot for each of the first columns of numbers; none where the rows are no series and no ranking."""
    labels = _labels(columns, rows)
    if labels is None:
        return ()
    place, texts = labels
    numbers = [index for index in range(len(columns)) if index != place and _numeric(index, rows)]
    drawn = [(columns[index], [row[index] for row in rows]) for index in numbers[:MOST_PLOTS]]
    return tuple(_plot(column, texts, values, language, stamp) for column, values in drawn)


def _labels(columns: Sequence[str], rows: Sequence[Row]) -> tuple[int, list[str]] | None:
    """The first column that names each row once, in words or by its period."""
    if not FEWEST_ROWS <= len(rows) <= MOST_ROWS:
        return None
    for index in range(len(columns)):
        texts = ["" if row[index] is None else str(row[index]) for row in rows]
        names = all(isinstance(row[index], str) for row in rows) or _periods(texts)
        if names and len(set(texts)) == len(texts):
            return index, texts
    return None


def _periods(texts: Sequence[str]) -> bool:
    return all(_PERIOD.fullmatch(text) for text in texts)


def _numeric(index: int, rows: Sequence[Row]) -> bool:
    values = [row[index] for row in rows if row[index] is not None]
    return len(values) >= FEWEST_ROWS and all(
        isinstance(value, int | float) and abs(value) < LARGEST for value in values
    )


def _plot(column: str, labels: list[str], values: Sequence[object], language: Language, stamp: str) -> ResultPlot:
    known = [value if isinstance(value, int | float) else None for value in values]
    if _periods(labels):
        order = sorted(range(len(labels)), key=lambda index: labels[index])
        labels, known = [labels[index] for index in order], [known[index] for index in order]
    words = _words(column, labels, known, language)
    inside = _line(labels, known) if _periods(labels) else _bars(labels, known)
    height = _HEIGHT if _periods(labels) else _BAR * len(labels) + _TOP
    mark = f'<text class="stamp" x="{_LEFT}" y="14">{escape(stamp)}</text>' if stamp else ""
    heads = f'viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(words)}"'
    drawing = f'<svg class="plot" {heads}>{inside}{mark}</svg>'
    return ResultPlot(column, Markup(drawing), words)


def _words(column: str, labels: Sequence[str], values: Sequence[float | None], language: Language) -> str:
    pairs = [(label, value) for label, value in zip(labels, values, strict=True) if value is not None]
    low, high = min(pairs, key=lambda pair: pair[1]), max(pairs, key=lambda pair: pair[1])
    return language.say(
        "%(column)s：共 %(rows)s 项，最低 %(low_at)s %(low)s，最高 %(high_at)s %(high)s",
        column=column,
        rows=len(pairs),
        low_at=low[0],
        low=_figure(low[1]),
        high_at=high[0],
        high=_figure(high[1]),
    )


def _line(labels: Sequence[str], values: Sequence[float | None]) -> str:
    """A line over time with a gap where nothing is known; the scale begins at zero unless values lie below."""
    known = [value for value in values if value is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    step = (_WIDTH - _LEFT - _RIGHT) / (len(labels) - 1)
    spots = [
        None if value is None else (_LEFT + step * at, _height(value, low, high)) for at, value in enumerate(values)
    ]
    ground = _height(0, low, high)
    drawn = [f'<line class="ground" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{ground:.1f}" y2="{ground:.1f}"/>']
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        runs = [*runs, []] if spot is None else [*runs[:-1], [*runs[-1], spot]]
    drawn += [f'<path class="line" d="M{" L".join(f"{x:.1f},{y:.1f}" for x, y in run)}"/>' for run in runs if run]
    drawn += [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for run in runs for x, y in run]
    return "".join([*drawn, *_ends(labels, values, spots)])


def _ends(
    labels: Sequence[str], values: Sequence[float | None], spots: Sequence[tuple[float, float] | None]
) -> list[str]:
    """The first and last period below, the last value beside its dot."""
    base = f'y="{_HEIGHT - 8}"'
    right = f'<text class="tick" x="{_WIDTH - _RIGHT}" {base} text-anchor="end">{escape(labels[-1])}</text>'
    drawn = [f'<text class="tick" x="{_LEFT}" {base}>{escape(labels[0])}</text>', right]
    value, spot = values[-1], spots[-1]
    if value is not None and spot is not None:
        drawn.append(f'<text class="value" x="{spot[0] + 8:.1f}" y="{spot[1] + 4:.1f}">{_figure(value)}</text>')
    return drawn


def _height(value: float, low: float, high: float) -> float:
    return _GROUND - (_GROUND - _TOP) * (value - low) / ((high - low) or 1)


def _bars(labels: Sequence[str], values: Sequence[float | None]) -> str:
    """A bar for each name; those below zero lie left of the ground line."""
    known = [value for value in values if value is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    room = _WIDTH - _LABEL - _RIGHT
    scale = room / ((high - low) or 1)
    ground = _LABEL - low * scale
    drawn = []
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        y = _BAR * place + _TOP
        drawn.append(
            f'<text class="tick" x="{_LABEL - 8}" y="{y + 13}" text-anchor="end">{escape(_short(label))}</text>'
        )
        size = value or 0
        left, width = ground + min(size, 0) * scale, abs(size) * scale
        drawn.append(f'<rect class="bar-value" x="{left:.1f}" y="{y}" width="{width:.1f}" height="{_BAR - 8}"/>')
        told = "–" if value is None else _figure(value)
        drawn.append(f'<text class="value" x="{left + width + 6:.1f}" y="{y + 13}">{told}</text>')
    return "".join(drawn)


def _short(label: str) -> str:
    """The label, cut where it is wider than its room; a Chinese character is as wide as two letters."""
    room = _SHORT
    for place, char in enumerate(label):
        room -= 2 if east_asian_width(char) in _WIDE else 1
        if room < 0:
            return f"{label[:place]}…"
    return label


def _figure(value: float) -> str:
    """The value to twelve digits: as it is published, without the binary tail of one that was computed."""
    return exact(value if isinstance(value, int) else Decimal(f"{value:.12g}"))
