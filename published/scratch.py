"""DuckDB over tables in memory, started once: to start it costs more than most of what is asked of it."""

from functools import cache

import duckdb


def scratch() -> duckdb.DuckDBPyConnection:
    """A connection of its own; what it registers and its temporary tables go when it is closed."""
    return _database().cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()
