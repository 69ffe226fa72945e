"""The index of an edition: a database of its own, the same bytes whenever it is written.

The texts are kept beside the words, so that a hit can be shown and whoever looks for what was to be erased finds it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from published.dataset import Dataset
from published.search.document import Document, split
from published.search.documents import documents
from published.search.folding import folded
from published.search.segments import indexed

FILE, WORDS = "search.db", "words"
_SCHEMA = """
create table about (database_sha256 text not null);
create table sections (first integer primary key, last integer not null, kind text not null);
create table documents (
  id integer primary key, kind text not null, datasets text not null, name text not null, key text not null,
  current integer not null, title_zh text not null, title_en text not null,
  code text not null, definition text not null, heading text not null, body text not null
);
create table titles (title text not null, id integer not null, primary key (title, id)) without rowid;
create virtual table words using fts5 (
  title, code, definition, heading, body, content='', tokenize='ascii', prefix='1'
);
insert into words (words, rank) values ('pgsz', 4000);
insert into words (words, rank) values ('hashsize', 16000000);
"""
_PLACES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"


def write(datasets: Iterable[Dataset], database: Path, digest: str, path: Path) -> None:
    """Write the index of a database of an edition, whose sha256 is `digest`, with these datasets in it.

    Where the process ends before this returns, the file is of no use.
    """
    path.unlink(missing_ok=True)
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    with closing(source), closing(sqlite3.connect(path, isolation_level=None)) as index:
        source.row_factory = sqlite3.Row
        for setting in ("page_size = 4096", "journal_mode = off", "synchronous = off"):
            index.execute(f"pragma {setting}")
        fill(index, documents(datasets, source), digest)
        index.execute("vacuum")


def fill(index: sqlite3.Connection, found: Iterable[Document], digest: str) -> None:
    """Make an empty database (whose statements commit themselves) the index of these documents, in their order."""
    index.executescript(_SCHEMA)
    index.execute("begin")
    index.execute("insert into about values (?)", (digest,))
    last = 0
    for (kind, _), section in groupby(found, key=lambda one: (one.kind, one.current)):
        first = last + 1
        for last, document in enumerate(section, start=first):
            _add(index, last, document)
        index.execute("insert into sections values (?, ?, ?)", (first, last, kind))
    index.execute("commit")
    index.execute("insert into words (words) values ('optimize')")


def _add(index: sqlite3.Connection, identity: int, one: Document) -> None:
    told = (one.code, one.definition, one.heading, one.body)
    names = (one.kind, json.dumps(one.datasets), one.name, json.dumps(one.key, ensure_ascii=False), one.current)
    index.execute(f"insert into documents values ({_PLACES})", (identity, *names, one.title.zh, one.title.en, *told))
    texts = [" ".join(map(indexed, split(text))) for text in (one.about, *told)]
    index.execute(
        "insert into words (rowid, title, code, definition, heading, body) values (?, ?, ?, ?, ?, ?)",
        (identity, *texts),
    )
    index.executemany("insert or ignore into titles values (?, ?)", ((title, identity) for title in _exact(one)))


def _exact(one: Document) -> Iterator[str]:
    """What somebody may type who means just this."""
    if one.kind != "row":
        yield from (folded(text).strip() for text in (one.title.zh, one.title.en))
    if one.kind in ("dataset", "column", "code"):
        yield folded(one.code)
