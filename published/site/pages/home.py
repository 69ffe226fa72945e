"""The home page: one figure first, then its shape, then the rest of the catalogue."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from published.site.language import Language
from published.site.numbers import exact
from published.site.pages.addresses import address, row_address
from published.site.pages.board import periods
from published.site.pages.cards import Card, card
from published.site.pages.catalogue import Entry
from published.site.pages.contracts import NAME as CONTRACTS
from published.site.pages.contracts import Contracts, contracts
from published.site.pages.pictures import Picture, picture
from published.site.pages.standings import NAME as MONITOR
from published.site.pages.standings import Standings, standings
from published.site.pages.value_added import NAME as VALUE_ADDED
from published.site.pages.value_added import ValueAdded, value_added
from published.site.plots.choice import PLOT
from published.vocabulary import Text

CASES = "typical_cases"
FIRST = ("zero_out_progress", "pledge_financing", "commercialisation_rate", "high_value_patents")
"""The datasets whose headline figures have a card; the others are a list."""
_COMPOSITION = {PLOT: ["stacked"]}
_RESEARCH = (
    "select year, area_code, value_added\n"
    "from patent_intensive_value_added\n"
    "where category_code = '00'\n"
    "order by year, area_code"
)


@dataclass(frozen=True)
class Case:
    """A typical case in one line; title and subject are in Chinese in every language."""

    title: str
    words: tuple[str, ...]
    subject: str
    amount: str
    published_on: str
    href: str


@dataclass(frozen=True)
class HomePage:
    """What stands on the home page; a block whose dataset is not in the edition is None or empty."""

    value_added: ValueAdded | None
    cards: tuple[Card, ...]
    others: tuple[Card, ...]
    board: Standings | None
    contracts: Contracts | None
    composition: Picture | None
    cases: tuple[Case, ...]
    research_sql: str | None
    research_href: str
    research_page: str


def home_page(
    connection: sqlite3.Connection, entries: Mapping[str, Entry], language: Language, notice: Text | None
) -> HomePage:
    """Ask the edition's database for every block whose dataset is there; `notice`: what the edition says of figures."""
    made = _cards(connection, entries, language)
    first = next(iter(entries), "")
    sql = _RESEARCH if VALUE_ADDED in entries else f'select * from "{first}" limit 10' if first else None
    return HomePage(
        value_added=value_added(connection, entries[VALUE_ADDED], language) if VALUE_ADDED in entries else None,
        cards=tuple(shown for name, shown in made.items() if name in FIRST),
        others=tuple(shown for name, shown in made.items() if name not in FIRST),
        board=_board(connection, entries[MONITOR], language) if MONITOR in entries else None,
        contracts=contracts(connection, entries[CONTRACTS].series, language, monitored=MONITOR in entries)
        if CONTRACTS in entries
        else None,
        composition=picture(connection, entries[VALUE_ADDED], _COMPOSITION, language, notice)
        if VALUE_ADDED in entries
        else None,
        cases=_cases(connection, entries[CASES], language) if CASES in entries else (),
        research_sql=sql,
        research_href=address("/open.json", {"_shape": "objects", "sql": sql or ""}),
        research_page=address("/open", {"sql": sql or ""}),
    )


def _cards(connection: sqlite3.Connection, entries: Mapping[str, Entry], language: Language) -> dict[str, Card]:
    """The cards of all statistics but those that have a place of their own, those of FIRST in its order."""
    order = [*(name for name in FIRST if name in entries), *(name for name in entries if name not in FIRST)]
    kept = (name for name in order if name not in (VALUE_ADDED, CONTRACTS, MONITOR))
    return {name: shown for name in kept if (shown := card(connection, entries[name], language)) is not None}


def _board(connection: sqlite3.Connection, entry: Entry, language: Language) -> Standings | None:
    """The board of the headline indicator in its newest period."""
    indicator = entry.series["indicator"]
    known = periods(connection).get(indicator)
    return standings(connection, entry, indicator, known[-1], language) if known else None


def _cases(connection: sqlite3.Connection, entry: Entry, language: Language) -> tuple[Case, ...]:
    rows = connection.execute(
        f'select * from "{CASES}" where state <> ? and record_state = ? '
        "order by published_on desc, case_number limit 4",
        ("withdrawn", "current"),
    )
    return tuple(_case(row, entry, language) for row in rows)


def _case(row: sqlite3.Row, entry: Entry, language: Language) -> Case:
    column = entry.dataset.column
    named = [name for name in ("kind", "level", "area_code") if row[name]]
    words = [language.pick(entry.label(column(name), row[name])) for name in named]
    return Case(
        title=row["title"],
        words=tuple(words),
        subject=row["subject_name"] or "",
        amount="" if row["amount"] is None else language.say("%(amount)s 万元", amount=exact(row["amount"])),
        published_on=str(row["published_on"] or ""),
        href=row_address(CASES, [row[name] for name in entry.dataset.key]),
    )
