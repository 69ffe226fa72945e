"""Bounds on what public SQL may do with one SQLite connection and with the process.

Not here: time limits (Datasette sets them per statement) and HTTP.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from published.site import functions
from published.site.refusals import too_much

ROWS = 50_000
RESULT_BYTES = 12_000_000
VALUE_BYTES = 1_000_000
HEAP_BYTES = 56_000_000
SECONDS = 1.0
CACHE_KIB = 512
"""Of one connection: all editions that are open share the heap; the file itself is in the system's cache."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 60_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})
_PRAGMAS = frozenset(
    {
        "table_info",
        "table_xinfo",
        "foreign_key_list",
        "index_list",
        "index_info",
        "index_xinfo",
        "schema_version",
        "data_version",
    }
)
_FUNCTIONS_DENIED = frozenset(
    {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "sqlite_log", "json_patch"}
)
_SIZED = (str, bytes)
_UNDECIDED = frozenset({"random", "randomblob", "current_date", "current_time", "current_timestamp"})
"""Their answers are none of the edition's, but an answer is kept as long as the edition lasts."""
_TABLES_DENIED = frozenset({"sqlite_stmt", "dbstat", "sqlite_dbpage"})


def connect(path: Path, virtual: str | None = None) -> sqlite3.Connection:
    """Open the database file read-only, as a file that never changes, under all the bounds of this module.

    `virtual`: a full-text table in it, which declares itself before statements may only read.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    if virtual:
        connection.execute(f'select * from "{virtual}" limit 0')
    harden(connection)
    empty = sqlite3.connect(":memory:", check_same_thread=False)
    harden(empty)
    functions.bound(connection, empty)
    return connection


def harden(connection: sqlite3.Connection) -> None:
    """Bound sizes, keep temporary data in (bounded) memory, and let statements only read."""
    connection.execute("pragma temp_store = memory")
    connection.execute(f"pragma cache_size = -{CACHE_KIB}")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(authorize)


def authorize(action: int, first: str | None, second: str | None, _database: object, _inner: object) -> int:
    """SQLite's authorizer: only SELECT, harmless functions and the pragmas that describe a table."""
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ:
        return _unless((first or "").lower() in _TABLES_DENIED)
    if action == sqlite3.SQLITE_FUNCTION:
        return _unless((second or "").lower() in _FUNCTIONS_DENIED | _UNDECIDED)
    if action == sqlite3.SQLITE_PRAGMA:
        return _unless((first or "").lower() not in _PRAGMAS)
    return sqlite3.SQLITE_DENY


def _unless(denied: bool) -> int:
    return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK


def fetch(cursor: Iterable[sqlite3.Row], rows: int = ROWS, size: int = RESULT_BYTES) -> list[sqlite3.Row]:
    """All rows of a result, or a refusal when it is over `rows` rows or `size` bytes: never a part."""
    kept: list[sqlite3.Row] = []
    used = 0
    for row in cursor:
        used += sum(len(value) if isinstance(value, _SIZED) else 8 for value in row)
        if len(kept) >= rows or used > size:
            raise too_much(ROWS, size)
        kept.append(row)
    return kept


def bound_process_heap() -> None:
    """Cap what SQLite may allocate in this whole process; it cannot be raised again: for servers only."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"pragma hard_heap_limit = {HEAP_BYTES}")
    connection.close()
