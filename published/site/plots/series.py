"""A series over time: hollow dots and dashes where provisional, gaps where nothing is known or comparable."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from published.site.plots.axes import PADDING, level, margin, periods
from published.site.plots.figure import STATES, Observation, Plot
from published.site.plots.frame import NARROW, SMALL, Box, Spec, framed, hover, label
from published.site.plots.scales import ticks, width
from published.site.plots.theme import DASHES, WITHHELD, estimated, theme
from published.vocabulary import Text

_SOFT = frozenset({"provisional", "estimated"})
_CROWDED = 24
_RIGHT = 16
_VERSION = Text(zh="版本", en="Release")


def series(plot: Plot, wide: int) -> Spec:
    """The specification of a series, `wide` pixels across."""
    past = [value for told in plot.earlier for _, value in told.values]
    marks = ticks([*(one.value or 0 for one in plot.known), *past])
    box = Box(wide, 190 if wide <= NARROW else 240, left=margin(marks), right=_RIGHT)
    box = replace(box, right=_room(plot, box))
    x, y = periods([one.code for one in plot.observations], box, "point"), level(marks)
    layers = [
        *_area(plot, x, y),
        *_earlier(plot, x, y),
        *_pieces(plot, x, y),
        *breaks(plot, [one.code for one in plot.observations], x, box),
        _dots(plot, x, y),
        *_labels(plot, x, y, box),
        *_absent(plot, x, box),
    ]
    return framed(plot, box, layers)


def _rows(observations: Sequence[Observation], plot: Plot) -> list[Spec]:
    return [
        {"period": one.code, "value": one.value, "text": one.text, "state": plot.pick(STATES[one.state])}
        for one in observations
    ]


def _area(plot: Plot, x: Spec, y: Spec) -> list[Spec]:
    """The pale ground under a series without any gap."""
    if len(plot.known) < len(plot.observations) or plot.breaks or len(plot.known) < 2:
        return []
    mark = {"type": "area", "color": theme().pale, "opacity": 0.75}
    return [{"data": {"values": _rows(plot.known, plot)}, "mark": mark, "encoding": {"x": x, "y": y}}]


def _earlier(plot: Plot, x: Spec, y: Spec) -> list[Spec]:
    order = {one.code: number for number, one in enumerate(plot.observations)}
    told = [
        {"period": period, "value": value, "version": one.version, "run": order[period] - place}
        for one in plot.earlier
        for place, (period, value) in enumerate(one.values)
        if period in order
    ]
    mark = {"type": "line", "color": theme().past, "strokeWidth": 1.3, "point": {"size": 14, "color": theme().past}}
    encoding = {"x": x, "y": y, "detail": [{"field": "version"}, {"field": "run"}]}
    encoding["tooltip"] = hover(version=plot.pick(_VERSION), period=" ", value=label(plot))
    return [{"data": {"values": told}, "mark": mark, "encoding": encoding}] if told else []


def _pieces(plot: Plot, x: Spec, y: Spec) -> list[Spec]:
    """The line, cut where its look changes, a value is not there or the series breaks."""
    solid: list[Spec] = []
    dashed: list[Spec] = []
    for number, (dash, first, second) in enumerate(_steps(plot)):
        (dashed if dash else solid).extend({**row, "piece": number} for row in _rows((first, second), plot))
    mark = {"type": "line", "color": theme().sea, "strokeWidth": 2.4}
    encoding = {"x": x, "y": y, "detail": {"field": "piece"}}
    drawn = ((solid, mark), (dashed, {**mark, "strokeDash": DASHES, "strokeCap": "butt"}))
    return [{"data": {"values": rows}, "mark": how, "encoding": encoding} for rows, how in drawn if rows]


def _steps(plot: Plot) -> Iterator[tuple[bool, Observation, Observation]]:
    for first, second in pairwise(plot.observations):
        if first.value is not None and second.value is not None and second.code not in plot.breaks:
            yield second.state in _SOFT, first, second


def breaks(plot: Plot, codes: Sequence[str], x: Spec, box: Box) -> list[Spec]:
    """Two strokes on the ground, half a step before the first period that is not comparable."""
    rows = [{"period": code} for code in codes if code in plot.breaks]
    step = box.inner / max(len(codes), 1)
    mark = {"type": "text", "text": "∥", "fontSize": 17, "color": theme().vermilion, "fontWeight": 700}
    place = {"xOffset": -step / 2, "y": box.height, "baseline": "middle"}
    return [{"data": {"values": rows}, "mark": {**mark, **place}, "encoding": {"x": x}}] if rows else []


def _dots(plot: Plot, x: Spec, y: Spec) -> Spec:
    look = theme()
    fills = {"normal": look.sea, "provisional": look.paper, "estimated": estimated()}
    rows = _rows(plot.known, plot)
    for row, one in zip(rows, plot.known, strict=True):
        row["fill"] = fills[one.state]
    size = 18 if len(plot.observations) > _CROWDED else 62
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "shape": "circle", "size": size, "stroke": look.sea, "strokeWidth": 2, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "tooltip": hover(period=" ", text=label(plot), state="  "),
        },
    }


def _labels(plot: Plot, x: Spec, y: Spec, box: Box) -> list[Spec]:
    """Values above their dots: all where there is room, else the first, the last, the highest and the lowest."""
    chosen = plot.known
    widest = max((width(one.text, 12) for one in chosen), default=0) + 6
    if widest * len(plot.observations) > box.inner + box.left / 2:
        by_value = sorted(chosen, key=lambda one: one.value or 0)
        kept = {one.code for one in (*chosen[:1], *chosen[-1:], *by_value[:1], *by_value[-1:])}
        chosen = tuple(one for one in chosen if one.code in kept)
    look = theme()
    mark = {"type": "text", "dy": -13, "color": look.ink, "fontWeight": 600}
    halo = {**mark, "color": look.paper, "stroke": look.paper, "strokeWidth": 4, "strokeOpacity": 0.85}
    encoding = {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}}
    first = [one for one in chosen if one.code == plot.observations[0].code]
    groups = ((first, _aside(first, plot, box)), ([one for one in chosen if one not in first], 0.0))
    return [
        {"data": {"values": _rows(found, plot)}, "mark": {**how, "dx": aside}, "encoding": encoding}
        for found, aside in groups
        for how in (halo, mark)
        if found
    ]


def _edge(plot: Plot, box: Box) -> float:
    """How far the first and the last dot stand from the edges, in pixels."""
    return PADDING * box.inner / max(len(plot.observations) - 1 + 2 * PADDING, 1)


def _room(plot: Plot, box: Box) -> int:
    """The room right of the data that the last period and its value need."""
    if not plot.observations:
        return _RIGHT
    last = plot.observations[-1]
    return max(_RIGHT, ceil(width(last.code, SMALL) / 2), ceil(width(last.text, SMALL) / 2 - _edge(plot, box)) + 4)


def _aside(first: Sequence[Observation], plot: Plot, box: Box) -> float:
    """How far the first value is moved from its dot so as not to stand on the figures up the side."""
    return round(max(width(first[0].text, SMALL) / 2 - _edge(plot, box), 0), 1) if first else 0.0


def _absent(plot: Plot, x: Spec, box: Box) -> list[Spec]:
    """On the ground, where no value is: `c` on hatched ground, three dots or a dash."""
    look = theme()
    secret = [{"period": one.code} for one in plot.observations if one.state == "withheld"]
    missing = [{"period": one.code} for one in plot.observations if one.state == "missing"]
    ground = {"type": "point", "shape": "square", "size": 420, "fill": WITHHELD, "strokeWidth": 0, "opacity": 1}
    letter = {"type": "text", "text": "c", "fontStyle": "italic", "color": look.ink, "fontSize": 13}
    dots = {"type": "text", "text": "…", "color": look.soft, "fontSize": 15}
    none = [{"period": one.code} for one in plot.observations if one.state == "none"]
    drawn = ((secret, ground), (secret, letter), (missing, dots), (none, {**dots, "text": "–"}))
    return [
        {"data": {"values": rows}, "mark": {**mark, "y": box.height - 11}, "encoding": {"x": x}}
        for rows, mark in drawn
        if rows
    ]
