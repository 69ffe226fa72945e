"""How a number was made, for everybody: the steps from the deliveries to the public figure, and its history.

Nothing here that the release does not tell: no rows of units, and of a withheld figure only that it is withheld.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from published.cell_history import Spell, State, spells
from published.dataset import Column, Dataset
from published.describe.rounding import column_note
from published.describe.sections import part
from published.editions import Edition
from published.home import Home
from published.manifest import MANIFEST, Manifest
from published.releases import Release, release_folder
from published.schedule import CITY
from published.site.guard import connect
from published.site.language import Language
from published.site.pages.account import HOW, formulas
from published.site.pages.addresses import address, row_address
from published.site.pages.catalogue import Entry
from published.site.pages.cells import Cell, cell
from published.site.pages.lineage import feed_titles
from published.site.pages.revision import Because, because
from published.site.prose import to_html
from published.site.refusals import no_such_cell, not_found
from published.verdict import Verdict
from published.vintages import name_of
from published.vocabulary import Text, vocabulary

COLUMN = "column"
HISTORY = 20
"""As many changes of a figure are listed, the newest."""


@dataclass(frozen=True)
class Fed:
    """A feed that the dataset rests on, in words, and how many of its files were counted."""

    title: Text
    files: int


@dataclass(frozen=True)
class Said:
    """What versions said of the figure, since when, and why it changed."""

    first: str
    last: str | None
    since: str
    cell: Cell
    reasons: tuple[Because, ...]


@dataclass(frozen=True)
class Computed:
    """What the method says: the heading of that part, the formulas of one figure, and all of it."""

    heading: str
    formulas: tuple[str, ...]
    all: Markup


@dataclass(frozen=True)
class Made:
    """One figure of a dataset: where it stands and what was said of it."""

    heading: str
    column: Column
    unit: str
    cell: Cell
    note: Text | None
    row_href: str
    others: tuple[tuple[str, str], ...]
    history: tuple[Said, ...]


def made_href(entry: Entry, row: Mapping[str, object], column: str | None = None) -> str:
    """The address of this page for a row, or for one of its figures."""
    key = {name: str(row[name]) for name in entry.dataset.key}
    return address(f"/made/{entry.dataset.name}", key | ({COLUMN: column} if column else {}))


def made_page(
    home: Home,
    edition: Edition,
    database: Path,
    entry: Entry,
    arguments: Mapping[str, Sequence[str]],
    language: Language,
) -> dict[str, object]:
    """What the template needs: of the dataset alone, or of the cell that the arguments name; raises Refused."""
    folder = release_folder(home, entry.dataset.name, entry.version)
    manifest = Manifest.read(folder) if (folder / MANIFEST).exists() else None
    method = entry.dataset.method
    made = _made(home, edition, database, entry, arguments, language) if arguments else None
    return {
        "entry": entry,
        "dataset": entry.dataset,
        "made": made,
        "feeds": tuple(_feeds(entry.dataset, Release.read(folder))),
        "verdict": Verdict.model_validate_json((folder / "verdict.json").read_bytes()),
        "manifest": manifest,
        "computed": _computed(method, made.column if made else None, language) if method else None,
    }


def _made(
    home: Home,
    edition: Edition,
    database: Path,
    entry: Entry,
    arguments: Mapping[str, Sequence[str]],
    language: Language,
) -> Made:
    dataset = entry.dataset
    asked = {name: values[-1] for name, values in arguments.items()}
    names = {column.name for column in dataset.columns}
    if set(asked) - {COLUMN} != set(dataset.key) or asked.get(COLUMN, dataset.key[0]) not in names:
        raise no_such_cell(dataset.key, COLUMN)
    with closing(connect(database)) as connection:
        rows = _rows(connection, dataset.name, dataset, asked)
        if not rows:
            raise not_found()
        states = _rows(connection, name_of(dataset.name), dataset, asked) if entry.vintages else []
    column = dataset.column(asked[COLUMN]) if COLUMN in asked else _main(dataset)
    told = spells(home, edition, dataset, states, column.name, HISTORY)
    return Made(
        heading=" · ".join(language.pick(entry.label(dataset.column(name), rows[0][name])) for name in dataset.key),
        column=column,
        unit=language.pick(vocabulary().units[column.unit]) if column.unit else "",
        cell=cell(rows[0][column.name], column, rows[0], entry, language),
        note=column_note(dataset, column),
        row_href=row_address(dataset.name, [rows[0][name] for name in dataset.key]),
        others=tuple(_others(entry, rows[0], column, language)),
        history=tuple(_said(entry, column, spell, language) for spell in reversed(told)),
    )


def _main(dataset: Dataset) -> Column:
    """The headline's measure, else the first measure, else the first column that is no key."""
    if dataset.headline:
        return dataset.column(dataset.headline.measure)
    others = [column for column in dataset.columns if column.name not in dataset.key]
    return next((column for column in others if column.role == "measure"), others[0])


def _rows(connection: sqlite3.Connection, table: str, dataset: Dataset, key: Mapping[str, str]) -> list[State]:
    connection.row_factory = sqlite3.Row
    picked = " and ".join(f'"{name}" = ?' for name in dataset.key)
    found = connection.execute(f'select * from "{table}" where {picked}', [key[name] for name in dataset.key])
    return [dict(row) for row in found]


def _others(entry: Entry, row: State, chosen: Column, language: Language) -> Iterator[tuple[str, str]]:
    """The other figures of the row."""
    for column in entry.dataset.columns:
        if column.role == "measure" and column != chosen:
            yield language.pick(column.title), made_href(entry, row, column.name)


def _said(entry: Entry, column: Column, spell: Spell, language: Language) -> Said:
    told = cell(spell.row[column.name], column, spell.row, entry, language) if spell.row else Cell("", "none")
    since = spell.since.astimezone(CITY).strftime("%Y-%m-%d %H:%M")
    return Said(spell.first, spell.last, since, told, tuple(because(one) for one in spell.reasons))


def _computed(method: Text, column: Column | None, language: Language) -> Computed:
    """How the method says it is computed."""
    heading = language.pick(HOW)
    told = part(language.pick(method), heading)
    title = language.pick(column.title) if column else ""
    return Computed(heading, tuple(_formulas(told, title)), to_html(told, heading))


def _formulas(told: str, title: str) -> Iterator[str]:
    """The equations of a figure of that title, or of what it is short for."""
    return (line for line in formulas(told) if line.partition("=")[0].strip().lower() in title.lower())


def _feeds(dataset: Dataset, release: Release) -> Iterator[Fed]:
    """The feeds in words, and how many files of each were counted."""
    files = Counter(given.feed for given in release.inputs)
    for feed, title in feed_titles(dataset).items():
        yield Fed(title, files[feed])
