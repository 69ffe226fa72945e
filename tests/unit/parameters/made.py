"""What a model makes of parameter tables as they stand and of a few rows: its SQL rendered and run in DuckDB.

The tables are read anew at every call: a changed parameter is felt at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa
import yaml

from published.home import PROJECT
from tests.unit.sql.macros import model

DBT = PROJECT / "dbt_project"
Row = dict[str, Any]
Table = Sequence[Mapping[str, Any]] | str


def made(name: str, *seeds: str, **tables: Table) -> list[Row]:
    """The rows of a model over seeds and given tables; a table is its rows, or a query where it has none."""
    with database(*seeds, **tables) as connection:
        return connection.sql(model(name)).to_arrow_table().to_pylist()


def asked(query: str, *seeds: str, **tables: Table) -> list[tuple[Any, ...]]:
    """The answer to a query over the same."""
    with database(*seeds, **tables) as connection:
        return connection.execute(query).fetchall()


def database(*seeds: str, **tables: Table) -> duckdb.DuckDBPyConnection:
    """One in memory, one thread, with these seeds and tables."""
    connection = duckdb.connect(config={"threads": 1})
    for seed in seeds:
        (path,) = (DBT / "seeds").rglob(f"{seed}.csv")
        connection.execute(f"create table {seed} as from read_csv('{path}', header = true, types = {types(seed)})")
    for name, rows in tables.items():
        if isinstance(rows, str):
            connection.execute(f"create table {name} as {rows}")
        else:
            connection.register("given", pa.Table.from_pylist([dict(row) for row in rows]))
            connection.execute(f"create table {name} as from given")
    return connection


def dbt_over(connection: duckdb.DuckDBPyConnection) -> SimpleNamespace:
    """What a python model is given by dbt."""
    return SimpleNamespace(ref=connection.table, config=lambda **_: None)


def types(seed: str) -> dict[str, str]:
    """The column types that dbt_project.yml declares for a seed."""
    found: dict[str, str] = {}
    for entry in _entries(_declared(), seed):
        found |= entry.get("+column_types", {})
    return found


@cache
def _declared() -> dict[str, Any]:
    project = yaml.safe_load((DBT / "dbt_project.yml").read_text(encoding="utf-8"))
    return dict(project["seeds"]["yongzhuan"])


def _entries(declared: Mapping[str, Any], seed: str) -> Iterator[Mapping[str, Any]]:
    for name, below in declared.items():
        if name == seed:
            yield below
        elif isinstance(below, dict) and not name.startswith("+"):
            yield from _entries(below, seed)
