"""The list of a register: its entries as cards or rows, found by name, filtered by facets with counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from published.dataset import Dataset
from published.describe.datasette import newest_first
from published.describe.readme import citation
from published.site.language import Language
from published.site.numbers import exact
from published.site.pages.addresses import changed, row_address
from published.site.pages.catalogue import Entry
from published.site.pages.names import name_column
from published.site.pages.past import Past
from published.site.pages.table import table_page

STATE, CURRENT = "record_state", "current"
_TEASER = 90


@dataclass(frozen=True)
class Option:
    """A value that a reader may pick, and of how many entries it holds; None where that is not counted now."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A labelled list of values of one column."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class State:
    """A tab: the entries in one state, or all."""

    label: str
    href: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Card:
    """An entry in a few words; `state` is empty where it counts today."""

    title: str
    words: tuple[str, ...]
    amount: str
    day: str
    teaser: str
    state: str
    href: str


def register_page(entry: Entry, data: Mapping[str, Any], language: Language, past: Past) -> dict[str, object]:
    """Everything the template of a register needs beyond its description."""
    dataset, arguments = entry.dataset, data["arguments"]
    counts = {
        found["name"]: {str(one["value"]): one["count"] for one in found["results"]}
        for found in data["facet_results"].values()
    }
    filters = {name: frozenset(values) for name, values in arguments.items() if not name.startswith("_")}
    named = f"{name_column(dataset)}__contains"
    return table_page(entry, data, language, past) | {
        "template": "register.html",
        "citation": language.pick(citation(dataset, entry.version)),
        "facets": [_facet(entry, name, counts, filters, language) for name in dataset.facets if name != STATE],
        "states": _states(entry, counts, data["path"], arguments, language) if STATE in dataset.facets else [],
        "state": next(iter(filters.get(STATE, ())), ""),
        "named": named,
        "name_sought": next(iter(arguments.get(named, ())), ""),
        "name_title": language.pick(dataset.column(name_column(dataset)).title),
        "cards": [_card(entry, dict(row), language) for row in data["rows"]] if _shows(dataset, data) else [],
    }


def _facet(
    entry: Entry,
    name: str,
    counts: Mapping[str, Mapping[str, int]],
    filters: Mapping[str, frozenset[str]],
    language: Language,
) -> Facet:
    chosen, counted = filters.get(name, frozenset()), counts.get(name, {})
    options = tuple(
        Option(value, language.pick(label), counted.get(value, None if chosen or not counted else 0), value in chosen)
        for value, label in entry.choices[name]
    )
    return Facet(name, language.pick(entry.dataset.column(name).title), options)


def _states(
    entry: Entry,
    counts: Mapping[str, Mapping[str, int]],
    path: str,
    arguments: Mapping[str, Any],
    language: Language,
) -> list[State]:
    chosen, counted = arguments.get(STATE, []), counts.get(STATE, {})
    whole = None if chosen else sum(counted.values())
    tabs = [State(language.say("全部版本"), changed(path, arguments, **{STATE: None}), whole, not chosen)]
    for value, label in entry.choices[STATE]:
        href = changed(path, arguments, **{STATE: value})
        tabs.append(State(language.pick(label), href, counted.get(value), value in chosen))
    return tabs


def _shows(dataset: Dataset, data: Mapping[str, Any]) -> bool:
    """Whether the rows have all columns, so that they can be told as cards."""
    return {column.name for column in dataset.columns} <= set(data["columns"])


def _card(entry: Entry, row: Mapping[str, Any], language: Language) -> Card:
    dataset = entry.dataset
    told = [name for name in dataset.facets if name not in (STATE, "state") and row[name] is not None]
    words = [language.pick(entry.label(dataset.column(name), row[name])) for name in told]
    subject = row.get("subject_name") or row.get("host_name")
    number = None if entry.cases else row[dataset.key[0]]
    title = row[name_column(dataset)] or row[dataset.key[0]]
    amount = row.get("amount") if entry.cases else None
    return Card(
        title=str(title),
        words=tuple(dict.fromkeys(str(one) for one in (number, *words, subject) if one and one != title)),
        amount="" if amount is None else language.say("%(amount)s 万元", amount=exact(amount)),
        day=str(row[newest] or "") if (newest := newest_first(dataset)) else "",
        teaser=_teaser(row.get("effect") if entry.cases else None),
        state=_state(entry, row, language),
        href=row_address(dataset.name, [row[name] for name in dataset.key]),
    )


def _teaser(text: str | None) -> str:
    """How a text begins: its first sentence, or what fits."""
    first = (text or "").partition("。")[0]
    return first[:_TEASER] + "…" if len(first) > _TEASER else first + "。" if first else ""


def _state(entry: Entry, row: Mapping[str, Any], language: Language) -> str:
    """In a word why it does not count today, or what became of it."""
    for name, normal in ((STATE, CURRENT), ("state", "published")):
        value = row.get(name)
        if value not in (None, normal):
            return language.pick(entry.label(entry.dataset.column(name), value))
    return ""
