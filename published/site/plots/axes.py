"""The two axes of plots over time: periods along the ground, round figures up the side."""

from collections.abc import Sequence
from math import ceil

from published.site.numbers import grouped
from published.site.plots.frame import SMALL, Box, Spec
from published.site.plots.scales import decimals, sparse, width
from published.site.plots.theme import theme

PADDING = 0.4
"""Before the first and after the last period, in steps between two."""
_LEFT = 52
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def periods(found: Sequence[str], box: Box, kind: str) -> Spec:
    """The x channel of a discrete series: `kind` is point or band; labels as many as have room."""
    scale: Spec = {"type": kind, "domain": list(found), "padding": PADDING}
    axis: Spec = {"labelAngle": 0, "values": sparse(found, box.inner), "labelOverlap": False}
    return {"field": "period", "type": "ordinal", "sort": None, "scale": scale, "axis": axis}


def months(english: bool) -> Spec:
    """The x channel of a year by month, with a few months named."""
    told = f"{_MONTHS}[datum.value - 1]" if english else "datum.value + '月'"
    axis = {"values": [1, 3, 6, 9, 12], "labelExpr": told, "labelFlush": False}
    return {"field": "month", "type": "quantitative", "scale": {"domain": [1, 12]}, "axis": axis}


def level(marks: Sequence[float], field: str = "value") -> Spec:
    """The y channel: round figures, hairlines across, the ground line a little firmer."""
    look = theme()
    axis = {
        "values": list(marks),
        "grid": True,
        "gridColor": {"condition": {"test": "datum.value === 0", "value": look.soft}, "value": look.line},
        "format": f",.{decimals(marks)}f",
    }
    scale = {"domain": [marks[0], marks[-1]], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def margin(marks: Sequence[float]) -> int:
    """The room that the figures up the side need, in pixels."""
    places = decimals(marks)
    return max(_LEFT, ceil(max(width(grouped(mark, places), SMALL) for mark in marks)) + 9)


def place(value: float, marks: Sequence[float], box: Box) -> float:
    """How far from the top, in pixels, a value stands."""
    return round(box.height * (marks[-1] - value) / (marks[-1] - marks[0]), 1)
