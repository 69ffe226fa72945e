"""Several areas or categories over time, a line each: named at its end, with a dot of its own shape and colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from published.site.plots.axes import PADDING, level, margin, periods, place
from published.site.plots.figure import STATES, Observation, Plot, State
from published.site.plots.frame import NARROW, SMALL, Box, Spec, framed, hover, label, shape, stroke, text
from published.site.plots.scales import apart, ticks, width, wrapped
from published.site.plots.series import breaks
from published.site.plots.theme import DASHES, LINES, WITHHELD, estimated, theme

SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down")
_SOFT = frozenset({"provisional", "estimated"})
_SAID: tuple[State, ...] = ("withheld", "missing")
_LINE, _LANE, _GAP = 15, 19, 10
_LABEL = 0.34
"""The part of the width that the names at the ends take at most."""
_CROWDED = 24


@dataclass(frozen=True)
class _Line:
    """One area or category: its observations in the order of periods, its colour and the shape of its dots."""

    name: str
    observations: tuple[Observation, ...]
    fill: str
    hatch: str
    shape: str

    @property
    def known(self) -> list[Observation]:
        return [one for one in self.observations if one.value is not None]

    @property
    def has_gaps_to_tell(self) -> bool:
        return any(one.state in _SAID for one in self.observations)


def lines(plot: Plot, wide: int) -> Spec:
    """The specification of a line for each group, `wide` pixels across; every group has every period."""
    found = list(_lines(plot))
    marks = ticks(one.value or 0 for one in plot.known)
    named = {one.name: wrapped(_words(one), wide * _LABEL, SMALL) for one in found}
    lanes = [one for one in found if one.has_gaps_to_tell]
    longest = max((width(line, SMALL) for words in named.values() for line in words), default=0)
    rows = sum(max(len(wrapped(one.name, wide * _LABEL, SMALL)), 1) for one in lanes)
    box = Box(wide, 230 if wide <= NARROW else 270, left=margin(marks), right=round(longest) + 2 * _GAP)
    box = replace(box, below=box.below + (rows * _LANE + 6 if lanes else 0))
    codes = [one.code for one in found[0].observations] if found else []
    x, y = periods(codes, box, "point"), level(marks)
    layers = [
        *_pieces(found, plot, x, y),
        *breaks(plot, codes, x, box),
        *_dots(found, plot, x, y),
        *_ends(found, named, marks, codes, box),
        *_lanes(lanes, codes, wide, box),
    ]
    return framed(plot, box, layers)


def _lines(plot: Plot) -> Iterator[_Line]:
    """The groups in their order; categories keep the colours that they have for ever."""
    look = theme()
    groups = list(dict.fromkeys(one.group for one in plot.observations))
    own = [look.categories.get(code) for code in groups]
    is_coloured = None not in own and len(set(own)) == len(own)
    for number, code in enumerate(groups):
        observations = tuple(one for one in plot.observations if one.group == code)
        fill = look.legible(look.category(code)) if is_coloured else look.lines[number]
        hatch = code if is_coloured else LINES[number]
        yield _Line(observations[0].group_label, observations, fill, hatch, SHAPES[number])


def _words(one: _Line) -> str:
    """What stands at the end of a line: whose it is and its last figure."""
    return f"{one.name} {one.known[-1].text}" if one.known else one.name


def _rows(observations: Sequence[Observation], one: _Line, plot: Plot) -> list[Spec]:
    return [
        {"period": seen.code, "value": seen.value, "text": seen.text, "who": one.name, "stroke": one.fill}
        | {"state": plot.pick(STATES[seen.state]), "shape": one.shape, "fill": _fill(seen, one)}
        for seen in observations
    ]


def _fill(seen: Observation, one: _Line) -> str:
    return {"provisional": theme().paper, "estimated": estimated(one.hatch)}.get(seen.state, one.fill)


def _pieces(found: Sequence[_Line], plot: Plot, x: Spec, y: Spec) -> list[Spec]:
    """The lines, dashed towards what is not final, cut where a value is not there or the series breaks."""
    solid: list[Spec] = []
    dashed: list[Spec] = []
    for one in found:
        for first, second in pairwise(one.observations):
            if first.value is not None and second.value is not None and second.code not in plot.breaks:
                piece = f"{one.shape} {first.code}"
                rows = [{**row, "piece": piece} for row in _rows((first, second), one, plot)]
                (dashed if second.state in _SOFT else solid).extend(rows)
    mark = {"type": "line", "strokeWidth": 2.2}
    encoding = {"x": x, "y": y, "detail": {"field": "piece"}, "color": _own("stroke")}
    drawn = ((solid, mark), (dashed, {**mark, "strokeDash": DASHES, "strokeCap": "butt"}))
    return [{"data": {"values": rows}, "mark": how, "encoding": encoding} for rows, how in drawn if rows]


def _dots(found: Sequence[_Line], plot: Plot, x: Spec, y: Spec) -> list[Spec]:
    rows = [row for one in found for row in _rows(one.known, one, plot)]
    crowded = any(len(one.observations) > _CROWDED for one in found)
    mark = {"type": "point", "size": 16 if crowded else 52, "strokeWidth": 1.8, "opacity": 1}
    told = hover(who="  ", period=" ", text=label(plot), state="   ")
    looks = {"stroke": _own("stroke"), "fill": _own("fill"), "shape": _own("shape")}
    return [{"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, **looks, "tooltip": told}}]


def _own(field: str) -> Spec:
    return {"field": field, "type": "nominal", "scale": None}


def _ends(
    found: Sequence[_Line], named: dict[str, list[str]], marks: Sequence[float], codes: Sequence[str], box: Box
) -> list[Spec]:
    """Name and last figure of each line beside its end, pushed apart where they would touch, with a stroke to it."""
    ends = sorted((place(one.known[-1].value or 0, marks, box), at) for at, one in enumerate(found) if one.known)
    tall = max((len(named[found[at].name]) for _, at in ends), default=1)
    places = apart([at for at, _ in ends], tall * _LINE + 3, 0, box.height)
    drawn = []
    for (end, number), at in zip(ends, places, strict=True):
        one = found[number]
        start = _across(codes.index(one.known[-1].code), codes, box) + 5
        drawn.append(stroke(start, end, box.inner + _GAP - 3, at, color=one.fill, strokeWidth=0.8))
        drawn += _named(named[one.name], at, box)
    return drawn


def _named(words: Sequence[str], y: float, box: Box) -> Iterator[Spec]:
    first = y - (len(words) - 1) * _LINE / 2
    for number, line in enumerate(words):
        yield text(line, box.inner + _GAP, first + number * _LINE, color=theme().ink, fontWeight=600)


def _lanes(lanes: Sequence[_Line], codes: Sequence[str], wide: int, box: Box) -> Iterator[Spec]:
    """Below the periods a row for each line with figures that are withheld or not announced, under its name."""
    y, look = box.height + 26 + _LANE / 2, theme()
    for one in lanes:
        words = wrapped(one.name, wide * _LABEL, SMALL)
        yield stroke(0, y, box.inner, y, color=look.line)
        yield from _named(words, y + (len(words) - 1) * _LINE / 2, box)
        for seen in one.observations:
            if seen.state in _SAID:
                yield from _sign(seen, _across(codes.index(seen.code), codes, box), y)
        y += len(words) * _LANE


def _sign(seen: Observation, x: float, y: float) -> Iterator[Spec]:
    """`c` on hatched ground, or three dots."""
    if seen.state == "withheld":
        yield shape(type="rect", x=x - 9, x2=x + 9, y=y - 8, y2=y + 8, fill=WITHHELD)
    italic = {"fontStyle": "italic"} if seen.state == "withheld" else {}
    yield text(seen.shown, x, y, align="center", color=theme().ink, fontSize=13, **italic)


def _across(number: int, codes: Sequence[str], box: Box) -> float:
    """How far from the left, in pixels, a period stands."""
    return round((PADDING + number) * box.inner / max(len(codes) - 1 + 2 * PADDING, 1), 1)
