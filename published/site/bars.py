"""Small marks beside a figure, as SVG text without words: how large, how far to a target, how it went.

Widths are per cent of the element, so that they fit any cell.
"""

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape


def bar(width: float, css: str = "", mark: float | None = None) -> Markup:
    """A bar of `width` per cent, maybe with a mark across it, for a cell that has its figure beside it."""
    across = "" if mark is None else f'<line class="mark" x1="{mark:.1f}%" x2="{mark:.1f}%" y1="0" y2="100%"/>'
    return Markup(
        f'<svg class="bar {escape(css)}" aria-hidden="true"><rect class="ground" width="100%" height="100%"/>'
        f'<rect class="value" width="{width:.1f}%" height="100%"/>{across}</svg>'
    )


def gauge(attainment: float, expected: float | None, lagging: bool) -> Markup:
    """How far towards 100 per cent, with a mark where earlier years stood."""
    scale = 100 / max(attainment, 100)
    css = "value lag" if lagging else "value"
    drawn = '<rect class="ground" y="4" width="100%" height="8"/>'
    drawn += f'<rect class="{css}" y="4" width="{attainment * scale:.1f}%" height="8"/>'
    if expected is not None:
        x = f"{min(expected, 100) * scale:.1f}%"
        drawn += f'<line class="mark" x1="{x}" x2="{x}" y1="0" y2="16"/>'
    return Markup(f'<svg class="gauge" aria-hidden="true">{drawn}</svg>')


def spark(points: Sequence[tuple[float, str]]) -> Markup:
    """How a figure went, without scales: a line to its newest period, hollow dots where a value is provisional."""
    values = [value for value, _ in points]
    low, high = min(*values, 0), max(values)
    step, wide = 100 / max(len(points) - 1, 1), (high - low) or 1
    places = [(number * step, 28 - 24 * (value - low) / wide) for number, value in enumerate(values)]
    lines = "".join(
        f'<line class="line" x1="{x:.1f}%" y1="{y:.1f}" x2="{x2:.1f}%" y2="{y2:.1f}"/>'
        for (x, y), (x2, y2) in pairwise(places)
    )
    dots = "".join(
        f'<circle class="dot{" provisional" if status == "P" else ""}" cx="{x:.1f}%" cy="{y:.1f}" r="{size}"/>'
        for (x, y), (_, status), size in zip(places, points, [2] * (len(places) - 1) + [4], strict=True)
        if size > 2 or status == "P"
    )
    return Markup(f'<svg class="spark" aria-hidden="true">{lines}{dots}</svg>')
