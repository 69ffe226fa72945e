"""The page of a register's entry: what it says, its versions, and where else its patents and organisations stand."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from published.dataset import Dataset
from published.describe.readme import citation
from published.site.guard import connect
from published.site.language import Language
from published.site.pages.addresses import row_address
from published.site.pages.catalogue import Entry
from published.site.pages.cells import PROSE
from published.site.pages.names import core, name_column, organisation_columns, patent_columns, patent_numbers
from published.site.pages.past import Past
from published.site.pages.register import CURRENT, STATE
from published.site.pages.row import row_page

VERSION = "version"
LISTED = 12
"""As many entries elsewhere are listed for each patent or organisation."""
_AMOUNT = "amount"
_BARE = "replace(replace(replace(upper(\"{0}\"), ' ', ''), '.', ''), 'ZL', '')"


@dataclass(frozen=True)
class Version:
    """A state of the entry: since when, what it was, why it came, and whether it is the one shown."""

    number: str
    since: str
    until: str
    state: str
    reason: str
    note: str
    href: str
    shown: bool


@dataclass(frozen=True)
class Elsewhere:
    """An entry of another register, or another one of this; `register` names it with the entry's number."""

    register: str
    title: str
    href: str


@dataclass(frozen=True)
class Mentioned:
    """A patent or an organisation of the entry, and where else it stands."""

    title: str
    text: str
    found: tuple[Elsewhere, ...]


def record_page(
    entry: Entry, data: Mapping[str, Any], entries: Mapping[str, Entry], language: Language, past: Past
) -> dict[str, object]:
    """Everything the template needs: the row's own page, and what the edition's registers say beside it."""
    row = dict(data["rows"][0])
    with closing(connect(past.database)) as connection:
        connection.row_factory = sqlite3.Row
        versions = tuple(_versions(entry, row, connection, language))
        registers = [one for one in entries.values() if one.dataset.kind == "register"]
        patents = tuple(_mentioned(entry, row, registers, connection, language, _patents(entry.dataset, row)))
        named = tuple(_mentioned(entry, row, registers, connection, language, _organisations(entry.dataset, row)))
    page = row_page(entry, data, language, past)
    name = row[name_column(entry.dataset)]
    facts = [fact for fact in page["facts"] if fact.name not in _told_apart(entry)]  # type: ignore[attr-defined]
    return page | {
        "template": "case.html" if entry.cases else "record.html",
        "citation": language.pick(citation(entry.dataset, entry.version)),
        "heading": str(name) if name else page["heading"],
        "words": _words(entry, row, language),
        "facts": [fact for fact in facts if fact.name != _AMOUNT],
        "amount_as_of": str(row.get("amount_as_of") or ""),
        "amount": next((fact for fact in facts if fact.name == _AMOUNT and fact.cell.kind == "number"), None),
        "day": str(row.get("published_on") or ""),
        "sections": [fact for fact in page["prose"] if fact.name in PROSE],  # type: ignore[attr-defined]
        "about": str(row.get("effect") or "") if entry.cases else "",
        "state": _became(entry, row, language),
        "state_note": str(row.get("state_reason") or ""),
        "newest": next((one for one in versions if not one.until and not one.shown), None),
        "versions": versions,
        "patents": patents,
        "organisations": named,
    }


def _told_apart(entry: Entry) -> set[str]:
    """The columns of which the page says more than a line: heading, patents, organisations, states."""
    dataset = entry.dataset
    states = {
        STATE,
        "state",
        "state_reason",
        "change_reason",
        "valid_from",
        "valid_to",
        VERSION,
        "published_on",
        "amount_as_of",
    }
    named = {*patent_columns(dataset), *organisation_columns(dataset), name_column(dataset)}
    return named | states | {*dataset.facets}


def _words(entry: Entry, row: Mapping[str, Any], language: Language) -> list[str]:
    """The codes that place the entry, in words."""
    told = [name for name in entry.dataset.facets if name not in (STATE, "state") and row[name] is not None]
    return [language.pick(entry.label(entry.dataset.column(name), row[name])) for name in told]


def _became(entry: Entry, row: Mapping[str, Any], language: Language) -> str:
    """What became of the entry, where it does not simply count."""
    told = [(STATE, CURRENT), ("state", "published")]
    return " · ".join(
        language.pick(entry.label(entry.dataset.column(name), row[name]))
        for name, normal in told
        if row.get(name) not in (None, normal)
    )


def _versions(
    entry: Entry, row: Mapping[str, Any], connection: sqlite3.Connection, language: Language
) -> Iterator[Version]:
    dataset = entry.dataset
    if VERSION not in dataset.key:
        return
    same = [name for name in dataset.key if name != VERSION]
    picked = " and ".join(f'"{name}" = ?' for name in same)
    found = connection.execute(
        f'select * from "{dataset.name}" where {picked} order by "{VERSION}" desc', [row[name] for name in same]
    )
    for one in map(dict, found):
        yield Version(
            number=str(one[VERSION]),
            since=str(one.get("valid_from") or ""),
            until=str(one.get("valid_to") or ""),
            state=_became(entry, one, language) or language.say("现行"),
            reason=_said(entry, "change_reason", one, language),
            note=str(one.get("state_reason") or ""),
            href=row_address(dataset.name, [one[name] for name in dataset.key]),
            shown=one[VERSION] == row[VERSION],
        )


def _said(entry: Entry, name: str, row: Mapping[str, Any], language: Language) -> str:
    return language.pick(entry.label(entry.dataset.column(name), row[name])) if row.get(name) is not None else ""


def _patents(dataset: Dataset, row: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for name in patent_columns(dataset):
        yield from ((name, number, True) for number in patent_numbers(str(row[name] or "")))


def _organisations(dataset: Dataset, row: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for name in organisation_columns(dataset):
        if row[name]:
            yield name, str(row[name]), False


def _mentioned(
    entry: Entry,
    row: Mapping[str, Any],
    registers: list[Entry],
    connection: sqlite3.Connection,
    language: Language,
    sought: Iterator[tuple[str, str, bool]],
) -> Iterator[Mentioned]:
    """Each patent or organisation with the entries that count today and have it too, but not this one."""
    mine = (entry.dataset.name, *(row[name] for name in entry.dataset.key if name != VERSION))
    for column, text, is_patent in sought:
        found: list[Elsewhere] = []
        for other in registers:
            found += _found(other, text, is_patent, mine, connection, language)
        yield Mentioned(language.pick(entry.dataset.column(column).title), text, tuple(found[:LISTED]))


def _found(
    other: Entry, text: str, is_patent: bool, mine: tuple[Any, ...], connection: sqlite3.Connection, language: Language
) -> Iterator[Elsewhere]:
    dataset = other.dataset
    columns = patent_columns(dataset) if is_patent else organisation_columns(dataset)
    tests = [f"instr({_BARE.format(one)}, ?)" if is_patent else f'"{one}" = ?' for one in columns]
    if not tests:
        return
    current = f"\"{STATE}\" = '{CURRENT}'" if STATE in dataset.facets else "true"
    sql = f'select * from "{dataset.name}" where {current} and ({" or ".join(tests)}) limit {LISTED + 1}'
    for one in connection.execute(sql, [core(text) if is_patent else text] * len(tests)):
        if (dataset.name, *(one[name] for name in dataset.key if name != VERSION)) != mine:
            title = str(one[name_column(dataset)] or one[dataset.key[0]])
            href = row_address(dataset.name, [one[name] for name in dataset.key])
            yield Elsewhere(f"{language.pick(dataset.title)} {one[dataset.key[0]]}", title, href)
