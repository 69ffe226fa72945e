"""A query ► what is found, in order: exact title, title, code, definition, name of a row, text.

Among equals what is earlier in the index comes first: statistics before registers, what counts today before what does
not, the newest before older. Nothing else decides, so the order is the same every time.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from published.search.document import KINDS, Kind
from published.search.folding import folded
from published.search.loose import by_weight
from published.search.query import Term, every, some, terms

_TIERS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("title code", ("dataset", "column", "code", "case")),
    ("title code definition", ("dataset", "column")),
    ("code heading", ("row",)),
)
"""Columns in which all words are looked for, and the kinds that have more than one of them."""
_WEIGHED = 2_000
"""With more hits than this FTS5's bm25 takes longer than a reader waits, and tells next to nothing."""
_BM25 = "round(bm25(words, 8, 6, 4, 4, 1), 1), rowid"
_WITHIN = "select rowid from words where words match ? and rowid between ? and ?"


@dataclass(frozen=True)
class Section:
    """A run of documents of one kind."""

    first: int
    last: int
    kind: Kind


@dataclass(frozen=True)
class Found:
    """How many there are, of each kind, and the ids of a page of them; `complete`: whether they have every word."""

    terms: tuple[Term, ...]
    complete: bool
    kinds: dict[Kind, int]
    total: int
    ids: tuple[int, ...]


def find(index: sqlite3.Connection, query: str, kind: Kind | None = None, offset: int = 0, limit: int = 20) -> Found:
    """Look a query up, whatever it is made of; where nothing has all words, what has some of them.

    `kinds` counts all kinds, `total` those of the kind that is asked for.
    """
    wanted = terms(query)
    sections = [Section(*row) for row in index.execute("select first, last, kind from sections order by first")]
    expression, complete = every(wanted), True
    counts = _counts(index, expression, sections) if wanted else {}
    if wanted and not counts and some(wanted) != expression:
        expression, complete = some(wanted), False
        counts = _counts(index, expression, sections)
    kinds = {one: sum(count for section, count in counts.items() if section.kind == one) for one in KINDS}
    chosen = {section: count for section, count in counts.items() if kind in (None, section.kind)}
    if complete:
        ordered = _ordered(index, query, wanted, expression, chosen)
    else:
        ordered = by_weight(index, wanted, expression, [(one.first, one.last) for one in chosen])
    page = tuple(islice(_once(ordered), offset, offset + limit))
    return Found(wanted, complete, {one: count for one, count in kinds.items() if count}, sum(chosen.values()), page)


def _counts(index: sqlite3.Connection, expression: str, sections: Iterable[Section]) -> dict[Section, int]:
    """The hits of each section that has any."""
    query = "select count(*) from words where words match ? and rowid between ? and ?"
    found = {one: index.execute(query, (expression, one.first, one.last)).fetchone()[0] for one in sections}
    return {one: count for one, count in found.items() if count}


def _ordered(
    index: sqlite3.Connection, query: str, wanted: Sequence[Term], expression: str, counts: dict[Section, int]
) -> Iterator[int]:
    """Tier by tier, in each section by section: what has been told before comes again."""
    exact = index.execute("select id from titles where title = ? order by id", (folded(query).strip(),)).fetchall()
    yield from (one for (one,) in exact if any(section.first <= one <= section.last for section in counts))
    language = "zh" if any(term.segment.kind == "ideographs" for term in wanted) else "en"
    for section in (one for one in counts if one.kind != "row"):
        # of two titles with the words, the shorter one is more about them
        by_length = f"order by (select length(title_{language}) from documents where id = words.rowid), rowid"
        yield from _ids(index, f"{{title}} : ({expression})", section, by_length)
    order = _BM25 if sum(counts.values()) <= _WEIGHED else "rowid"
    for tier, kinds in _TIERS:
        for section in (one for one in counts if one.kind in kinds):
            yield from _ids(index, f"{{{tier}}} : ({expression})", section, f"order by {order}")
    for section in counts:
        yield from _ids(index, expression, section, f"order by {order}")


def _ids(index: sqlite3.Connection, expression: str, section: Section, order: str) -> Iterator[int]:
    found = index.execute(f"{_WITHIN} {order}", (expression, section.first, section.last))
    return (identity for (identity,) in found)


def _once(ids: Iterable[int]) -> Iterator[int]:
    told: set[int] = set()
    for identity in ids:
        if identity not in told:
            told.add(identity)
            yield identity
