"""SQLite: a table per dataset, its code lists as tables that it refers to.

SQLite has no decimal: a published value is the REAL nearest to its rounded decimal and prints back as that decimal.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from published.dataset import Code, Dataset


@dataclass(frozen=True)
class Part:
    """A table that lies in a database of its own, and what is wanted of it: all with its code lists, or the columns
    (name ► SQL) of some rows (a condition), without them.
    """

    file: Path
    table: str
    columns: Mapping[str, str] | None = None
    rows: str = "true"


def write(dataset: Dataset, table: pa.Table, path: Path) -> None:
    """A database with this one dataset, compact and analysed; equal data give equal bytes."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("pragma page_size = 4096")
        for name, codes in sorted(dataset.code_lists.items()):
            _write_codes(database, name, codes)
        _write_table(database, dataset, table)
        database.execute("analyze")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("vacuum")


def assemble(parts: Iterable[Part], path: Path) -> None:
    """A database of several tables over shared code lists, copied as they lie; equal parts give equal bytes.

    Where the process ends before this returns, the file is of no use.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)) as database:
        for setting in ("page_size = 4096", "journal_mode = off", "synchronous = off", "analysis_limit = 1000"):
            database.execute(f"pragma {setting}")
        for part in parts:
            database.execute("attach ? as part", (f"{part.file.absolute().as_uri()}?mode=ro&immutable=1",))
            database.execute("begin")
            _copy(database, part)
            database.execute("commit")
            database.execute("detach part")
        database.execute("analyze")


def code_table(code_list: str) -> str:
    """The name of a code list's table."""
    return f"codes_{code_list}"


def _copy(database: sqlite3.Connection, part: Part) -> None:
    """A table that is wanted whole is declared with its indexes first: SQLite then copies both page by page."""
    declared = "select tbl_name, type, name, sql from part.sqlite_schema where sql > '' order by rowid"
    found = [one for one in database.execute(declared).fetchall() if not one[0].startswith("sqlite_")]
    own, whole = [one for one in found if one[0] == part.table], part.columns is None
    if whole:
        _copy_codes(database, [one for one in found if one[0].startswith(code_table("")) and one not in own])
    _declare(database, own if whole else own[:1])
    wanted = "*" if part.columns is None else ", ".join(f'{sql} as "{name}"' for name, sql in part.columns.items())
    chosen = "" if whole else f" where {part.rows} order by rowid"
    database.execute(f'insert into main."{part.table}" select {wanted} from part."{part.table}"{chosen}')
    _declare(database, [] if whole else own[1:])


def _copy_codes(database: sqlite3.Connection, declared: Sequence[tuple[str, str, str, str]]) -> None:
    known = {name for (name,) in database.execute("select name from main.sqlite_schema")}
    for table in dict.fromkeys(one[0] for one in declared):
        _declare(database, [one for one in declared if one[0] == table and table not in known])
        database.execute(f'insert or ignore into main."{table}" select * from part."{table}"')


def _declare(database: sqlite3.Connection, declared: Iterable[tuple[str, str, str, str]]) -> None:
    for _, _, _, sql in declared:
        database.execute(sql)


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
    return zip(*map(_values, table.columns), strict=True)


def _values(column: "pa.ChunkedArray[Any]") -> list[object]:
    values: list[Any] = column.to_pylist()
    if pa.types.is_decimal(column.type):
        return [value if value is None else float(value) for value in values]
    return values
