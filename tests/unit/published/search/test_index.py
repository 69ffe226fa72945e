"""The index of an edition's database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from published.folders import sha256
from published.formats import sqlite
from published.search import index
from tests.unit.published.described import dataset, row, table


def written(path: Path) -> Path:
    sqlite.write(dataset(), table(row()), path / "open.db")
    index.write([dataset()], path / "open.db", sha256(path / "open.db"), path / index.FILE)
    return path / index.FILE


def test_equal_editions_have_equal_bytes(tmp_path: Path) -> None:
    first = sha256(written(tmp_path))
    assert sha256(written(tmp_path)) == first


def test_it_says_which_database_it_is_of_and_keeps_the_texts(tmp_path: Path) -> None:
    with closing(sqlite3.connect(written(tmp_path))) as database:
        assert database.execute("select * from about").fetchall() == [(sha256(tmp_path / "open.db"),)]
        told = database.execute("select title_zh, definition from documents where kind = 'dataset'").fetchone()
        assert told[0] == "果园产出" and told[1].startswith("果园的产出。\nWhat the orchards yield.")
        sections = database.execute("select * from sections").fetchall()
        assert [kind for *_, kind in sections] == ["dataset", "column", "code", "method"]
        assert sections[-1][1] == database.execute("select count(*) from documents").fetchone()[0]
