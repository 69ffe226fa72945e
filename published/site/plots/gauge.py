"""How far the way to a target has been gone, and where earlier years stood by then."""

from published.site.plots.colour import mixed
from published.site.plots.figure import STATES, Plot
from published.site.plots.frame import Box, Spec, framed, hover, label, shape, stroke, text
from published.site.plots.scales import width
from published.site.plots.theme import DASHES, WITHHELD, estimated, theme

_TOP, _BOTTOM, _FIGURE = 78, 98, 46


def gauge(plot: Plot, wide: int) -> Spec:
    """The specification of the bar towards the target; the first observation is what has been reached."""
    box = Box(wide, 126, left=4, right=12, below=2)
    goals = [goal.value for goal in (plot.target, plot.expected) if goal]
    reached = plot.observations[0].value if plot.observations else None
    top = max([*goals, reached or 0, 1e-9])
    scale = box.inner / top
    layers = [_rect(0, box.inner, theme().ground), *_reached(plot, scale, box), *_figure(plot)]
    layers += _mark(plot, scale, box, over=False) + _mark(plot, scale, box, over=True)
    return framed(plot, box, layers)


def _rect(left: float, right: float, fill: str, **how: object) -> Spec:
    mark = {"type": "rect", "x": left, "x2": right, "y": _TOP, "y2": _BOTTOM, "fill": fill, **how}
    return shape(**mark)


def _reached(plot: Plot, scale: float, box: Box) -> list[Spec]:
    if not plot.observations:
        return []
    look, one = theme(), plot.observations[0]
    if one.value is None:
        return [_rect(0, box.inner, WITHHELD if one.withheld else look.ground)]
    behind = plot.expected is not None and one.value < plot.expected.value
    colour = mixed(look.vermilion, look.paper, 0.75) if behind else look.sea
    dash: dict[str, object] = {"stroke": colour, "strokeWidth": 1.4, "strokeDash": DASHES}
    how = dash if one.state == "provisional" else {}
    fill = {"provisional": look.pale, "estimated": estimated()}.get(one.state, colour)
    drawn = _rect(0, max(one.value, 0) * scale, fill, **how)
    drawn["data"] = {"values": [{"text": one.text, "label": one.label, "state": plot.pick(STATES[one.state])}]}
    drawn["encoding"] = {"tooltip": hover(label=" ", text=label(plot), state="  ")}
    return [drawn]


def _figure(plot: Plot) -> list[Spec]:
    """The figure itself, large, with its unit and what it is of."""
    if not plot.observations:
        return []
    look, one = theme(), plot.observations[0]
    shown = one.shown
    after = width(shown, _FIGURE * 0.92) + 12
    state = plot.pick(STATES[one.state])
    words = "  ".join(part for part in (plot.unit, one.label, f"○ {state}" if state else "") if part)
    return [
        text(shown, -2, 26, font=look.serif, fontWeight=700, fontSize=_FIGURE, color=look.ink),
        text(words, after, 38, fontSize=13),
    ]


def _mark(plot: Plot, scale: float, box: Box, *, over: bool) -> list[Spec]:
    """A stroke across the bar with its words: the target below it, earlier years above."""
    goal = plot.expected if over else plot.target
    if goal is None:
        return []
    x = min(goal.value * scale, box.inner)
    y = _TOP - 13 if over else _BOTTOM + 17
    words = f"{goal.label} {goal.text}"
    half = width(words, 12) / 2
    middle = min(max(x, half), box.inner + 8 - half)
    start, end = (_TOP - 5, _BOTTOM) if over else (_TOP, _BOTTOM + 7)
    return [
        stroke(x, start, x, end, color=theme().ink, strokeWidth=2),
        text(words, middle, y, align="center", color=theme().ink, fontWeight=400 if over else 600),
    ]
