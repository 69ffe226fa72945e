"""What a total is made of, period by period: a column each, its parts in their colours, numbered and named."""

from collections.abc import Sequence
from dataclasses import dataclass

from published.site.numbers import grouped
from published.site.plots.axes import level, margin, periods
from published.site.plots.figure import STATES, Observation, Plot
from published.site.plots.frame import NARROW, SMALL, Box, Spec, framed, hover, label, shape, text
from published.site.plots.scales import apart, ticks, width, wrapped
from published.site.plots.theme import WITHHELD, estimated, theme

TOTAL = ""
"""The group of the total that the parts are parts of."""
_LEGEND, _LINE = 226, 21


@dataclass(frozen=True)
class _Slice:
    """A part of a column: where it lies and what it is; `number` counts the parts, 0 is what is not told apart."""

    low: float
    high: float
    number: int
    part: Observation | None


def stacked(plot: Plot, wide: int) -> Spec:
    """The specification of columns: groups are the parts in their order, the group TOTAL has the totals."""
    narrow = wide <= NARROW
    names = _names(plot)
    below = 34 + len(names) * _LINE if narrow else 26
    columns = {code: _slices(plot, code, list(names)) for code in _periods(plot)}
    marks = ticks([found[-1].high for found in columns.values() if found])
    box = Box(wide, 230 if narrow else 300, left=margin(marks), right=8 if narrow else _LEGEND, below=below)
    x, y = periods(list(columns), box, "band"), level(marks, "low")
    last = next((found for _, found in reversed(columns.items()) if found), [])
    layers = [
        _bars(columns, plot, x, y),
        _numbers(columns, plot, x, marks, box),
        *_totals(columns, plot, x, y, box),
        *_legend(last, names, plot, marks, box),
    ]
    return framed(plot, box, layers)


def _periods(plot: Plot) -> list[str]:
    return list(dict.fromkeys(one.code for one in plot.observations))


def _names(plot: Plot) -> dict[str, str]:
    return {one.group: one.group_label for one in plot.observations if one.group != TOTAL}


def _slices(plot: Plot, period: str, parts: Sequence[str]) -> list[_Slice]:
    """The parts from the ground up; above them what the total has that is not published part by part."""
    found = {one.group: one for one in plot.observations if one.code == period}
    drawn, height = [], 0.0
    for number, part in enumerate(parts, start=1):
        one = found.get(part)
        if one is not None and one.value is not None and one.value > 0:
            drawn.append(_Slice(height, height + one.value, number, one))
            height += one.value
    total = found.get(TOTAL)
    secret = any(found[part].state == "withheld" for part in parts if part in found)
    if secret and total is not None and total.value is not None and total.value > height:
        drawn.append(_Slice(height, total.value, 0, None))
    return drawn


