"""Other ways to look at a selection: cross tables that fit, the list, another figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from published.dataset import Dataset
from published.site.language import Language
from published.site.layout import COLUMNS_BY, LAYOUT, MEASURE, ROWS_BY
from published.site.pages.addresses import address, changed
from published.site.pages.catalogue import Entry
from published.site.pages.past import Past
from published.site.pages.pivot import measure_of
from published.site.pages.selection import IN, listed, picked

Arguments = Mapping[str, Sequence[str]]
FITTING, PERIODS = 400, 12
"""As many rows, and as many periods, a cross table that is offered has at most."""
_TOTALS = ("_T", "00")


@dataclass(frozen=True)
class Layouts:
    """Titles with addresses; `figures` say which one is shown."""

    tables: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str, bool], ...]


def layouts(entry: Entry, path: str, asked: Arguments, past: Past, language: Language) -> Layouts:
    """What can be chosen: the list and the turned table of a cross table, else a cross table for each dimension."""
    if entry.vintages_of or entry.dataset.kind != "statistic":
        return Layouts((), ())
    if ROWS_BY in asked:
        return Layouts(tuple(_of_crossed(path, asked, language)), tuple(_figures(entry, path, asked, language)))
    period = entry.dataset.period
    found = []
    for name in entry.dataset.key if period else ():
        if period and name in entry.choices and entry.dataset.column(name).role != "time":
            titles = (language.pick(entry.dataset.column(one).title) for one in (name, period))
            if href := _cross(entry, path, asked, (name, period), past):
                found.append((" × ".join(titles), href))
    return Layouts(tuple(found), ())


def _of_crossed(path: str, asked: Arguments, language: Language) -> list[tuple[str, str]]:
    turned = {ROWS_BY: asked[COLUMNS_BY][0], COLUMNS_BY: asked[ROWS_BY][0]}
    return [
        (language.say("行列互换"), changed(path, asked, **turned)),
        (language.say("逐行列出"), changed(path, asked, **dict.fromkeys(LAYOUT))),
    ]


def _figures(entry: Entry, path: str, asked: Arguments, language: Language) -> list[tuple[str, str, bool]]:
    """Every figure that the cross table can show."""
    shown = measure_of(entry, asked.get(MEASURE, ())).name
    measures = (column for column in entry.dataset.columns if column.role == "measure")
    return [
        (language.pick(column.title), changed(path, asked, **{MEASURE: column.name}), column.name == shown)
        for column in measures
    ]


def _cross(entry: Entry, path: str, asked: Arguments, layout: tuple[str, str], past: Past) -> str | None:
    """A cross table of a dimension by periods, the others as picked or in total; None where it is too large."""
    dimension, period = layout
    where = {name: values for name in entry.dataset.key if (values := _where(entry.dataset, name, asked, layout))}
    periods = past.periods(entry, period, where)
    rows = sum(count for _, count in periods)
    fitting = max(2, min(PERIODS, FITTING * len(periods) // max(rows, 1)))
    newest = [name for name, _ in periods[:fitting]]
    if len(periods) < 2 or sum(count for _, count in periods[:fitting]) > FITTING:
        return None
    if len(newest) < len(periods):
        where[period] = tuple(newest)
    filters = {name if len(values) == 1 else f"{name}{IN}": listed(values) for name, values in where.items()}
    return address(path, {**filters, ROWS_BY: dimension, COLUMNS_BY: period})


def _where(dataset: Dataset, name: str, asked: Arguments, layout: tuple[str, str]) -> tuple[str, ...]:
    """The values of a column of the key: of those laid out several or all, of the others the picked or the total."""
    chosen = picked(asked, name)
    if name in layout:
        return chosen if len(chosen) > 1 else ()
    head = dataset.headline.where.get(name) if dataset.headline else None
    codes = {code.code for code in dataset.code_lists.get(dataset.column(name).code_list or "", ())}
    total = head or next((code for code in _TOTALS if code in codes), None)
    return chosen or ((total,) if total else ())
