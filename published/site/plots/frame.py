"""What every plot has around its data: title, unit, stamp, what the marks mean, and where the figures come from."""

from dataclasses import dataclass
from typing import Any

from published.site.plots.figure import STATES, Plot, State
from published.site.plots.scales import width, wrapped
from published.site.plots.theme import theme
from published.vocabulary import Text

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDE, NARROW = 640, 340
TITLE, SMALL = 16, 12
_TITLE_LINE, _SMALL_LINE = 23, 17
_SIGNS: dict[State, Text] = {
    "provisional": Text(zh="○ 虚线：试算", en="○ dashed: provisional"),
    "estimated": Text(zh="▨ 估计", en="▨ estimated"),
    "withheld": Text(zh="c 保密，不公布", en="c confidential, withheld"),
    "missing": Text(zh="… 未公布", en="… not announced"),
    "none": Text(zh="– 无数据或不适用", en="– no data or not applicable"),
}
_EARLIER = Text(zh="灰线：以前各版公布的数", en="grey lines: as earlier releases said")
_BREAK = Text(zh="∥ 前后不可比", en="∥ not comparable across")


@dataclass(frozen=True)
class Box:
    """The outer width, the height of the data's area, and the room left and right of it and below, in pixels."""

    width: int
    height: int
    left: int
    right: int = 16
    below: int = 26

    @property
    def inner(self) -> int:
        """The width of the data's area."""
        return self.width - self.left - self.right

    @property
    def narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.width <= NARROW


def framed(plot: Plot, box: Box, layers: list[Spec]) -> Spec:
    """The whole Vega-Lite specification: the layers in their frame, sizes fixed, nothing fetched from anywhere."""
    look, room = theme(), box.width - 4
    stamp_room = width(plot.stamp, SMALL) + 22 if plot.stamp else 0
    title = wrapped(plot.title, room, TITLE)
    about = wrapped(_about(plot), room - stamp_room, SMALL)
    foot = [line for text in (_meaning(plot), plot.source) for line in wrapped(text, room, SMALL)]
    top = len(title) * _TITLE_LINE + len(about) * _SMALL_LINE + 26
    bottom = box.below + len(foot) * _SMALL_LINE + 8
    drawn = [*layers, *_head(title, about, box, top), *_foot(foot, box), *_stamp(plot, box, top, len(title))]
    return {
        "$schema": SCHEMA,
        "description": plot.title,
        "width": box.inner,
        "height": box.height,
        "padding": {"left": box.left, "right": box.right, "top": top, "bottom": bottom},
        "autosize": {"type": "none"},
        "background": look.paper,
        "config": _config(),
        "layer": drawn,
    }


def text(words: str, x: float, y: float, **how: object) -> Spec:
    """A text at a place in pixels from the upper left of the data's area."""
    mark = {"type": "text", "text": words, "x": x, "y": y, "align": "left", "baseline": "middle", **how}
    return shape(**mark)


def shape(**mark: object) -> Spec:
    """A mark at a place in pixels."""
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {}}


def stroke(x: float, y: float, x2: float, y2: float, **how: object) -> Spec:
    """A straight stroke between two places in pixels."""
    ends = {"x": {"value": x}, "y": {"value": y}, "x2": {"value": x2}, "y2": {"value": y2}}
    return {"data": {"values": [{}]}, "mark": {"type": "rule", **how}, "encoding": ends}


def hover(**titles: str) -> list[Spec]:
    """The tooltip: field ► its title."""
    return [{"field": name, "type": "nominal", "title": title} for name, title in titles.items()]


def label(plot: Plot) -> str:
    """The heading of a value in tooltips: its unit."""
    return plot.unit or "  "


def _about(plot: Plot) -> str:
    return " · ".join(part for part in (plot.unit, plot.about) if part)


def _meaning(plot: Plot) -> str:
    """What the marks of this plot mean; nothing for those that are not in it."""
    found = {one.state for one in plot.observations if plot.kind != "lines" or one.state != "none"}
    signs = [plot.pick(sign) for state, sign in _SIGNS.items() if state in found and STATES[state].zh]
    signs += [plot.pick(_EARLIER)] * bool(plot.earlier) + [plot.pick(_BREAK)] * bool(plot.breaks)
    return "\u2003".join(sign.replace(" ", "\u00a0") for sign in signs)


def _head(title: list[str], about: list[str], box: Box, top: int) -> list[Spec]:
    """Title and unit above the data, from the plot's left edge."""
    look, left = theme(), 2 - box.left
    heads = {"font": look.serif, "fontSize": TITLE, "fontWeight": 700, "color": look.ink}
    first = len(title) * _TITLE_LINE + 12 - top
    return [
        *(text(line, left, index * _TITLE_LINE + 14 - top, **heads) for index, line in enumerate(title)),
        *(text(line, left, first + index * _SMALL_LINE) for index, line in enumerate(about)),
    ]


def _foot(lines: list[str], box: Box) -> list[Spec]:
    first = box.height + box.below + 10
    return [text(line, 2 - box.left, first + index * _SMALL_LINE) for index, line in enumerate(lines)]


def _stamp(plot: Plot, box: Box, top: int, titles: int) -> list[Spec]:
    """The stamp in its own frame, at the end of the line under the title."""
    if not plot.stamp:
        return []
    wide = width(plot.stamp, SMALL) + 14
    right, y = box.inner + box.right - 2, titles * _TITLE_LINE + 12 - top
    frame: Spec = {"type": "rect", "x": right - wide, "x2": right, "y": y - 10, "y2": y + 9, "fill": None}
    look = theme()
    return [
        shape(**frame, stroke=look.soft, strokeWidth=1),
        text(plot.stamp, right - wide / 2, y, align="center", color=look.ink),
    ]


def _config() -> Spec:
    look = theme()
    axis = {"labelFont": look.sans, "labelFontSize": SMALL, "labelColor": look.soft, "ticks": False, "title": None}
    return {
        "font": look.sans,
        "view": {"stroke": None},
        "text": {"font": look.sans, "fontSize": SMALL, "color": look.soft},
        "axis": {**axis, "domain": False, "grid": False, "labelPadding": 7},
        "line": {"strokeCap": "round", "strokeJoin": "round"},
    }
