"""Which builder draws which kind of plot."""

from collections.abc import Callable, Mapping

from published.site.plots.cumulative import cumulative
from published.site.plots.figure import Kind, Plot
from published.site.plots.frame import Spec
from published.site.plots.gauge import gauge
from published.site.plots.lines import lines
from published.site.plots.ranking import ranking
from published.site.plots.series import series
from published.site.plots.stacked import stacked
from published.site.plots.theme import hatches
from published.site.plots.tiles import tiles

_BUILDERS: Mapping[Kind, Callable[[Plot, int], Spec]] = {
    "series": series,
    "lines": lines,
    "cumulative": cumulative,
    "stacked": stacked,
    "ranking": ranking,
    "tiles": tiles,
    "gauge": gauge,
}


def specification(plot: Plot, wide: int) -> Spec:
    """The Vega-Lite specification of a plot, `wide` pixels across."""
    return _BUILDERS[plot.kind](plot, wide)


def portable(spec: Spec, words: str) -> Spec:
    """A specification to take away: with its description in words, and the SVG patterns that its fills refer to."""
    options = {"renderer": "svg", "ast": True, "actions": False}
    return {**spec, "description": words, "usermeta": {"embedOptions": options, "patterns": hatches("")}}
