"""Bars as SVG text: shares of a whole, a figure beside its neighbours, the way to a target.

Widths are per cent of the element, so that text in them is never stretched.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

from published.site.numbers import grouped


def stacked_bar(parts: Sequence[tuple[str, str, float]], title: str, stamp: str) -> Markup:
    """Shares of a whole (code, name, per cent) as one bar, with a gap at the end for those that are not published; each
    code has its colour and its number.
    """
    whole = max(sum(share for _, _, share in parts), 100)
    left, drawn = 0.0, []
    for code, _, share in parts:
        size = 100 * share / whole
        drawn.append(_slice(code, left, size))
        left += size
    words = f"{title}{f'（{stamp}）' if stamp else ''}：" + "；".join(
        f"{name} {grouped(share, 1)}%" for _, name, share in parts
    )
    return Markup(f'<svg class="stack" role="img" aria-label="{escape(words)}">{"".join(drawn)}</svg>')


def _slice(code: str, left: float, size: float) -> str:
    shape = f'<rect class="fill-{escape(code)}" x="{left:.2f}%" width="{size:.2f}%" height="100%"/>'
    if size < 4:
        return shape
    middle = left + size / 2
    place = f'x="{middle:.2f}%" y="62%" text-anchor="middle"'
    return f'{shape}<text class="on-{escape(code)}" {place}>{int(code)}</text>'


def bar(width: float, css: str = "") -> Markup:
    """A bar of `width` per cent, for a cell that has its figure beside it."""
    return Markup(
        f'<svg class="bar {escape(css)}" aria-hidden="true"><rect class="ground" width="100%" height="100%"/>'
        f'<rect class="value" width="{width:.1f}%" height="100%"/></svg>'
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