def _bars(columns: dict[str, list[_Slice]], plot: Plot, x: Spec, y: Spec) -> Spec:
    rows = [
        {"period": period, "low": one.low, "high": one.high, "fill": _fill(one), **_told(one, plot)}
        for period, found in columns.items()
        for one in found
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": theme().paper, "strokeWidth": 1.5},
        "encoding": {
            "x": x,
            "y": y,
            "y2": {"field": "high"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "tooltip": hover(period=" ", part="  ", text=label(plot), state="   "),
        },
    }


def _fill(one: _Slice) -> str:
    if one.part is None:
        return WITHHELD
    return estimated(one.part.group) if one.part.state == "estimated" else theme().category(one.part.group)


def _told(one: _Slice, plot: Plot) -> Spec:
    if one.part is None:
        return {"part": plot.pick(STATES["withheld"]), "text": "c", "state": ""}
    return {"part": one.part.group_label, "text": one.part.text, "state": plot.pick(STATES[one.part.state])}


def _numbers(columns: dict[str, list[_Slice]], plot: Plot, x: Spec, marks: Sequence[float], box: Box) -> Spec:
    """The number of each part that is high enough to bear it."""
    look, scale = theme(), box.height / (marks[-1] - marks[0])
    rows = [
        {"period": period, "middle": (one.low + one.high) / 2, "number": str(one.number or "c"), "ink": _ink(one)}
        for period, found in columns.items()
        for one in found
        if (one.high - one.low) * scale >= 13
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "font": look.serif, "fontWeight": 600, "fontSize": 12},
        "encoding": {
            "x": x,
            "y": level(marks, "middle"),
            "text": {"field": "number"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _ink(one: _Slice) -> str:
    look = theme()
    plain = one.part is None or one.part.state == "estimated"
    return look.ink if plain or one.part is None else look.on(look.category(one.part.group))


def _totals(columns: dict[str, list[_Slice]], plot: Plot, x: Spec, y: Spec, box: Box) -> list[Spec]:
    """The published total over each column, a hollow dot before it (above it, where columns are narrow) where it is
    provisional.
    """
    told = {one.code: one for one in plot.observations if one.group == TOTAL}
    widest = max((width(f"○ {one.text}", SMALL) for one in told.values()), default=0)
    beside = widest < box.inner / max(len(columns), 1)
    figures: list[Spec] = []
    rings: list[Spec] = []
    for period, found in columns.items():
        total = told.get(period)
        if total is not None and found:
            soft = total.state in ("provisional", "estimated")
            row = {"period": period, "low": found[-1].high}
            figures.append({**row, "text": f"{'○ ' * (soft and beside)}{total.text}"})
            rings += [{**row, "text": "○"}] * (soft and not beside)
    mark = {"type": "text", "color": theme().ink, "fontWeight": 600}
    encoding = {"x": x, "y": y, "text": {"field": "text"}}
    return [
        {"data": {"values": rows}, "mark": {**mark, "dy": dy}, "encoding": encoding}
        for rows, dy in ((figures, -10), (rings, -24))
        if rows
    ]


def _legend(last: list[_Slice], names: dict[str, str], plot: Plot, marks: Sequence[float], box: Box) -> list[Spec]:
    """Number, colour and name of each part: beside the last column, on a phone below the plot."""
    shares = {one.part.group: one for one in last if one.part}
    whole = last[-1].high if last else 0
    wanted = [box.height * (marks[-1] - _middle(shares.get(part))) / (marks[-1] - marks[0]) for part in names]
    if box.narrow:
        left, places = 2.0 - box.left, [box.height + 36.0 + _LINE * index for index in range(len(names))]
    else:
        left = box.inner + 10.0
        order = sorted(range(len(names)), key=lambda index: wanted[index])
        moved = apart([wanted[index] for index in order], 34, 8, box.height - 8)
        places = [moved[order.index(index)] for index in range(len(names))]
    drawn = []
    for number, (part, name) in enumerate(names.items(), start=1):
        drawn += _entry(number, part, f"{name}{_share(shares.get(part), whole)}", left, places[number - 1], box)
    return drawn


def _middle(one: _Slice | None) -> float:
    return (one.low + one.high) / 2 if one else 0.0


def _share(one: _Slice | None, whole: float) -> str:
    return f"  {grouped(100 * (one.high - one.low) / whole, 1)}%" if one and whole else ""


def _entry(number: int, part: str, words: str, left: float, y: float, box: Box) -> list[Spec]:
    look = theme()
    fill = look.category(part)
    swatch = {"type": "rect", "x": left, "x2": left + 17, "y": y - 8, "y2": y + 8, "fill": fill}
    lines = wrapped(words, (box.width if box.narrow else _LEGEND) - 34, 12)
    first = y - (len(lines) - 1) * 7
    named = [text(line, left + 24, first + 14 * index, color=look.ink) for index, line in enumerate(lines)]
    figure = text(str(number), left + 8.5, y, align="center", color=look.on(fill), font=look.serif, fontWeight=600)
    return [shape(**swatch), figure, *named]
