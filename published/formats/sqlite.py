"""SQLite: a table per dataset, its code lists as tables that it refers to.

SQLite has no decimal: a published value is the REAL nearest to its rounded decimal and prints back as that decimal.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from published.dataset import Code, Dataset


def write(dataset: Dataset, table: pa.Table, path: Path) -> None:
    """A database with this one dataset."""
    write_all([(dataset, table)], path)


def write_all(tables: Iterable[tuple[Dataset, pa.Table]], path: Path) -> None:
    """A database of several datasets over shared code lists, compact and analysed; equal data give equal bytes."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("pragma page_size = 4096")
        for dataset, table in tables:
            for name, codes in sorted(dataset.code_lists.items()):
                _write_codes(database, name, codes)
            _write_table(database, dataset, table)
        database.execute("analyze")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("vacuum")


def code_table(code_list: str) -> str:
    """The name of a code list's table."""
    return f"codes_{code_list}"


def _write_codes(database: sqlite3.Connection, name: str, codes: Iterable[Code]) -> None:
    table = code_table(name)
    database.execute(
        f'create table if not exists "{table}" (code text primary key, zh text not null, en text not null)'
    )
    rows = [(code.code, code.title.zh, code.title.en) for code in codes]
    database.executemany(f'insert or ignore into "{table}" values (?, ?, ?)', rows)


def _write_table(database: sqlite3.Connection, dataset: Dataset, table: pa.Table) -> None:
    database.execute(_definition(dataset, table.schema))
    places = ", ".join("?" * table.num_columns)
    database.executemany(f'insert into "{dataset.name}" values ({places})', _rows(table))
    for facet in dataset.facets:
        database.execute(f'create index "{dataset.name}_{facet}" on "{dataset.name}" ("{facet}")')


def _definition(dataset: Dataset, schema: pa.Schema) -> str:
    lists = {column.name: column.code_list for column in dataset.columns if column.code_list}
    lines = [f'"{field.name}" {_affinity(field.type)}' for field in schema]
    lines.append("primary key (" + ", ".join(f'"{name}"' for name in dataset.key) + ")")
    lines += [f'foreign key ("{name}") references "{code_table(codes)}" (code)' for name, codes in lists.items()]
    return f'create table "{dataset.name}" (' + ", ".join(lines) + ")"


def _affinity(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return "real"
    return "integer" if pa.types.is_integer(kind) else "text"


def _rows(table: pa.Table) -> Iterator[tuple[object, ...]]:
    columns = [[_nearest(value) for value in column.to_pylist()] for column in table.columns]
    return zip(*columns, strict=True)


def _nearest(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value
