"""Words are found in every format, however they are spelt there."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from published import traces
from published.folders import sha256
from published.formats import workbook
from published.traces import Wanted, found
from tests.unit.published.described import reported, row, table

WORD = '甬江 "无名" 公司'
TABLE = pa.table({"n": [Decimal("12.50"), None], "name": ["另一家", f"原{WORD}"]})


def parquet(path: Path) -> None:
    pq.write_table(TABLE, path, compression="zstd")


def sqlite(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("create table t (name text)")
        database.executemany("insert into t values (?)", [("x" * 5000,), (WORD,)])
    database.close()


def xlsx(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<si><t>甬江 &quot;无名&quot; 公司</t></si>")


WAYS: dict[str, Callable[[Path], object]] = {
    "parquet": parquet,
    "db": sqlite,
    "xlsx": xlsx,
    "csv": lambda path: path.write_text('a,"甬江 ""无名"" 公司"\n', encoding="utf-8"),
    "json": lambda path: path.write_text(json.dumps({"a": WORD}), encoding="utf-8"),
    "html": lambda path: path.write_text("<p>甬江 &#34;无名&quot;\n  公司</p>", encoding="utf-8"),
    "md": lambda path: path.write_text("全角：甬江　＂无名＂　公司", encoding="utf-8"),
}


@pytest.mark.parametrize("extension", WAYS)
def test_a_word_is_found_in_every_format(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"file.{extension}"
    WAYS[extension](path)
    assert found([tmp_path], Wanted((WORD,))) == [path]
    assert found([tmp_path], Wanted(("无名氏",))) == []


def test_a_word_is_found_where_a_release_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "_PIECE", 7)
    workbook.write(reported(table(row(remark=f"一{WORD}\x07二_x0041_", value="98.70"))), tmp_path / "a.xlsx")
    for word in (WORD, "公司\x07二", "二_x0041_", "98.70", "果园的产出", "What the orchards yield", "海曙区"):
        assert found([tmp_path], Wanted((word,))) == [tmp_path / "a.xlsx"], word
    assert found([tmp_path], Wanted(("公司三", "98.71"))) == []


def test_figures_of_tables_are_words_too(tmp_path: Path) -> None:
    parquet(tmp_path / "t")
    assert found([tmp_path], Wanted(("12.50",))) == [tmp_path / "t"] and found([tmp_path], Wanted(("13.50",))) == []


def test_cells_beside_one_another_make_no_word(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": ["甬江", "无名"]}), tmp_path / "t")
    assert found([tmp_path], Wanted(("甬江无名",))) == []


def test_bytes_are_found_by_their_digest_and_equal_files_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"secret")
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    (tmp_path / "c").write_bytes(b"open")
    wanted = Wanted(digests=frozenset({sha256(tmp_path / "a")}))
    assert found([tmp_path], wanted) == [tmp_path / "a", tmp_path / "b"] and wanted.files == 2
