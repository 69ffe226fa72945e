"""What is picked of a dataset's rows, in words that can be taken back, and what else can be picked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from published.dataset import Column
from published.site.language import Language
from published.site.layout import LAYOUT
from published.site.pages.addresses import changed
from published.site.pages.catalogue import Entry
from published.site.pages.selection import IN, picked

Arguments = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """One value that a reader may pick."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Picker:
    """A labelled list of values of one column, and what is picked of it in words (empty: all of it)."""

    name: str
    title: str
    told: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Chip:
    """A condition in words, with the address of the page without it."""

    text: str
    href: str


def pickers(entry: Entry, arguments: Arguments, language: Language) -> list[Picker]:
    """A list for each column of which values can be picked."""
    return [_picker(entry, entry.dataset.column(name), arguments, language) for name in entry.choices]


def _picker(entry: Entry, column: Column, arguments: Arguments, language: Language) -> Picker:
    chosen = set(picked(arguments, column.name))
    listed = [(value, value_words(entry, column, value, language)) for value, _ in entry.choices[column.name]]
    told = [label for value, label in listed if value in chosen]
    choices = tuple(Choice(value, label, value in chosen) for value, label in listed)
    return Picker(column.name, language.pick(column.title), shortly(told, language), choices)


def chips(entry: Entry, path: str, arguments: Arguments, language: Language) -> list[Chip]:
    """The filters in words; without one of them a cross table may be too large, so that its rows are listed."""
    rest = {name: values for name, values in arguments.items() if name not in LAYOUT}
    known, found = {column.name: column for column in entry.dataset.columns}, []
    for name, values in arguments.items():
        if name.startswith("_"):
            continue
        base, _, operator = name.partition("__")
        column = known.get(base)
        if operator == "in":
            values, operator = picked({name: values}, base), ""
        labels = [value_words(entry, column, value, language) if column else value for value in values]
        title = language.pick(column.title) if column else base
        told = language.say("%(title)s：%(value)s", title=title, value=shortly(labels, language))
        text = f"{title} {operator} {language.listed(labels)}" if operator else told
        found.append(Chip(text, changed(path, rest, **{name: None})))
    return found


def unpicked(entry: Entry, arguments: Arguments) -> list[tuple[str, str]]:
    """What a form has to send along: the conditions and the order that it has no controls for."""
    controls = {*entry.choices, *(f"{name}{IN}" for name in entry.choices), "title__contains", "_next", "_all"}
    return [(name, value) for name, values in arguments.items() if name not in controls for value in values]


def value_words(entry: Entry, column: Column, value: object, language: Language) -> str:
    """A value in words: a period as it is spoken, a code by its title."""
    if column.name == entry.dataset.period:
        return language.period(str(value))
    return language.pick(entry.label(column, value))


def shortly(labels: Sequence[str], language: Language) -> str:
    """A few labels as a list, many by their number."""
    if len(labels) > 3:
        return language.count("%(num)s 项", "%(num)s 项", len(labels))
    return language.listed(labels) if labels else ""
