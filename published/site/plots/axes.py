"""The two axes of plots over time: periods along the ground, round figures up the side."""

from collections.abc import Sequence

from published.site.plots.frame import Box, Spec
from published.site.plots.scales import decimals, sparse
from published.site.plots.theme import theme

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def periods(found: Sequence[str], box: Box, kind: str) -> Spec:
    """The x channel of a discrete series: `kind` is point or band; labels as many as have room."""
    scale: Spec = {"type": kind, "domain": list(found), "padding": 0.4}
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


def place(value: float, marks: Sequence[float], box: Box) -> float:
    """How far from the top, in pixels, a value stands."""
    return round(box.height * (marks[-1] - value) / (marks[-1] - marks[0]), 1)
