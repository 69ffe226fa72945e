"""The page of a plot: other kinds, the rows beneath, ways to take it away, and a sentence to quote it by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from published.dataset import Dataset
from published.site.asked import Asked
from published.site.language import Language
from published.site.pages.addresses import address, changed
from published.site.pages.catalogue import Entry
from published.site.pages.pickers import Choice as Option
from published.site.pages.pickers import Picker, shortly
from published.site.pages.selection import IN, listed, picked
from published.site.pinned import root_of
from published.site.plots.choice import MEASURE, PLOT, Arguments, Choice, fitting
from published.site.plots.figure import KINDS, STATES, Observation, Plot
from published.site.plots.ranking import ranked
from published.site.plots.stacked import TOTAL
from published.vocabulary import Text

_HEADS = {
    "series": Text(zh="时期", en="Period"),
    "lines": Text(zh="时期", en="Period"),
    "cumulative": Text(zh="月份", en="Month"),
    "stacked": Text(zh="时期", en="Period"),
    "gauge": Text(zh="时期", en="Period"),
}
_TOTAL = Text(zh="合计", en="Total")


@dataclass(frozen=True)
class Line:
    """A row beneath the plot: its labels, the figure or why there is none, its state, and whether it is withheld."""

    labels: tuple[str, ...]
    figure: str
    state: str
    secret: bool


@dataclass(frozen=True)
class PlotPage:
    """What the templates of a plot need besides the drawings."""

    plot: Plot
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    kinds: tuple[tuple[str, str, bool], ...]
    pickers: tuple[Picker, ...]
    kind: str
    addresses: Mapping[str, str]
    quote: str


def plot_page(entry: Entry, plot: Plot, choice: Choice, asked: Asked, edition: str) -> PlotPage:
    """The page of a plot of one edition."""
    dataset, given = entry.dataset, {name: values for name, values in asked.arguments.items() if any(values)}
    path = f"/plots/{dataset.name}"
    return PlotPage(
        plot=plot,
        heads=_heads(dataset, plot, choice),
        lines=tuple(_line(plot, one, rank) for rank, one in _order(plot)),
        kinds=tuple(
            (plot.pick(KINDS[kind]), changed(path, given, _plot=kind), kind == plot.kind)
            for kind in fitting(dataset, given)
        ),
        pickers=(_measures(dataset, plot, choice, asked.language), *_pickers(entry, given, asked.language)),
        kind=plot.kind if PLOT in given else "",
        addresses=_addresses(dataset, choice, given, edition),
        quote=_quote(plot),
    )


def _addresses(dataset: Dataset, choice: Choice, given: Arguments, edition: str) -> dict[str, str]:
    path, filters = f"/plots/{dataset.name}", dict(choice.filters)
    found = {form: address(f"{path}.{form}", given) for form in ("svg", "png", "json")}
    return {
        **found,
        "table": address(f"/open/{dataset.name}", filters),
        "csv": address(f"/open/{dataset.name}.csv", filters),
        "narrow": address(f"{path}.json", {**given, "_narrow": "1"}),
        "lasting": root_of(edition) + address(path, given),
        "embed": address(f"/embed/{dataset.name}", given),
        "page": address(path, given),
    }


def _heads(dataset: Dataset, plot: Plot, choice: Choice) -> tuple[str, ...]:
    varies = plot.pick(dataset.column(choice.varies).title) if choice.varies else ""
    if plot.kind == "ranking":
        return plot.pick(Text(zh="名次", en="Rank")), varies
    if plot.kind == "tiles":
        return (varies,)
    return (plot.pick(_HEADS[plot.kind]), *([varies] if plot.kind in ("stacked", "lines") else []))


def _order(plot: Plot) -> Sequence[tuple[int | None, Observation]]:
    if plot.kind in ("ranking", "tiles"):
        return ranked(plot.observations)
    if plot.kind == "lines":
        return [(None, one) for one in sorted(plot.observations, key=lambda one: one.code, reverse=True)]
    return [(None, one) for one in reversed(plot.observations)]


def _line(plot: Plot, one: Observation, rank: int | None) -> Line:
    labels: tuple[str, ...] = (one.label,)
    if plot.kind == "ranking":
        labels = ("–" if rank is None else str(rank), one.label)
    if plot.kind in ("stacked", "lines"):
        labels = (one.code, plot.pick(_TOTAL) if one.group == TOTAL else one.group_label)
    said = " · ".join(part for part in (plot.pick(STATES[one.state]), one.unranked) if part)
    return Line(labels, one.shown, said, one.state == "withheld")


def _measures(dataset: Dataset, plot: Plot, choice: Choice, language: Language) -> Picker:
    found = [column for column in dataset.columns if column.role == "measure"]
    options = tuple(Option(one.name, plot.pick(one.title), one.name == choice.measure.name) for one in found)
    return Picker(MEASURE, language.say("指标"), "", options)


def _pickers(entry: Entry, given: Arguments, language: Language) -> tuple[Picker, ...]:
    """A list for each facet; what is not chosen stands for all, or for the value that stands for all. Several values
    that were picked together stay one choice of the list, and its single values stand beside it.
    """
    found = []
    for name in entry.dataset.facets:
        column, chosen = entry.dataset.column(name), given.get(name, ())
        options = [Option(value, language.pick(label), value in chosen) for value, label in entry.choices[name]]
        together = picked({f"{name}{IN}": given.get(f"{name}{IN}", ())}, name) if not chosen else ()
        if together:
            words = [one.label for one in options if one.value in together]
            options.insert(0, Option(listed(together), shortly(words, language), chosen=True))
        found.append(Picker(name + IN * bool(together), language.pick(column.title), "", tuple(options)))
    return tuple(found)


def _quote(plot: Plot) -> str:
    """The newest or the greatest figure in a sentence: value, unit, status and release."""
    known = plot.known
    if not known:
        return plot.source
    quoted = _quoted(plot)
    states = dict.fromkeys(plot.pick(STATES[one.state]) for one in quoted)
    marks = [mark for mark in (*states, plot.stamp) if mark]
    about = f"（{plot.about}）" if plot.about else ""
    if plot.language == "zh":
        told = "；".join(f"{_place(one)}：{one.text}" for one in quoted)
        note = f"［{'，'.join(marks)}］" if marks else ""
        return f"{plot.title}{about}，{told} {plot.unit}{note}。来源：{plot.source}，"
    about = f" ({plot.about})" if plot.about else ""
    told = "; ".join(f"{_place(one)}: {one.text}" for one in quoted)
    note = f" [{', '.join(marks)}]" if marks else ""
    return f"{plot.title}{about}, {told} {plot.unit}{note}. Source: {plot.source}, "


def _quoted(plot: Plot) -> list[Observation]:
    """The figures that stand for a plot: the first of a ranking, the newest of a series, of each line its newest."""
    if plot.kind in ("ranking", "tiles"):
        return [ranked(plot.known)[0][1]]
    if plot.kind == "lines":
        return list({one.group: one for one in plot.known}.values())
    totals = [one for one in plot.known if plot.kind != "stacked" or one.group == TOTAL]
    return [(totals or list(plot.known))[-1]]


def _place(one: Observation) -> str:
    """What a figure is of: an area or a period, of a line both."""
    return f"{one.group_label} {one.label}" if one.group_label else one.label
