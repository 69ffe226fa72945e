"""Properties of all readers: text survives, and whatever the bytes, rows or one refusal."""

import io
import tempfile
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers import read, schema
from orchestration.refusals import DeliveryRefused
from tests.deliveries import ROWS, cells_of, csv_bytes, feed, json_bytes, put, rows_of, write_xlsx

Format = Literal["csv", "xlsx", "jsonl"]

letters = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\"',;|\n\r\t012,.，０１ＡＢ　")
cell = st.text(letters.filter(lambda letter: letter not in "\ufeff"), max_size=12)
table = st.lists(st.lists(cell, min_size=3, max_size=3), max_size=8)


def readable(rows: list[list[str]]) -> list[list[str | None]]:
    """What a spreadsheet can say of the rows: blank cells are null, blank rows are none."""
    return [[text or None for text in row] for row in rows if "".join(row).strip()]


def through(format: Format, content: bytes, **declared: Any) -> list[list[str | None]]:
    with tempfile.TemporaryDirectory() as place:
        return cells_of(feed(format, minimum_rows=0, footer=None, **declared), put(Path(place) / "a", content))


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


WHOLE: dict[Format, bytes] = {"csv": csv_bytes(), "jsonl": json_bytes(), "xlsx": workbook_bytes()}


@settings(deadline=None)
@pytest.mark.parametrize("format", ["csv", "jsonl", "xlsx"])
@given(data=st.data())
def test_whatever_the_bytes_there_are_rows_or_a_refusal(format: Format, data: st.DataObject) -> None:
    whole = WHOLE[format]
    place = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    other = data.draw(st.binary(max_size=40))
    spoiled = data.draw(st.sampled_from([whole[:place] + other + whole[place + length :], other, whole[:place]]))
    try:
        rows = through(format, spoiled)
    except DeliveryRefused as refusal:
        assert "bureau/returns 的文件 a" in str(refusal)
    else:
        assert all(len(row) == 3 for row in rows)


@pytest.mark.parametrize("format", ["csv", "jsonl", "xlsx"])
def test_every_format_gives_the_same_shape(format: Format, tmp_path: Path) -> None:
    path = put(tmp_path / "a", WHOLE[format])
    (batch,) = read(feed(format), path)
    assert batch.schema == schema(feed(format))
    assert batch.schema.names == ["code", "unit_name", "revenue", "_row", "_sheet", "_title"]
    assert cells_of(feed(format), path) == ROWS


def test_large_files_come_in_batches(tmp_path: Path) -> None:
    rows = io.BytesIO()
    rows.write(csv_bytes([]))
    rows.write(b"A1,x,1\r\n" * 120_000)
    path = put(tmp_path / "a.csv", rows.getvalue())
    batches = list(read(feed(), path))
    assert [batch.num_rows for batch in batches] == [50_000, 50_000, 20_000]
    assert batches[-1].column("_row")[-1].as_py() == 120_003
    assert len(rows_of(feed(), path)) == 120_000
