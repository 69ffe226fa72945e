"""Plots as SVG text: pure functions of data, with an alternative text made from the same data."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from markupsafe import Markup, escape

from published.site.numbers import grouped

PROVISIONAL = frozenset({"P", "E"})


@dataclass(frozen=True)
class Point:
    """A value of a yearly series (None: not published) with its SDMX status."""

    label: str
    value: float | None
    status: str


@dataclass(frozen=True)
class Curve:
    """Cumulative values by month of one year; the current year stands out."""

    label: str
    values: tuple[tuple[int, float], ...]
    current: bool


@dataclass(frozen=True)
class Box:
    """The size of a plot and the room it leaves around the data."""

    width: int
    height: int
    left: int = 44
    right: int = 44
    top: int = 30
    bottom: int = 28

    def x(self, share: float) -> float:
        """Place at a share (0–1) of the width."""
        return round(self.left + share * (self.width - self.left - self.right), 1)

    def y(self, share: float) -> float:
        """Place at a share (0–1) of the height, from the ground up."""
        return round(self.height - self.bottom - share * (self.height - self.top - self.bottom), 1)


WIDE, NARROW = Box(640, 290), Box(360, 250)


def points(series: Sequence[tuple[str, float | None, str]], scale: int) -> list[Point]:
    """Period, value and status of a series as points, in units of `scale`."""
    return [Point(period, None if value is None else value / scale, status) for period, value, status in series]


def series_plot(points: Sequence[Point], unit: str, title: str, stamp: str, box: Box) -> Markup:
    """A yearly series from zero: hollow dots and dashes where provisional, a gap where nothing is known."""
    top = _nice(max((point.value or 0 for point in points), default=0))
    spots = [
        (box.x(_spread(index, len(points))), None if p.value is None else box.y(p.value / top), p)
        for index, p in enumerate(points)
    ]
    inside = [_grid(box, top), _area(spots, box.y(0)), *_segments(spots)]
    inside += [_dot(x, y, point, 0 if box == NARROW and top >= 100 else 1) for x, y, point in spots if y is not None]
    inside += [_year(x, box.height - 8, point.label, index, len(spots)) for index, (x, _, point) in enumerate(spots)]
    return _svg(box, series_words(points, unit, title), stamp, inside)


def series_words(points: Sequence[Point], unit: str, title: str) -> str:
    """The series in a sentence."""
    known = [point for point in points if point.value is not None]
    if not known:
        return f"{title}：没有公布的数值"
    values = "；".join(
        f"{p.label} 年 {grouped(p.value or 0, 1)}{'（试算）' * (p.status in PROVISIONAL)}" for p in known
    )
    return f"{title}（{unit}）：{values}"


def cumulative_plot(
    curves: Sequence[Curve], target: float | None, unit: str, title: str, stamp: str, box: Box
) -> Markup:
    """Months 1–12 of several years, the current one in colour, with the target as a dashed line."""
    values = [value for curve in curves for _, value in curve.values] + [target or 0]
    top = _nice(max(values, default=0))
    inside = [_grid(box, top)]
    if target:
        inside.append(_target(box, target, top, unit))
    for curve in sorted(curves, key=lambda curve: curve.current):
        spots = [(box.x((month - 1) / 11), box.y(value / top)) for month, value in curve.values]
        inside.append(_curve(curve, spots))
    inside += _year_labels(curves, box, top)
    inside += [_tick(box.x((month - 1) / 11), box.height - 8, f"{month}月") for month in (1, 3, 6, 9, 12)]
    return _svg(box, cumulative_words(curves, target, unit, title), stamp, inside)


def cumulative_words(curves: Sequence[Curve], target: float | None, unit: str, title: str) -> str:
    """The curves in a sentence: where each year ended or stands."""
    ends = "；".join(
        f"{curve.label} 年到 {curve.values[-1][0]} 月 {grouped(curve.values[-1][1], 1)}" for curve in curves
    )
    goal = f"；目标 {grouped(target, 0)}" if target else ""
    return f"{title}（{unit}）：{ends}{goal}"


def _spread(index: int, count: int) -> float:
    """Where a point stands between the edges (0–1), with room for its label on both sides."""
    return 0.5 if count == 1 else 0.1 + 0.8 * index / (count - 1)


def _nice(top: float) -> float:
    """The next round figure above the data, so that grid lines fall on round figures."""
    if top <= 0:
        return 1.0
    step = 10 ** floor(log10(top))
    return float(next(step * k for k in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10, 12) if step * k >= top * 1.08))


def _grid(box: Box, top: float) -> str:
    steps = next(steps for steps in (4, 5, 3) if _is_round(top / steps) or steps == 3)
    lines = []
    for index in range(steps + 1):
        y = box.y(index / steps)
        figure = grouped(top * index / steps, 0 if top >= 8 else 1)
        css = "ground" if index == 0 else "grid"
        lines.append(f'<line class="{css}" x1="{box.left}" x2="{box.width - box.right}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text class="tick" x="{box.left - 8}" y="{y + 4}" text-anchor="end">{figure}</text>')
    return "".join(lines)


def _is_round(step: float) -> bool:
    """Whether a step has one or two leading figures, so that its multiples read easily."""
    scaled = step / 10 ** (floor(log10(step)) - 1)
    by_five = abs(scaled / 5 - round(scaled / 5)) < 1e-9
    return bool(by_five or (scaled <= 20 and abs(scaled - round(scaled)) < 1e-9))


def _area(spots: Sequence[tuple[float, float | None, Point]], ground: float) -> str:
    known = [(x, y) for x, y, _ in spots if y is not None]
    if len(known) < 2 or len(known) < len(spots):
        return ""
    path = " L".join(f"{x},{y}" for x, y in known)
    return f'<path class="area" d="M{path} L{known[-1][0]},{ground} L{known[0][0]},{ground}Z"/>'


def _segments(spots: Sequence[tuple[float, float | None, Point]]) -> list[str]:
    drawn = []
    for (x1, y1, _), (x2, y2, to) in pairwise(spots):
        if y1 is None or y2 is None:
            continue
        css = "line provisional" if to.status in PROVISIONAL else "line"
        drawn.append(f'<path class="{css}" d="M{x1},{y1} L{x2},{y2}"/>')
    return drawn


def _dot(x: float, y: float, point: Point, decimals: int) -> str:
    css = "dot provisional" if point.status in PROVISIONAL else "dot"
    value = grouped(point.value or 0, decimals)
    return (
        f'<circle class="{css}" cx="{x}" cy="{y}" r="4.5"/>'
        f'<text class="value" x="{x}" y="{y - 12}" text-anchor="middle">{value}</text>'
    )


def _year(x: float, y: float, label: str, index: int, count: int) -> str:
    return _tick(x, y, label if count <= 8 or index % 2 == (count - 1) % 2 else "")


def _tick(x: float, y: float, text: str) -> str:
    return f'<text class="tick" x="{x}" y="{y}" text-anchor="middle">{escape(text)}</text>'


def _target(box: Box, target: float, top: float, unit: str) -> str:
    y = box.y(target / top)
    return (
        f'<line class="target" x1="{box.left}" x2="{box.width - box.right}" y1="{y}" y2="{y}"/>'
        f'<text class="value" x="{box.left}" y="{y - 6}">目标 {grouped(target, 0)} {escape(unit)}</text>'
    )


def _curve(curve: Curve, spots: Sequence[tuple[float, float]]) -> str:
    css = "line" if curve.current else "line past"
    path = " L".join(f"{x},{y}" for x, y in spots)
    end = spots[-1]
    dot = f'<circle class="dot" cx="{end[0]}" cy="{end[1]}" r="4.5"/>' if curve.current else ""
    return f'<path class="{css}" d="M{path}"/>{dot}'


def _year_labels(curves: Sequence[Curve], box: Box, top: float) -> list[str]:
    """Each year's name beside the end of its curve, pushed apart where they would overlap."""
    ends = sorted(((box.y(c.values[-1][1] / top), c) for c in curves if c.values), key=lambda end: end[0])
    drawn, lowest = [], -100.0
    for y, curve in ends:
        month = curve.values[-1][0]
        x = box.x((month - 1) / 11)
        if month < 12:
            drawn.append(f'<text class="value" x="{x - 9}" y="{y - 6}" text-anchor="end">{curve.label}</text>')
            continue
        lowest = max(y + 4, lowest + 14)
        css = "value" if curve.current else "tick"
        drawn.append(f'<text class="{css}" x="{x + 7}" y="{lowest}">{curve.label}</text>')
    return drawn


def _svg(box: Box, words: str, stamp: str, inside: Sequence[str]) -> Markup:
    mark = _stamp_mark(box, stamp) if stamp else ""
    return Markup(
        f'<svg class="plot" viewBox="0 0 {box.width} {box.height}" role="img" aria-label="{escape(words)}">'
        f"{''.join(inside)}{mark}</svg>"
    )


def _stamp_mark(box: Box, stamp: str) -> str:
    return f'<text class="stamp" x="{box.left}" y="14">{escape(stamp)}</text>'
