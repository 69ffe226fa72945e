"""Every format says the same decimals; equal data are equal bytes."""

import csv
import io
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.describe.downloads import DOWNLOADS
from published.formats import WRITERS, delimited, parquet, sqlite
from published.formats.inert import exact
from tests.unit.published.described import dataset, reported, row, table

fifteen_digits = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda units: Decimal(units).scaleb(-2))
awkward = st.text(alphabet=st.sampled_from("a,;\"'\n\r\t 海=é\u2028"), min_size=1, max_size=8)


def yields(values: Sequence[Decimal | None]) -> pa.Table:
    """One row per value, told apart by its year."""
    return table(*({**row(year), "value_added": value} for year, value in enumerate(values)))


def csv_rows(written: pa.Table) -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        delimited.write(dataset(), written, path)
        return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


@settings(max_examples=40, deadline=None)
@given(st.lists(fifteen_digits, min_size=1, max_size=60))
def test_sqlite_prints_the_decimal_that_was_published(values: list[Decimal]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        sqlite.write(dataset(), yields(values), path)
        with closing(sqlite3.connect(path)) as database:
            found = database.execute("select value_added, typeof(value_added) from orchard_yield order by year")
            for value, (number, kind) in zip(values, found.fetchall(), strict=True):
                assert kind == "real"
                assert Decimal(repr(number)) == value
            texts = database.execute("select cast(value_added as text) from orchard_yield order by year").fetchall()
    assert [Decimal(text) for (text,) in texts] == values


@settings(max_examples=60)
@given(st.lists(fifteen_digits | st.none(), min_size=1, max_size=30))
def test_csv_keeps_the_published_places(values: list[Decimal | None]) -> None:
    found = [line["value_added"] for line in csv_rows(yields(values))]
    assert found == ["" if value is None else f"{value:.2f}" for value in values]


@settings(max_examples=60)
@given(st.lists(awkward | st.none(), min_size=1, max_size=10))
def test_csv_brings_awkward_text_back(remarks: list[str | None]) -> None:
    written = table(*({**row(year), "remark": remark} for year, remark in enumerate(remarks)))
    assert [exact(line["remark"]) for line in csv_rows(written)] == [remark or "" for remark in remarks]


def test_a_spreadsheet_knows_its_csv_by_the_mark_and_has_the_same_bytes(tmp_path: Path) -> None:
    written = table(row(remark="海曙"), row(2023, remark="=1+1"))
    delimited.write(dataset(), written, tmp_path / "a.csv")
    delimited.write_for_spreadsheets(dataset(), written, tmp_path / "a.excel.csv")
    assert (tmp_path / "a.excel.csv").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "a.csv").read_bytes()


def test_csv_marks_text_that_a_spreadsheet_would_run_and_no_number(tmp_path: Path) -> None:
    delimited.write(dataset(), table(row(value="-12.50", remark='=HYPERLINK("http://x")')), tmp_path / "a.csv")
    line = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[1]
    assert line == '2024,3302,-12.50,1.25,"\'=HYPERLINK(""http://x"")",A,F'


def test_every_format_is_described_and_every_described_format_is_written() -> None:
    assert set(WRITERS) == set(DOWNLOADS)


def test_csv_is_utf_8_with_a_line_of_names(tmp_path: Path) -> None:
    delimited.write(dataset(), table(row(remark="海曙")), tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_bytes().decode("utf-8").split("\r\n")
    assert lines[0] == "year,area_code,value_added,share_of_gdp,remark,obs_status,conf_status"
    assert lines[1:] == ["2024,3302,12.50,1.25,海曙,A,F", ""]


@settings(max_examples=30)
@given(st.lists(st.decimals("-9999999999999999.99", "9999999999999999.99", places=2) | st.none(), max_size=30))
def test_parquet_keeps_decimals_exactly(values: list[Decimal | None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        parquet.write(dataset(), yields(values), path)
        found = pq.read_table(path)
    assert found.schema.field("value_added").type == pa.decimal128(18, 2)
    assert found.column("value_added").to_pylist() == values


def test_parquet_carries_titles_and_units(tmp_path: Path) -> None:
    written = table(row()).append_column("notice", pa.array(["演示数据"]))
    parquet.write(dataset(), written, tmp_path / "a.parquet")
    schema = pq.read_schema(tmp_path / "a.parquet")
    assert schema.metadata is not None
    assert schema.metadata[b"title_zh"].decode() == "果园产出"
    assert schema.metadata[b"title_en"] == b"Yield of orchards"
    described = schema.field("value_added").metadata or {}
    assert (described[b"title_zh"].decode(), described[b"title_en"], described[b"unit"]) == ("词", b"word", b"wan_yuan")
    assert "notice" in schema.names


@pytest.mark.parametrize("extension", WRITERS)
def test_equal_data_are_equal_bytes(tmp_path: Path, extension: str) -> None:
    rows = [
        row(year, area, f"{year * 7919 % 1000}.{year % 100:02}") for year in range(300) for area in ("3302", "330203")
    ]
    for name in ("one", "other"):
        WRITERS[extension](reported(table(*rows)), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("extension", WRITERS)
def test_an_empty_table_is_still_a_file(tmp_path: Path, extension: str) -> None:
    WRITERS[extension](reported(table()), tmp_path / "a")
    assert (tmp_path / "a").stat().st_size > 0


def test_sqlite_replaces_the_file_that_was_there(tmp_path: Path) -> None:
    for value in ("1.00", "2.00"):
        sqlite.write(dataset(), table(row(value=value)), tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        assert database.execute("select value_added from orchard_yield").fetchall() == [(2.0,)]


def test_sqlite_refuses_what_the_key_does_not_tell_apart(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        sqlite.write(dataset(), table(row(), row()), tmp_path / "a.db")
