"""The engine: what it counts before anybody asks, and to whom it opens what."""

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from published.site.engine.database import DATABASE
from published.site.engine.datasette import OpenDatasette

TABLES = {"t": {"facets": ["kind"]}, "other": {}, "codes": {"hidden": True}}


@pytest.fixture
def engine(tmp_path: Path) -> OpenDatasette:
    file = tmp_path / "open.db"
    with sqlite3.connect(file) as connection:
        for table in TABLES:
            connection.execute(f"create table {table} (id integer primary key, kind text)")
            connection.executemany(f"insert into {table} (kind) values (?)", [("a",), ("a",), ("b",)])
    connection.close()
    metadata = {"databases": {DATABASE: {"tables": TABLES}}}
    return OpenDatasette(file, metadata, {}, lambda *_: {}, lambda _: {}, "", lambda _: {})


async def first_page(engine: OpenDatasette, table: str) -> dict[str, Any]:
    sent: list[Mapping[str, Any]] = []

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    path = f"/{DATABASE}/{table}.json"
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
    }
    await engine.app()(scope, None, send)
    found: dict[str, Any] = json.loads(sent[1]["body"])
    return found


@pytest.mark.parametrize("table", ["t", "other"])
def test_what_a_first_page_counts_is_known_before_anybody_asks(
    engine: OpenDatasette, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database, ran = engine.databases[DATABASE], []
    run = open_database._run

    async def noted(sql: str, *given: object) -> object:
        ran.append(sql)
        return await run(sql, *given)

    async def asked() -> tuple[dict[str, Any], dict[str, Any]]:
        before = await first_page(engine, table)
        open_database._counts.clear()
        await engine.count()
        monkeypatch.setattr(open_database, "_run", noted)
        return before, await first_page(engine, table)

    before, after = asyncio.run(asked())
    assert before == after and after["filtered_table_rows_count"] == 3
    assert [(one["value"], one["count"]) for one in after["facet_results"].get("kind", {"results": []})["results"]] == (
        [("a", 2), ("b", 1)] if table == "t" else []
    )
    assert [sql for sql in ran if "count(" in sql] == []
    engine.stop()


@pytest.mark.parametrize(
    ("action", "allowed"),
    [("view-table", True), ("execute-sql", True), ("debug-menu", False), ("permissions-debug", False)],
)
def test_everybody_may_read_and_nobody_more(engine: OpenDatasette, action: str, allowed: bool) -> None:
    assert asyncio.run(engine.permission_allowed(None, action, default=True)) is allowed
    engine.stop()
