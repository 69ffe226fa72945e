"""What the engine asks of its file."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from published.site.engine import database
from published.site.engine.datasette import OpenDatasette

LONG = "with recursive n(i) as (select 1 union all select i + 1 from n limit 2000000) select count(*) from n"


@pytest.fixture
def engine(tmp_path: Path) -> OpenDatasette:
    file = tmp_path / "open.db"
    with sqlite3.connect(file) as connection:
        connection.execute("create table t (id integer primary key, kind text)")
        connection.executemany("insert into t (kind) values (?)", [("a",), ("a",), ("b",)])
    connection.close()
    return OpenDatasette(file, {}, {}, lambda *_: {}, lambda _: {}, "", lambda _: {})


def test_rows_are_counted_once(engine: OpenDatasette, monkeypatch: pytest.MonkeyPatch) -> None:
    open_database, ran = engine.databases[database.DATABASE], []
    run = open_database._run

    async def noted(sql: str, *given: object) -> object:
        ran.append(sql)
        return await run(sql, *given)

    monkeypatch.setattr(open_database, "_run", noted)

    async def asked() -> list[int]:
        statements = [("select count(*) from t where kind = :p0", {"p0": kind}) for kind in ("a", "b", "a", "b")]
        return [(await open_database.execute(*one)).first()[0] for one in statements]

    assert asyncio.run(asked()) == [2, 1, 2, 1]
    assert len(ran) == 2
    engine.stop()


def test_a_count_that_nobody_waits_for_takes_its_time(engine: OpenDatasette) -> None:
    open_database = engine.databases[database.DATABASE]

    async def asked() -> int:
        return int((await open_database.execute(LONG, custom_time_limit=1)).first()[0])

    with pytest.raises(Exception, match="interrupted"):
        asyncio.run(asked())
    token = database.ahead.set(True)
    assert asyncio.run(asked()) == 2_000_000
    database.ahead.reset(token)
    engine.stop()
