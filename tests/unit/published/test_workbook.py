"""A workbook says what its data mean, runs nothing and loses nothing; independent readers find the same cells."""

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from published.formats import WRITERS, workbook
from published.formats.workbook_text import PART
from tests.unit.published.described import SYNTHETIC, column, dataset, reported, row, table

NAMES = [column.name for column in dataset().columns]
hostile = st.text(
    alphabet=st.sampled_from("=+-@＝'\"\t\r\n ,;<>&r/_x005F海é\u2028\x07\U0001f600"), min_size=1, max_size=12
)
fifteen_digits = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda units: Decimal(units).scaleb(-2))
Cells = list[tuple[object, ...]]


def plain(rows: Iterable[Sequence[object]]) -> Cells:
    """One spelling: decimals with their places, whole numbers as such, "" for nothing."""

    def cell(value: Any) -> object:
        if value is None or value == "":
            return ""
        return Decimal(str(value)).quantize(Decimal("0.01")) if isinstance(value, float | Decimal | int) else value

    return [tuple(map(cell, one)) for one in rows]


def by_name(rows: Iterable[Sequence[object]]) -> Cells:
    """Texts of a CSV as its README says they are to be read."""
    typed = [(int(y), a, v and Decimal(v), s and Decimal(s), *rest) for y, a, v, s, *rest in rows]  # type: ignore[call-overload]
    return plain([c.removeprefix("'") if isinstance(c, str) else c for c in one] for one in typed)


def by_openpyxl(path: Path) -> Cells:
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True)
    return plain([unescape(cell) if isinstance(cell, str) else cell for cell in one] for one in rows)


def by_calamine(path: Path) -> Cells:
    return plain(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)[2:])


def by_sqlite(path: Path) -> Cells:
    with closing(sqlite3.connect(path)) as database:
        return plain(database.execute("select * from orchard_yield").fetchall())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(fifteen_digits | st.none(), hostile | st.none()), min_size=1, max_size=12))
def test_independent_readers_find_the_same_cells_in_every_format(rows: list[tuple[Decimal | None, str | None]]) -> None:
    written = table(*({**row(2000 + n), "value_added": v, "remark": t} for n, (v, t) in enumerate(rows)))
    wanted = plain(zip(*(one.to_pylist() for one in written.columns), strict=True))
    with tempfile.TemporaryDirectory() as folder:
        paths = {extension: Path(folder) / f"a.{extension}" for extension in WRITERS}
        for extension, write in WRITERS.items():
            write(reported(written), paths[extension])
        assert by_openpyxl(paths["xlsx"]) == wanted
        assert by_calamine(paths["xlsx"]) == wanted
        for extension, encoding in (("csv", "utf-8"), ("excel.csv", "utf-8-sig")):
            read = pd.read_csv(paths[extension], dtype=str, keep_default_na=False, encoding=encoding)
            assert by_name(read.itertuples(index=False)) == wanted
        assert plain(duckdb.read_parquet(str(paths["parquet"])).fetchall()) == wanted
        assert by_sqlite(paths["db"]) == wanted


def opened(path: Path, written: pa.Table, **more: Any) -> openpyxl.Workbook:
    workbook.write(reported(written, **more), path)
    return openpyxl.load_workbook(path)


def said(sheet: Worksheet) -> dict[str, str]:
    return {str(label): f"{zh} | {en}" for label, zh, en in sheet.iter_rows(min_row=2, values_only=True)}


def test_the_head_stays_in_sight_and_says_titles_units_and_names(tmp_path: Path) -> None:
    sheet = opened(tmp_path / "a.xlsx", table(row(), row(2023)))["数据 Data"]
    assert sheet.freeze_panes == "A3" and sheet.auto_filter.ref == "A2:G4"
    assert sheet["C1"].value == "词\nword\n(万元 10 thousand yuan)"
    assert [cell.value for cell in sheet[2]] == NAMES


def test_numbers_are_numbers_with_their_places_and_codes_are_text(tmp_path: Path) -> None:
    day = pa.array([date(2024, 6, 3)])
    sheet = opened(tmp_path / "a.xlsx", table(row()).append_column("signed", day))["数据 Data"]
    year, code, value, *_, signed = sheet[3]
    assert (year.value, year.number_format) == (2024, "0")
    assert (code.value, code.data_type) == ("3302", "s")
    assert (value.value, value.number_format) == (12.5, "#,##0.00")
    assert signed.is_date and str(signed.value) == "2024-06-03 00:00:00"


