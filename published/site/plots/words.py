"""The alternative text of a plot, made from the same observations: what, unit, extent, extremes, states, target."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from published.site.numbers import difference
from published.site.plots.figure import KINDS, STATES, Kind, Plot, State
from published.site.plots.ranking import ranked
from published.site.plots.stacked import TOTAL
from published.vocabulary import Text

_NOTHING = Text(zh="没有公布的数值", en="no published value")


def words(plot: Plot) -> str:
    """The plot in a few sentences, in its language."""
    body = _BODIES[plot.kind](plot) if plot.known else [plot.pick(_NOTHING)]
    about = _join(plot, [part for part in (plot.unit, plot.about) if part])
    stamp = [plot.stamp] if plot.stamp else []
    head = f"{plot.pick(KINDS[plot.kind])}{_colon(plot)}{plot.title}" + (_bracket(plot, about) if about else "")
    stop = "。" if plot.language == "zh" else ". "
    sentences = [*stamp, head, *body, *_goals(plot), *_states(plot)]
    return stop.join(sentences).strip() + stop.strip()


def _series(plot: Plot) -> list[str]:
    first, last, found = plot.known[0], plot.known[-1], plot.observations
    span = Text(
        zh=f"{found[0].code} 至 {found[-1].code} 共 {len(found)} 期，从 {first.code} 的 {first.text} 到 "
        f"{last.code} 的 {last.text}",
        en=f"{len(found)} periods from {found[0].code} to {found[-1].code}, from {first.text} in {first.code} to "
        f"{last.text} in {last.code}",
    )
    return [plot.pick(span), *_extremes(plot), *_earlier(plot), *_breaks(plot)]


def _lines(plot: Plot) -> list[str]:
    """Each line from its first to its last figure, with the difference of both as they are written."""
    found = list(dict.fromkeys(one.code for one in plot.observations))
    head = Text(
        zh=f"{found[0]} 至 {found[-1]} 共 {len(found)} 期", en=f"{len(found)} periods from {found[0]} to {found[-1]}"
    )
    groups = {one.group: one.group_label for one in plot.observations}
    return [plot.pick(head), *(plot.pick(_course(plot, group, name)) for group, name in groups.items()), *_breaks(plot)]


def _course(plot: Plot, group: str, name: str) -> Text:
    known = [one for one in plot.known if one.group == group]
    if not known:
        return Text(zh=f"{name}{_NOTHING.zh}", en=f"{name}: {_NOTHING.en}")
    first, last = known[0], known[-1]
    if first is last:
        return Text(zh=f"{name} {first.code} 的 {first.text}", en=f"{name}: {first.text} in {first.code}")
    change = difference(first.text, last.text)
    return Text(
        zh=f"{name}从 {first.code} 的 {first.text} 到 {last.code} 的 {last.text}，变化 {change}",
        en=f"{name}: from {first.text} in {first.code} to {last.text} in {last.code}, a change of {change}",
    )


def _extremes(plot: Plot) -> list[str]:
    high = max(plot.known, key=lambda one: one.value or 0)
    low = min(plot.known, key=lambda one: one.value or 0)
    told = Text(
        zh=f"最高 {high.code} 的 {high.text}，最低 {low.code} 的 {low.text}",
        en=f"Highest {high.text} in {high.code}, lowest {low.text} in {low.code}",
    )
    return [plot.pick(told)] if len(plot.known) > 1 else []


def _earlier(plot: Plot) -> list[str]:
    versions = _join(plot, [one.version for one in plot.earlier])
    told = Text(zh=f"灰线为版本 {versions} 公布的数", en=f"Grey lines: figures of release {versions}")
    return [plot.pick(told)] if plot.earlier else []


def _breaks(plot: Plot) -> list[str]:
    found = ", ".join(sorted(plot.breaks))
    told = Text(zh=f"自 {found} 起与以前不可比", en=f"Not comparable with earlier periods from {found}")
    return [plot.pick(told)] if plot.breaks else []


def _cumulative(plot: Plot) -> list[str]:
    last = {one.group: one for one in plot.known}
    told = Text(
        zh="；".join(f"{year} 年到 {int(one.code[5:7])} 月 {one.text}" for year, one in last.items()),
        en="; ".join(f"{year} up to month {int(one.code[5:7])}: {one.text}" for year, one in last.items()),
    )
    return [plot.pick(told)]


def _stacked(plot: Plot) -> list[str]:
    period = max(one.code for one in plot.known)
    found = [one for one in plot.observations if one.code == period]
    total = next((one.text for one in found if one.group == TOTAL and one.value is not None), "")
    parts = [f"{one.group_label} {one.shown}" for one in found if one.group != TOTAL]
    head = Text(zh=f"{period} 合计 {total}" if total else period, en=f"{period}: total {total}" if total else period)
    return [plot.pick(head) + _colon(plot) + _join(plot, parts)]


def _ranking(plot: Plot) -> list[str]:
    told = [f"{rank} {one.label} {one.text}" for rank, one in ranked(plot.observations) if rank is not None]
    apart = [f"{one.label} {one.text}{_bracket(plot, one.unranked)}" for one in plot.observations if one.unranked]
    return [_join(plot, found) for found in (told, apart) if found] + _absent(plot)


def _tiles(plot: Plot) -> list[str]:
    return [_join(plot, [f"{one.label} {one.text}" for _, one in ranked(plot.known)]), *_absent(plot)]


def _absent(plot: Plot) -> list[str]:
    told = [f"{one.label} {plot.pick(STATES[one.state])}" for one in plot.observations if one.value is None]
    return [_join(plot, told)] if told else []


def _gauge(plot: Plot) -> list[str]:
    one = plot.known[0]
    return [f"{one.label}{_colon(plot)}{one.text}"]


def _goals(plot: Plot) -> list[str]:
    return [f"{goal.label} {goal.text}" for goal in (plot.target, plot.expected) if goal]


def _states(plot: Plot) -> list[str]:
    """How many observations are provisional, estimated, withheld, not announced or none."""
    counted = Counter(one.state for one in plot.observations)
    told: list[State] = [state for state in STATES if counted[state] and state != "normal"]
    zh = "，".join(f"{counted[state]} 个{STATES[state].zh}" for state in told)
    en = ", ".join(f"{counted[state]} {STATES[state].en}" for state in told)
    count = len(plot.observations)
    if len(told) == 1 and counted[told[0]] == count:
        every = STATES[told[0]]
        return [plot.pick(Text(zh=f"{count} 个数值均为{every.zh}", en=f"All of {count} values {every.en}"))]
    return [plot.pick(Text(zh=f"{count} 个数值中 {zh}", en=f"Of {count} values {en}"))] if told else []


def _join(plot: Plot, parts: Sequence[str]) -> str:
    return ("，" if plot.language == "zh" else ", ").join(parts)


def _colon(plot: Plot) -> str:
    return "：" if plot.language == "zh" else ": "


def _bracket(plot: Plot, inside: str) -> str:
    return f"（{inside}）" if plot.language == "zh" else f" ({inside})"


_BODIES: Mapping[Kind, Callable[[Plot], list[str]]] = {
    "series": _series,
    "lines": _lines,
    "cumulative": _cumulative,
    "stacked": _stacked,
    "ranking": _ranking,
    "tiles": _tiles,
    "gauge": _gauge,
}
