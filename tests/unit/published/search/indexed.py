"""A search index in memory over documents made by hand."""

import sqlite3
from collections.abc import Sequence

from published.search.document import Document, Kind
from published.search.index import fill
from published.vocabulary import Text


def indexed(documents: Sequence[Document]) -> sqlite3.Connection:
    """The index of these documents, in their order."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    fill(connection, documents, "0" * 64)
    return connection


def document(title: str, kind: Kind = "dataset", english: str = "", **more: object) -> Document:
    """A document of a dataset whose name does not matter."""
    return Document(kind=kind, datasets=("orchard_yield",), title=Text(zh=title, en=english or title), **more)  # type: ignore[arg-type]
