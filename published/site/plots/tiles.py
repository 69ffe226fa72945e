"""The city's ten divisions as equal tiles where they lie: colour by size in five steps, `c` where withheld.

Columns run from west to east, rows from north to south. Another city writes its own places here.
"""

from collections.abc import Sequence
from math import floor, log10

from published.site.numbers import grouped
from published.site.plots.figure import STATES, Observation, Plot
from published.site.plots.frame import NARROW, Box, Spec, framed, hover, label, shape, text
from published.site.plots.scales import decimals, width
from published.site.plots.theme import DASHES, STEPS, WITHHELD, estimated, theme

PLACES: dict[str, tuple[float, float]] = {
    "330281": (0, 0),  # Yuyao, the north-west
    "330282": (1, 0),  # Cixi, on Hangzhou Bay
    "330211": (2, 0),  # Zhenhai, at the mouth of the Yong
    "330206": (3, 0.5),  # Beilun, the port in the east
    "330203": (0, 1),  # Haishu, from the old town westwards
    "330205": (1, 1),  # Jiangbei, north of the Yao
    "330212": (2, 1),  # Yinzhou, south and east of the old town
    "330213": (1, 2),  # Fenghua
    "330225": (2, 2.5),  # Xiangshan, the peninsula in the south-east
    "330226": (1, 3),  # Ninghai, the far south
}
_ACROSS, _DOWN, _GAP = 4, 4, 4
_UNITS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.5, 15.0, 20.0)


def tiles(plot: Plot, wide: int) -> Spec:
    """The specification of the tile map; observations that are no division have no tile."""
    narrow = wide <= NARROW
    side = (wide - 8) // _ACROSS if narrow else 96
    high = round(side * 0.82)
    left = 4 if narrow else 20
    edges = steps([one.value for one in plot.known if one.code in PLACES and one.value is not None])
    key = STEPS * 22 + 24 if narrow and _has_legend(edges) else 8
    box = Box(wide, high * _DOWN, left=left, right=wide - left - side * _ACROSS, below=key)
    found = [one for one in plot.observations if one.code in PLACES]
    rows = [_row(one, plot, edges, side, high) for one in found]
    start = (2.0 - left, box.height + 22.0) if narrow else (side * _ACROSS + 24.0, high * 2.2)
    return framed(plot, box, [*_tiles(rows, plot), *_words(rows), *_legend(edges, start)])


