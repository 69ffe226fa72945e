"""Months that add up over each year, the current year in colour, with the year's target across."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from published.site.plots.axes import level, margin, months, place
from published.site.plots.figure import STATES, Observation, Plot
from published.site.plots.frame import NARROW, Box, Spec, framed, hover, label, stroke, text
from published.site.plots.scales import apart, ticks
from published.site.plots.theme import DASHES, theme

_SOFT = frozenset({"provisional", "estimated"})


def cumulative(plot: Plot, wide: int) -> Spec:
    """The specification of cumulative curves; codes are months (`2025-03`), groups are years."""
    marks = ticks([*(one.value or 0 for one in plot.known), plot.target.value if plot.target else 0])
    box = Box(wide, 210 if wide <= NARROW else 250, left=margin(marks), right=46)
    x, y = months(plot.language == "en"), level(marks)
    years = _years(plot)
    current = max(years, default="")
    layers = [
        *(_curve(years[year], plot, x, y, year == current) for year in sorted(years)),
        *_dashed(years.get(current, []), x, y),
        *_dot(years.get(current, []), plot, x, y),
        *_gaps([one for one in plot.observations if one.group == current], x, box),
        *_target(plot, marks, box),
        *_names(years, current, marks, box),
    ]
    return framed(plot, box, layers)


def _years(plot: Plot) -> dict[str, list[Observation]]:
    years: dict[str, list[Observation]] = defaultdict(list)
    for one in plot.known:
        years[one.group].append(one)
    return years


def _gaps(found: Sequence[Observation], x: Spec, box: Box) -> list[Spec]:
    """On the ground, the sign of each month whose figure is withheld or was not announced."""
    rows = [{"month": _month(one), "sign": one.shown} for one in found if one.state in ("withheld", "missing")]
    mark = {"type": "text", "color": theme().ink, "fontSize": 13, "y": box.height - 9}
    encoding = {"x": x, "text": {"field": "sign"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}] if rows else []


def _rows(observations: Sequence[Observation], plot: Plot | None = None) -> list[Spec]:
    return [
        {"month": _month(one), "value": one.value, "period": one.code, "text": one.text}
        | ({"state": plot.pick(STATES[one.state])} if plot else {})
        for one in observations
    ]


def _month(one: Observation) -> int:
    return int(one.code[5:7])


def _curve(found: Sequence[Observation], plot: Plot, x: Spec, y: Spec, current: bool) -> Spec:
    """A year's line; it leads over no month whose figure is not known."""
    look = theme()
    solid = [one for one in found if one.state not in _SOFT] if current else list(found)
    mark = {"type": "line", "color": look.sea if current else look.past, "strokeWidth": 2.6 if current else 1.4}
    encoding = {"x": x, "y": y, "tooltip": hover(period=" ", text=label(plot), state="  "), "detail": {"field": "run"}}
    rows = [{**row, "run": row["month"] - place} for place, row in enumerate(_rows(solid, plot))]
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _dashed(found: Sequence[Observation], x: Spec, y: Spec) -> list[Spec]:
    rows = [
        {**row, "piece": number}
        for number, (first, second) in enumerate(pairwise(found))
        if second.state in _SOFT and _month(second) == _month(first) + 1
        for row in _rows((first, second))
    ]
    mark = {"type": "line", "color": theme().sea, "strokeWidth": 2.6, "strokeDash": DASHES, "strokeCap": "butt"}
    encoding = {"x": x, "y": y, "detail": {"field": "piece"}}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding}] if rows else []


def _dot(found: Sequence[Observation], plot: Plot, x: Spec, y: Spec) -> list[Spec]:
    """Where the current year stands, with its figure."""
    if not found:
        return []
    look, last = theme(), found[-1]
    rows = [{**row, "figure": f"{last.group}  {last.text}"} for row in _rows([last], plot)]
    dot = {"type": "point", "size": 80, "stroke": look.sea, "strokeWidth": 2, "opacity": 1}
    dot["fill"] = look.paper if last.state in _SOFT else look.sea
    figure = {
        "type": "text",
        "dx": -9,
        "dy": -12,
        "align": "right",
        "color": look.ink,
        "fontWeight": 700,
        "fontSize": 13,
    }
    return [
        {"data": {"values": rows}, "mark": dot, "encoding": {"x": x, "y": y}},
        {"data": {"values": rows}, "mark": figure, "encoding": {"x": x, "y": y, "text": {"field": "figure"}}},
    ]


def _target(plot: Plot, marks: Sequence[float], box: Box) -> list[Spec]:
    if plot.target is None:
        return []
    look, at = theme(), place(plot.target.value, marks, box)
    return [
        stroke(0, at, box.inner, at, color=look.ink, strokeDash=[2, 3]),
        text(f"{plot.target.label} {plot.target.text}", 2, at - 9, color=look.ink, fontWeight=600),
    ]


def _names(years: dict[str, list[Observation]], current: str, marks: Sequence[float], box: Box) -> list[Spec]:
    """Each year beside the end of its curve, pushed apart where they would touch."""
    ends = sorted((place(found[-1].value or 0, marks, box), year) for year, found in years.items())
    whole = [(at, year) for at, year in ends if _month(years[year][-1]) == 12]
    places = apart([at for at, _ in whole], 14, 0, box.height)
    return [
        text(year, box.inner + 8, at, **_weight(year == current)) for at, (_, year) in zip(places, whole, strict=True)
    ]


def _weight(current: bool) -> Spec:
    return {"color": theme().sea, "fontWeight": 700} if current else {}
