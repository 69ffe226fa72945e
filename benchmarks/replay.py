"""Models of a finished build run again on changed inputs, without dbt, in a copy of its warehouse.

    with Replay(home, folder) as replay:
        replay.replace("raking", rows)
        replay.run(["int_value_added_by_vintage"])

The copy keeps the file's name, which is the database that compiled SQL names.
"""

import importlib.util
import json
import shutil
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, Self

import duckdb
import pandas as pd

from published.home import PROJECT, Home

Node = Mapping[str, Any]


class Replay:
    """A copy of a home's warehouse whose tables may be exchanged; `run` builds again what hangs on them."""

    def __init__(self, home: Home, folder: Path) -> None:
        target = home.dbt
        nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
        self._nodes: dict[str, Node] = {
            node["name"]: node for node in nodes.values() if node["resource_type"] in ("model", "seed")
        }
        self._names = {node["unique_id"]: name for name, node in self._nodes.items()}
        self._compiled = target / "compiled" / "yongzhuan"
        self._changed: set[str] = set()
        copy = shutil.copyfile(home.warehouse, folder / home.warehouse.name)
        self.database = duckdb.connect(str(copy), config={"threads": 1})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.database.close()

    def replace(self, name: str, rows: pd.DataFrame) -> None:
        """Other rows for a relation; columns keep their types, and those that `rows` lacks become null."""
        kept = self.database.execute(f"describe {name}").fetchall()
        columns = ", ".join(
            f"cast({_quoted(column) if column in rows else 'null'} as {kind}) as {_quoted(column)}"
            for column, kind, *_ in kept
        )
        self.database.register("replay_rows", rows)
        self._store(name, f"select {columns} from replay_rows")
        self.database.unregister("replay_rows")
        self._changed.add(name)

    def run(self, wanted: Iterable[str]) -> list[str]:
        """Build the models between what was replaced and what is wanted, in the order of the graph; their names."""
        names = affected({name: self._parents(name) for name in self._nodes}, self._changed, set(wanted))
        for name in names:
            self._build(name)
        return names

    def _parents(self, name: str) -> set[str]:
        nodes = self._nodes[name].get("depends_on", {}).get("nodes", [])
        return {self._names[node] for node in nodes if node in self._names}

    def _build(self, name: str) -> None:
        node = self._nodes[name]
        if node["language"] == "python":
            found = _python_model(PROJECT / "dbt_project" / node["original_file_path"], self.database)
            self.database.register("replay_rows", found)
            self._store(name, "from replay_rows")
        else:
            self._store(name, (self._compiled / node["original_file_path"]).read_text(encoding="utf-8"))

    def _store(self, name: str, query: str) -> None:
        self.database.execute(f"create or replace temp table replay_made as {query}")
        (kind,) = self.database.execute(
            "select lower(table_type) from information_schema.tables where table_name = ? and table_schema = 'main'",
            [name],
        ).fetchone() or ("table",)
        self.database.execute(f"drop {'view' if kind == 'view' else 'table'} if exists main.{name}")
        self.database.execute(f"create table main.{name} as from replay_made")


def affected(parents: Mapping[str, set[str]], changed: set[str], wanted: set[str]) -> list[str]:
    """What hangs on `changed` and leads to `wanted`, parents first; what was changed itself is not built."""
    order = list(TopologicalSorter(parents).static_order())
    below: set[str] = set()
    for name in order:
        if name not in changed and parents.get(name, set()) & (changed | below):
            below.add(name)
    needed = set(wanted)
    for name in reversed(order):
        if name in needed:
            needed |= parents.get(name, set())
    return [name for name in order if name in below & needed]


def _python_model(path: Path, database: duckdb.DuckDBPyConnection) -> Any:
    """What the model makes of relations of this database, as dbt would call it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.model(SimpleNamespace(ref=database.table, config=lambda **_: None), database)


def _quoted(column: str) -> str:
    return f'"{column}"'