def steps(values: Sequence[float]) -> list[float]:
    """Edges of five equal steps between round figures around the values; fewer where they are all the same."""
    if not values:
        return []
    low, high = min(values), max(values)
    if low == high:
        return [low, high]
    scale = 10.0 ** floor(log10((high - low) / STEPS))
    wide = next(scale * unit for unit in _UNITS if low // (scale * unit) * scale * unit + scale * unit * STEPS > high)
    return [round(low // wide * wide + wide * count, 10) for count in range(STEPS + 1)]


def _step(value: float, edges: Sequence[float]) -> int:
    inside = sum(value >= edge for edge in edges[1:-1])
    return inside if len(edges) > 2 else STEPS // 2


def _row(one: Observation, plot: Plot, edges: Sequence[float], side: int, high: int) -> Spec:
    look = theme()
    column, row = PLACES[one.code]
    x, y = column * side, row * high
    fill = look.paper if one.value is None else look.ramp[_step(one.value, edges)]
    ink = look.ink if one.value is None else look.on(fill)
    shown = one.shown
    return {
        "x": x + _GAP / 2,
        "x2": x + side - _GAP / 2,
        "y": y + _GAP / 2,
        "y2": y + high - _GAP / 2,
        "middle": x + side / 2,
        "upper": y + high * 0.39,
        "lower": y + high * 0.68,
        "name": one.label,
        "text": shown,
        "size": min(16.0, 16.0 * (side - 12) / width(shown, 16)),
        "fill": WITHHELD if one.state == "withheld" else fill,
        "ink": ink,
        "kind": one.state,
        "hatched": estimated() if one.state == "estimated" else "",
        "state": plot.pick(STATES[one.state]),
    }


def _plain(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _tiles(rows: Sequence[Spec], plot: Plot) -> list[Spec]:
    tile = {"x": _plain("x"), "x2": {"field": "x2"}, "y": _plain("y"), "y2": {"field": "y2"}}
    fill = {"field": "fill", "type": "nominal", "scale": None}
    shown = {
        "data": {"values": list(rows)},
        "mark": {"type": "rect", "cornerRadius": 3},
        "encoding": {**tile, "fill": fill, "tooltip": hover(name=" ", text=label(plot), state="  ")},
    }
    return [shown, *_edges(rows), *_dots(rows), *_hatched(rows)]


def _edges(rows: Sequence[Spec]) -> list[Spec]:
    """The dashed edge inside a provisional tile, the plain edge of an empty one."""
    edged = [{**row, "x": row["x"] + 4, "x2": row["x2"] - 4, "y": row["y"] + 4, "y2": row["y2"] - 4} for row in rows]
    encoding = {"x": _plain("x"), "x2": {"field": "x2"}, "y": _plain("y"), "y2": {"field": "y2"}}
    encoding["stroke"] = {"field": "ink", "type": "nominal", "scale": None}
    mark = {"type": "rect", "fill": None, "strokeWidth": 1, "strokeOpacity": 0.55, "cornerRadius": 2}
    return [
        {"data": {"values": found}, "mark": {**mark, "strokeDash": dash}, "encoding": encoding}
        for state, dash in (("provisional", DASHES), ("missing", [1, 0]), ("none", [1, 0]))
        if (found := [row for row in edged if row["kind"] == state])
    ]


def _dots(rows: Sequence[Spec]) -> list[Spec]:
    """The hollow dot in the corner of a provisional tile."""
    dotted = [{**row, "x": row["x2"] - 11, "y": row["y"] + 11} for row in rows if row["kind"] == "provisional"]
    encoding = {"x": _plain("x"), "y": _plain("y"), "stroke": {"field": "ink", "type": "nominal", "scale": None}}
    mark = {"type": "point", "size": 26, "strokeWidth": 1.5, "fill": None, "opacity": 1}
    return [{"data": {"values": dotted}, "mark": mark, "encoding": encoding}] if dotted else []


def _hatched(rows: Sequence[Spec]) -> list[Spec]:
    """A hatched band along the foot of an estimated tile, so that its figure stays on plain ground."""
    bands = [{**row, "y": row["y2"] - 10} for row in rows if row["hatched"]]
    encoding = {"x": _plain("x"), "x2": {"field": "x2"}, "y": _plain("y"), "y2": {"field": "y2"}}
    encoding["fill"] = {"field": "hatched", "type": "nominal", "scale": None}
    return [{"data": {"values": bands}, "mark": {"type": "rect"}, "encoding": encoding}] if bands else []


def _words(rows: Sequence[Spec]) -> list[Spec]:
    ink = {"field": "ink", "type": "nominal", "scale": None}
    name = {"x": _plain("middle"), "y": _plain("upper"), "text": {"field": "name"}, "color": ink}
    size = {"field": "size", "type": "quantitative", "scale": None}
    figure = {"x": _plain("middle"), "y": _plain("lower"), "text": {"field": "text"}, "color": ink, "size": size}
    return [
        {"data": {"values": list(rows)}, "mark": {"type": "text", "fontSize": 13}, "encoding": name},
        {"data": {"values": list(rows)}, "mark": {"type": "text", "fontWeight": 700}, "encoding": figure},
    ]


def _has_legend(edges: Sequence[float]) -> bool:
    """Whether the values differ, so that there is more than one step."""
    return len(edges) > 2


def _legend(edges: Sequence[float], start: tuple[float, float]) -> list[Spec]:
    """The five steps with their figures, greatest first."""
    if not _has_legend(edges):
        return []
    places, look, drawn = decimals(edges), theme(), []
    left, top = start
    for row, index in enumerate(range(STEPS - 1, -1, -1)):
        y = top + row * 22
        swatch = {"type": "rect", "x": left, "x2": left + 26, "y": y - 8, "y2": y + 8, "fill": look.ramp[index]}
        words = f"{grouped(edges[index], places)} – {grouped(edges[index + 1], places)}"
        drawn += [shape(**swatch), text(words, left + 34, y, color=look.ink)]
    return drawn
