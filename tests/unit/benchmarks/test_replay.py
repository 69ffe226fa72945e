"""A build run again: only what hangs on the change and is wanted, in order, in a copy."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from benchmarks.replay import Replay, affected
from published.home import Home

PARENTS = {"seed": set(), "other": set(), "view": {"seed"}, "sum": {"view", "other"}, "aside": {"view"}, "end": {"sum"}}
SQL = {
    "view": 'select amount * 2 as amount from "warehouse"."main"."seed"',
    "sum": 'select sum(amount) as total from "warehouse"."main"."view"',
}


def node(name: str, parents: list[str]) -> Mapping[str, Any]:
    return {
        "name": name,
        "unique_id": name,
        "resource_type": "model" if parents else "seed",
        "language": "sql",
        "original_file_path": f"models/{name}.sql",
        "depends_on": {"nodes": parents},
    }


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """What dbt leaves of a seed, a view on it and a table of its sum."""
    found = Home(tmp_path / "home")
    models = found.dbt / "compiled" / "yongzhuan" / "models"
    models.mkdir(parents=True)
    nodes = {name: node(name, parents) for name, parents in (("seed", []), ("view", ["seed"]), ("sum", ["view"]))}
    (found.dbt / "manifest.json").write_text(json.dumps({"nodes": nodes}), encoding="utf-8")
    with duckdb.connect(str(found.warehouse)) as database:
        database.execute("create table seed as select 1::decimal(9, 2) as amount, 'x' as note")
        for name, kind in (("view", "view"), ("sum", "table")):
            (models / f"{name}.sql").write_text(SQL[name], encoding="utf-8")
            database.execute(f"create {kind} {name} as {SQL[name]}")
    return found


def test_only_what_hangs_on_the_change_and_is_wanted_is_built_parents_first() -> None:
    assert affected(PARENTS, {"seed"}, {"end"}) == ["view", "sum", "end"]
    assert affected(PARENTS, {"other"}, {"end"}) == ["sum", "end"]
    assert affected(PARENTS, {"seed"}, {"view"}) == ["view"]
    assert affected(PARENTS, {"other"}, {"aside"}) == []


def test_what_was_replaced_is_not_built_over() -> None:
    assert affected(PARENTS, {"seed", "view"}, {"end"}) == ["sum", "end"]


def test_a_replaced_table_keeps_its_types_and_lends_null_to_what_is_not_given(home: Home, tmp_path: Path) -> None:
    with Replay(home, tmp_path) as replay:
        replay.replace("seed", pd.DataFrame({"amount": [1.25, 2.0]}))
        assert replay.run(["sum"]) == ["view", "sum"]
        assert replay.database.execute("describe seed").fetchall()[0][1] == "DECIMAL(9,2)"
        assert replay.database.execute("select note from seed").fetchall() == [(None,), (None,)]
        assert str(replay.database.execute("from sum").fetchone()) == "(Decimal('6.50'),)"


def test_a_view_can_be_replaced_and_the_home_stays_as_it_is(home: Home, tmp_path: Path) -> None:
    with Replay(home, tmp_path) as replay:
        replay.replace("view", pd.DataFrame({"amount": [7]}))
        replay.run(["sum"])
        assert str(replay.database.execute("from sum").fetchone()) == "(Decimal('7.00'),)"
    with duckdb.connect(str(home.warehouse), read_only=True) as untouched:
        assert str(untouched.execute("from sum").fetchone()) == "(Decimal('2.00'),)"
