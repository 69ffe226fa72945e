"""Releases played one after the other: which row stood from which release to which.

A state is a row of a release with its span: first_version, last_version, first_release, last_release; the last two and
the texts are empty while it stands. Releases are counted from 1.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from published.dataset import Dataset
from published.home import Home
from published.releases import read_dataset, read_table, release_folder
from published.scratch import scratch

SPAN = {
    "first_version": pa.string(),
    "last_version": pa.string(),
    "first_release": pa.int64(),
    "last_release": pa.int64(),
}


def shape(folder: Path) -> pa.Schema:
    """The columns of the states of a release: its own (it may be stamped) and the span."""
    own = pq.read_schema(folder / f"{folder.parent.name}.parquet")
    return pa.schema([*((each.name, each.type) for each in own), *SPAN.items()])


def rekeyed(home: Home, dataset: str, history: Sequence[str]) -> int:
    """The place of the first of the releases (oldest first) since which rows are named by the key of the last."""
    key, start = _key(home, dataset, history[-1]), len(history) - 1
    while start and _key(home, dataset, history[start - 1]) == key:
        start -= 1
    return start


def replayed(folders: Sequence[Path], states: pa.Table, done: int) -> pa.Table:
    """The states after all releases (oldest first), `states` being those after the first `done`.

    The others share the key of the last; columns that have come to mean something else are empty.
    """
    dataset = read_dataset(folders[-1])
    with scratch() as database:
        database.register("before", states)
        database.execute("create temp table states as from before")
        for number in range(done, len(folders)):
            _play(database, dataset, folders[: number + 1], states.schema)
        ordered = f"select * from states order by {', '.join(_quoted(dataset.key))}, first_release"
        found: pa.Table = database.sql(ordered).to_arrow_table().cast(states.schema)
    return found


@cache
def _key(home: Home, dataset: str, version: str) -> frozenset[str]:
    """Of the description nothing else, and once: it is asked of every release, and what is sealed never changes."""
    folder = release_folder(home, dataset, version)
    return frozenset(json.loads((folder / "dataset.json").read_bytes())["key"])


def _play(database: duckdb.DuckDBPyConnection, dataset: Dataset, played: Sequence[Path], schema: pa.Schema) -> None:
    """The newest of the releases: what is not in it has ended with the one before, what is new begins."""
    *before, folder = played
    published = read_table(folder, dataset.name)
    names = [name for name in schema.names if name not in SPAN]
    database.register("published", published)
    cells = ", ".join(_cell(name, dataset, read_dataset(folder), published, schema) for name in names)
    database.execute(f"create or replace temp table newest as select {cells} from published")
    named, same = _equal(dataset.key, "="), _equal(names, "is not distinct from")
    if before:
        ended = f"last_release is null and not exists (select 1 from newest where {named} and {same})"
        span = [before[-1].name, len(before)]
        database.execute(f"update states set last_version = ?, last_release = ? where {ended}", span)
    begun = f"not exists (select 1 from states where last_release is null and {named})"
    span = [folder.name, len(played)]
    database.execute(f"insert into states select newest.*, ?, null, ?, null from newest where {begun}", span)


def _cell(name: str, dataset: Dataset, then: Dataset, published: pa.Table, schema: pa.Schema) -> str:
    """SQL for a column of a release as it would be told now: empty where it was not there or meant another thing."""
    now, old = ({one.name: one for one in each.columns}.get(name) for each in (dataset, then))
    known = name in published.column_names and (now and now.unit) == (old and old.unit)
    value = f'"{name}"' if known else "null"
    return f'try_cast({value} as {_sql(schema.field(name).type)}) as "{name}"'


def _sql(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    return "bigint" if pa.types.is_integer(kind) else "varchar"


def _equal(names: Iterable[str], sign: str) -> str:
    return " and ".join(f"states.{name} {sign} newest.{name}" for name in _quoted(names))


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]
