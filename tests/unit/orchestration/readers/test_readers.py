"""Properties of all readers: text survives, and whatever the bytes, rows or one refusal."""

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers import read, schema
from orchestration.refusals import DeliveryRefused
from published.feed import Feed
from tests.deliveries import COLUMNS, ROWS, Format, cells_of, csv_bytes, feed, json_bytes, put, rows_of, write_xlsx

letters = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\"',;|\n\r\t012,.，０１ＡＢ　")
cell = st.text(letters.filter(lambda letter: letter not in "\ufeff"), max_size=12)
table = st.lists(st.lists(cell, min_size=3, max_size=3), max_size=8)


def readable(rows: list[list[str]]) -> list[list[str | None]]:
    """What a spreadsheet can say of the rows: blank cells are null, blank rows are none."""
    return [[text or None for text in row] for row in rows if "".join(row).strip()]


def through(format: Format, content: bytes, **declared: Any) -> list[list[str | None]]:
    return read_back(feed(format, minimum_rows=0, footer=None, **declared), content)


def read_back(declared: Feed, content: bytes) -> list[list[str | None]]:
    with tempfile.TemporaryDirectory() as place:
        return cells_of(declared, put(Path(place) / "a", content))


@given(table)
def test_any_text_survives_csv(rows: list[list[str]]) -> None:
    assert through("csv", csv_bytes(rows)) == readable(rows)


@given(table)
def test_any_text_survives_utf8_csv(rows: list[list[str]]) -> None:
    assert through("csv", csv_bytes(rows, "utf-8"), encoding="utf-8") == readable(rows)


@given(st.lists(st.lists(cell | st.none(), min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_text_survives_json_lines(rows: list[list[str | None]]) -> None:
    assert through("jsonl", json_bytes(rows)) == rows


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(cell.filter(lambda text: "\r" not in text), min_size=3, max_size=3), min_size=1, max_size=5))
def test_any_text_survives_xlsx(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = write_xlsx(Path(place) / "a.xlsx", {"甲": rows})
        assert cells_of(feed("xlsx", minimum_rows=0, footer=None), path) == readable(rows)


def workbook_bytes() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        return write_xlsx(Path(place) / "a.xlsx", {"甲": ROWS}).read_bytes()


def document_bytes() -> bytes:
    objects = [dict(zip(COLUMNS.values(), row, strict=True)) for row in ROWS]
    return json.dumps({"data": objects}, ensure_ascii=False).encode()


def xml_bytes() -> bytes:
    records = "".join(f"<r><code>{a}</code><name>{b}</name><revenue>{c}</revenue></r>" for a, b, c in ROWS)
    return f"<rs>{records}</rs>".encode()


def parquet_bytes() -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(zip(COLUMNS.values(), row, strict=True)) for row in ROWS]), written)
    return written.getvalue()


def archive_bytes() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.csv", csv_bytes())
    return written.getvalue()


WHOLE: dict[str, tuple[Feed, bytes]] = {
    "csv": (feed("csv", footer=None), csv_bytes()),
    "jsonl": (feed("jsonl"), json_bytes()),
    "xlsx": (feed("xlsx", footer=None), workbook_bytes()),
    "json": (feed("json", records="data"), document_bytes()),
    "xml": (feed("xml", {"code": "code", "unit_name": "name", "revenue": "revenue"}, records="r"), xml_bytes()),
    "parquet": (feed("parquet"), parquet_bytes()),
    "packed": (feed("csv", packed="zip", footer=None), archive_bytes()),
}


@settings(deadline=None)
@pytest.mark.parametrize("format", WHOLE)
@given(data=st.data())
def test_whatever_the_bytes_there_are_rows_or_a_refusal(format: str, data: st.DataObject) -> None:
    declared, whole = WHOLE[format]
    place = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    other = data.draw(st.binary(max_size=40))
    spoiled = data.draw(st.sampled_from([whole[:place] + other + whole[place + length :], other, whole[:place]]))
    try:
        rows = read_back(declared.model_copy(update={"minimum_rows": 0}), spoiled)
    except DeliveryRefused as refusal:
        assert "bureau/returns 的文件 a" in str(refusal)
    else:
        assert all(len(row) == 3 for row in rows)


@pytest.mark.parametrize("format", WHOLE)
def test_every_format_gives_the_same_shape(format: str, tmp_path: Path) -> None:
    declared, whole = WHOLE[format]
    path = put(tmp_path / "a", whole)
    (batch,) = read(declared, path)
    assert batch.schema == schema(declared)
    assert batch.schema.names == ["code", "unit_name", "revenue", "_row", "_sheet", "_title", "_unit"]
    assert cells_of(declared, path) == ROWS


def test_large_files_come_in_batches(tmp_path: Path) -> None:
    rows = io.BytesIO()
    rows.write(csv_bytes([]))
    rows.write(b"A1,x,1\r\n" * 120_000)
    path = put(tmp_path / "a.csv", rows.getvalue())
    batches = list(read(feed(), path))
    assert [batch.num_rows for batch in batches] == [50_000, 50_000, 20_000]
    assert batches[-1].column("_row")[-1].as_py() == 120_003
    assert len(rows_of(feed(), path)) == 120_000
