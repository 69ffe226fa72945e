"""Areas (or other groups) by size: a bar each with its figure; what is withheld is told and has no rank."""

from collections.abc import Sequence

from published.site.plots.colour import mixed
from published.site.plots.figure import STATES, Observation, Plot
from published.site.plots.frame import Box, Spec, framed, hover, label
from published.site.plots.scales import ticks, width
from published.site.plots.theme import DASHES, WITHHELD, estimated, theme

_ROW = 27


def ranking(plot: Plot, wide: int) -> Spec:
    """The specification of the bars: greatest first, equal values with one rank, those without a value last."""
    rows = ranked(plot.observations)
    names = max((width(one.label, 13) for _, one in rows), default=0)
    left = round(min(names + 40, wide * 0.56))
    figures = max((width(_figure(one), 13) for _, one in rows), default=0) + 26
    box = Box(wide, _ROW * max(len(rows), 1), left=left, right=round(figures), below=4)
    return framed(plot, box, _layers(plot, rows, box))


def ranked(observations: Sequence[Observation]) -> list[tuple[int | None, Observation]]:
    """Rank and observation: the published ranks where there are any, else 1, 2, 2, 4 by value downwards; None for
    those that have no rank and, last, those without a value.
    """
    known = sorted(
        (one for one in observations if one.value is not None), key=lambda one: (-(one.value or 0), one.code)
    )
    placed = [one for one in known if not one.unranked]
    if any(one.rank is not None for one in placed):
        placed.sort(key=lambda one: one.rank or 0)
        found: list[tuple[int | None, Observation]] = [(one.rank, one) for one in placed]
    else:
        values = [one.value for one in placed]
        found = [(values.index(one.value) + 1, one) for one in placed]
    last = [one for one in known if one.unranked] + [one for one in observations if one.value is None]
    return found + [(None, one) for one in last]


def _figure(one: Observation) -> str:
    return f"{one.shown}  {one.unranked}".rstrip()


def _layers(plot: Plot, rows: Sequence[tuple[int | None, Observation]], box: Box) -> list[Spec]:
    marks = ticks(one.value or 0 for one in plot.known)
    top = max([*(one.value or 0 for one in plot.known), 0]) or 1.0
    data = [_row(rank, one, plot, top) for rank, one in rows]
    order = [row["code"] for row in data]
    y: Spec = {"field": "code", "type": "nominal", "sort": None, "axis": None}
    y["scale"] = {"domain": order, "paddingInner": 0.32, "paddingOuter": 0.16}
    x: Spec = {"field": "size", "type": "quantitative", "axis": None}
    x["scale"] = {"domain": [min(marks[0], 0), top], "nice": False}
    channels = {"x": x, "y": y}
    return [_bars(data, channels, plot), _figures(data, channels), *_names(data, y, box), *_secret(data, channels)]


def _row(rank: int | None, one: Observation, plot: Plot, top: float) -> Spec:
    look = theme()
    colour = look.category(one.code) if one.code in look.categories else look.sea
    secret = one.state == "withheld"
    fills = {"withheld": WITHHELD, "estimated": estimated(one.code), "missing": look.paper, "none": look.paper}
    fills["provisional"] = mixed(colour, look.paper, 0.25)
    return {
        "code": one.code,
        "rank": "–" if rank is None else str(rank),
        "who": one.label,
        "size": top if secret else one.value or 0,
        "value": one.value,
        "text": "" if secret else _figure(one),
        "state": plot.pick(STATES[one.state]),
        "fill": fills.get(one.state, colour),
        "edge": None if secret or one.value is None else colour,
        "dash": DASHES if one.state == "provisional" else [1, 0],
        "secret": f"c  {plot.pick(STATES['withheld'])}" if secret else "",
    }


def _bars(data: Sequence[Spec], channels: Spec, plot: Plot) -> Spec:
    return {
        "data": {"values": list(data)},
        "mark": {"type": "bar", "strokeWidth": 1.4},
        "encoding": {
            **channels,
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "edge", "type": "nominal", "scale": None},
            "strokeDash": {"field": "dash", "type": "nominal", "scale": None},
            "tooltip": hover(who=" ", text=label(plot), state="  "),
        },
    }


def _figures(data: Sequence[Spec], channels: Spec) -> Spec:
    mark = {"type": "text", "align": "left", "dx": 7, "fontSize": 13, "fontWeight": 600, "color": theme().ink}
    return {"data": {"values": list(data)}, "mark": mark, "encoding": {**channels, "text": {"field": "text"}}}


def _names(data: Sequence[Spec], y: Spec, box: Box) -> list[Spec]:
    """Rank and name before each bar."""
    look, rows = theme(), {"values": list(data)}
    name = {"type": "text", "x": -9, "align": "right", "fontSize": 13, "color": look.ink, "limit": box.left - 28}
    rank = {"type": "text", "x": 2 - box.left, "align": "left", "font": look.serif, "color": look.soft, "fontSize": 13}
    return [
        {"data": rows, "mark": mark, "encoding": {"y": y, "text": {"field": field}}}
        for mark, field in ((name, "who"), (rank, "rank"))
    ]


def _secret(data: Sequence[Spec], channels: Spec) -> list[Spec]:
    rows = [row for row in data if row["secret"]]
    mark = {"type": "text", "align": "left", "x": 8, "fontStyle": "italic", "color": theme().ink}
    encoding = {"y": channels["y"], "text": {"field": "secret"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}] if rows else []