def test_text_is_never_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "http://x.example/", "mailto:a@b", "<r><t>x</t></r>", "007"]
    sheet = opened(tmp_path / "a.xlsx", table(*(row(2000 + n, remark=one) for n, one in enumerate(texts))))["数据 Data"]
    cells = [sheet.cell(3 + n, 5) for n in range(len(texts))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(one, "s", None) for one in texts]
    members = zipfile.ZipFile(tmp_path / "a.xlsx").namelist()
    assert not [name for name in members if "externalLink" in name or "worksheets/_rels" in name]
    assert b"<f>" not in zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml")


def test_a_withheld_cell_is_hatched_and_the_notes_say_why(tmp_path: Path) -> None:
    book = opened(tmp_path / "a.xlsx", table(row(), row(2023, value=None, conf_status="C")))
    rules = {str(at.sqref): rule for at in book["数据 Data"].conditional_formatting for rule in at.rules}
    assert rules["C3:C4"].formula == ['AND(ISBLANK($C3),$G3="C")']
    assert rules["C3:C4"].dxf.fill.patternType == "lightUp"
    assert "不等于零" in said(book["说明 Notes"])["保密 Confidential"]


def test_the_notes_say_what_the_readme_says(tmp_path: Path) -> None:
    told = said(opened(tmp_path / "a.xlsx", table(row()), of=dataset(notice=SYNTHETIC, provisional=True))["说明 Notes"])
    assert told["声明 Notice"] == "演示数据 | synthetic data"
    assert told["版本 Version"].startswith("orchard_yield 1.0")
    assert "首次发布" in told["修订 Revision"] and "first release" in told["修订 Revision"]
    assert (
        "creativecommons.org/licenses/by/4.0" in told["许可 Licence"]
        and "orchard_yield 1.0 版" in told["引用 Citation"]
    )
    assert "P 词" in told["obs_status"] and "reconstruction" in told["试算 Provisional"]


def test_columns_and_codes_have_sheets_of_their_own(tmp_path: Path) -> None:
    book = opened(tmp_path / "a.xlsx", table(row()))
    columns = {line[0]: line[1:] for line in book["列 Columns"].iter_rows(min_row=2, values_only=True)}
    assert list(columns) == NAMES and columns["value_added"][2:5] == ("万元", "10 thousand yuan", "decimal(18,2)")
    assert ("area", "330203", "海曙区", "Haishu") in list(book["代码 Codes"].iter_rows(values_only=True))


def test_rows_beyond_a_sheet_go_on_in_the_next(tmp_path: Path) -> None:
    workbook.write(reported(table(*(row(2000 + n) for n in range(7)))), tmp_path / "a.xlsx", most_rows=3)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheets = [sheet for sheet in book if sheet.title.startswith("数据")]
    assert [sheet.title for sheet in sheets] == ["数据 Data", "数据 Data 2", "数据 Data 3"]
    assert [line[0] for sheet in sheets for line in sheet.iter_rows(min_row=3, values_only=True)] == [
        *range(2000, 2007)
    ]
    assert "7 行，在 3 张数据表中" in said(book["说明 Notes"])["行数 Rows"]


def test_a_text_that_no_cell_holds_goes_on_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    long = "\U0001f600" * PART + "完"
    book = opened(tmp_path / "a.xlsx", table(row(remark=long)))
    assert book["数据 Data"]["E3"].value == long[:PART]
    parts = list(book["续文 Continued"].iter_rows(min_row=2, values_only=True))
    assert [line[:4] for line in parts] == [("数据 Data", "3", "5", "1"), ("数据 Data", "3", "5", "2")]
    assert "".join(str(line[4]) for line in parts) == long


def test_a_number_that_no_spreadsheet_holds_is_text(tmp_path: Path) -> None:
    counted = dataset(columns=(*dataset().columns, column("trees", "integer")))
    written = table(row(value="9999999999999999.99")).append_column("trees", pa.array([10**15]))
    sheet = opened(tmp_path / "a.xlsx", written, of=counted)["数据 Data"]
    assert (sheet["C3"].value, sheet["H3"].value) == ("9999999999999999.99", str(10**15))


def test_no_clock_is_in_the_bytes(tmp_path: Path) -> None:
    workbook.write(reported(table(row())), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
