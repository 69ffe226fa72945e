# mypy: disallow-subclassing-any=False
"""The public database as Datasette's views ask it: guarded connections, whole results."""

import sqlite3
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from copy import copy
from pathlib import Path
from typing import Any

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import sqlite_timelimit

from published.site import guard

DATABASE = "open"
COUNTS, COUNT_BYTES = 500, 20_000
"""How many counts are remembered, of facets under the filters that readers choose, and how large ones."""
_COUNT = "select count(*) from "
total_order: ContextVar[tuple[str, str] | None] = ContextVar("total_order", default=None)
AHEAD = 10_000
ahead: ContextVar[bool] = ContextVar("ahead", default=False)
"""Milliseconds that a count may take which no reader waits for, and whether it is one."""
given_up: ContextVar[list[str]] = ContextVar("given_up")
"""Statements that ran out of time while a request was answered, which another time may suffice: Datasette leaves out
the counts that they would have been, without a word."""

_OF_THE_FILE = (
    "table_exists",
    "table_columns",
    "table_column_details",
    "primary_keys",
    "fts_table",
    "foreign_keys_for_table",
    "label_column_for_table",
    "get_view_definition",
    "hidden_table_names",
    "table_names",
    "view_names",
)
"""What Datasette asks of the schema for each page, each time in another thread; the file never changes."""


class OpenDatabase(Database):
    """The public database: guarded connections, and results that are whole or refused."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A guarded read-only connection; `write` is never granted."""
        connection = guard.connect(Path(self.path))
        self._all_file_connections.append(connection)
        return connection

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._counts: OrderedDict[object, Any] = OrderedDict()
        for name in _OF_THE_FILE:
            setattr(self, name, _remembered(getattr(self, name)))

    async def attached_databases(self) -> list[Any]:
        """None, ever; and asking SQLite would tell the file's path."""
        return []

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Any:
        """Run one statement; raises Refused where the result is over a bound, MemoryError where its cost is or where
        others leave it none.

        Counts, of facets (what has a time limit of its own) and of rows, are made once: the file never changes.
        """
        if custom_time_limit is None and not sql.startswith(_COUNT):
            return await self._run(sql, params, custom_time_limit, page_size)
        key = (sql, repr(params), page_size)
        found = self._counts.pop(key, None) or await self._run(sql, params, custom_time_limit, page_size)
        if sum(len(str(value)) for row in found.rows for value in row) <= COUNT_BYTES:
            self._counts[key] = found
        while len(self._counts) > COUNTS:
            self._counts.popitem(last=False)
        return found

    async def _run(self, sql: str, params: Any, custom_time_limit: int | None, page_size: int | None) -> Any:
        sql = _totally_ordered(sql)
        hurried = given_up.get([])
        rows = guard.ROWS + (page_size == guard.ROWS)
        limit = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)
        limit = AHEAD if ahead.get() else limit

        def run(connection: sqlite3.Connection) -> Any:
            with sqlite_timelimit(connection, limit):
                try:
                    cursor = connection.execute(sql, params or {})
                    return Results(guard.fetch(cursor, rows), False, cursor.description)
                except sqlite3.OperationalError as error:
                    if error.args == ("interrupted",):
                        hurried.append(sql)
                        raise QueryInterrupted(error, sql, params) from error
                    raise

        return await self.execute_fn(run)


def _totally_ordered(sql: str) -> str:
    """The statement with ties broken as `total_order` says.

    Datasette sorts its first page by the chosen column alone and the next ones by column and key, so that rows
    that tie over the page's edge would be lost or come twice.
    """
    change = total_order.get()
    if change is None or change[0] not in sql:
        return sql
    head, _, tail = sql.rpartition(change[0])
    return f"{head}{change[1]}{tail}"


def _remembered(ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """A question whose answers are kept; of names that readers made up, the last few hundred."""
    known: OrderedDict[object, Any] = OrderedDict()

    async def answered(*given: object) -> Any:
        if given not in known:
            known[given] = await ask(*given)
            while len(known) > COUNTS:
                known.popitem(last=False)
        return copy(known[given])

    return answered
