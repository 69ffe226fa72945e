"""The page of one row: figures as a list, long texts as prose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from published.site.language import Language
from published.site.numbers import grouped
from published.site.pages.catalogue import Entry
from published.site.pages.cells import PROSE, Cell, cell
from published.site.pages.headline import spread
from published.site.pages.made import made_href
from published.site.pages.past import Past
from published.site.pages.quoting import quotation, references
from published.vocabulary import vocabulary

LONG = 60


@dataclass(frozen=True)
class Fact:
    """A column of the row with its titles."""

    name: str
    title: str
    unit: str
    cell: Cell
    made_href: str = ""


def row_page(entry: Entry, data: Mapping[str, Any], language: Language, past: Past) -> dict[str, object]:
    """Everything the template of a row's page needs beyond the dataset's description."""
    row = dict(data["rows"][0])
    facts = [_fact(entry, column.name, row, language) for column in entry.dataset.columns if column.name in row]
    prose = [fact for fact in facts if _is_prose(fact)]
    figure = _figure(entry, facts)
    link = f"{data['base']}{language.prefix}{past.lasting}{data['path']}"
    measure = entry.dataset.column(figure.name) if figure else None
    return {
        "entry": entry,
        "dataset": entry.dataset,
        "quote": quotation(entry, past, row, measure, link, language) if measure else None,
        "references": references(entry, past, data["base"], language),
        "since": past.since(entry),
        "heading": _heading(entry, row, language),
        "figure": figure,
        "spread": _spread(entry, figure, row),
        "status": _status(entry, row, language),
        "row_status": row.get("obs_status"),
        "facts": [fact for fact in facts if fact not in prose and not _is_idle(fact, entry)],
        "prose": prose,
        "made_href": None if entry.vintages_of else made_href(entry, row, figure.name if figure else None),
        "json_href": f"{data['path']}.json?_shape=objects",
    }


def _fact(entry: Entry, name: str, row: Mapping[str, object], language: Language) -> Fact:
    column = entry.dataset.column(name)
    unit = language.pick(vocabulary().units[column.unit]) if column.unit else ""
    asked = column.role == "measure" and entry.vintages_of is None and row[name] is not None
    href = made_href(entry, row, name) if asked else ""
    return Fact(name, language.pick(column.title), unit, cell(row[name], column, row, entry, language), href)


def _is_prose(fact: Fact) -> bool:
    return len(fact.cell.text) > LONG or fact.name in PROSE


def _is_idle(fact: Fact, entry: Entry) -> bool:
    """In a register: what the heading says already, and what the case does not have."""
    return entry.cases and (fact.name == "title" or fact.cell.kind == "none")


def _figure(entry: Entry, facts: list[Fact]) -> Fact | None:
    """The one measure that a statistic's row is about."""
    if entry.dataset.kind != "statistic":
        return None
    headline = entry.dataset.headline
    measures = [fact for fact in facts if fact.unit]
    named = [fact for fact in measures if headline and fact.name == headline.measure]
    return next(iter(named or measures), None)


def _spread(entry: Entry, figure: Fact | None, row: Mapping[str, object]) -> str:
    """The range of the figure where one is published."""
    places = entry.dataset.column(figure.name).decimals if figure else None
    return spread(row, figure.name, lambda value: grouped(value, places or 0)) if figure else ""


def _status(entry: Entry, row: Mapping[str, object], language: Language) -> str:
    """The status in a word where it is not the normal one."""
    code = row.get("obs_status")
    return "" if code in (None, "A") else language.pick(entry.label(entry.dataset.column("obs_status"), code))


def _heading(entry: Entry, row: Mapping[str, object], language: Language) -> str:
    if entry.cases and row.get("title"):
        return str(row["title"])
    key = (entry.dataset.column(name) for name in entry.dataset.key)
    return " · ".join(language.pick(entry.label(column, row[column.name])) for column in key)
