from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from orchestration.readers import workbook
from orchestration.refusals import DeliveryRefused
from tests.deliveries import ROWS, TITLE, cells_of, feed, rows_of, write_xlsx

FEED = feed("xlsx")


def refused(path: Path) -> str:
    with pytest.raises(DeliveryRefused) as caught:
        rows_of(FEED, path)
    return caught.value.code


def edited(source: Path, entry: str, was: str, becomes: str) -> Path:
    """The workbook with one text in one of its parts replaced."""
    path = source.with_name("returns_edited.xlsx")
    with ZipFile(source) as before, ZipFile(path, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == entry:
                assert was.encode() in content
                content = content.replace(was.encode(), becomes.encode())
            after.writestr(name, content)
    return path


def test_every_declared_sheet_is_read_with_its_name_title_and_physical_rows(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"2023": ROWS, "2024": [[None], *ROWS, ["注:略"]]})
    rows = rows_of(feed("xlsx", sheets="all"), path)
    assert [(row["_sheet"], row["_row"]) for row in rows] == [
        ("2023", 4),
        ("2023", 5),
        ("2024", 5),
        ("2024", 6),
    ]
    assert {row["_title"] for row in rows} == {TITLE}
    assert len(rows_of(FEED, path)) == 2


def test_wholly_blank_sheets_are_passed_over(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": ROWS, "Sheet2": []})
    assert len(rows_of(feed("xlsx", sheets="all"), path)) == 2
    assert refused(write_xlsx(tmp_path / "b.xlsx", {"甲": []})) == "no_sheet"


def test_cells_become_text_in_one_way_only(tmp_path: Path) -> None:
    values: list[list[Any]] = [[330203, 1.5, "1,200"], [-0.0, True, "３"], [None, " a ", None]]
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": values})
    assert cells_of(FEED, path) == [["330203", "1.5", "1,200"], ["0", "TRUE", "３"], [None, " a ", None]]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (929.1000000000001, "929.1"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (-1234567.85, "-1234567.85"),
        (0.00001234, "0.00001234"),
        (999999999999999.0, "999999999999999"),
        (1234567890123456.0, "1.23456789012346e+15"),
        (7, "7"),
        (date(2024, 6, 3), "2024-06-03"),
        (datetime(2024, 6, 3, 5, 6), "2024-06-03 05:06:00"),
        (time(5, 6), "05:06:00"),
        (False, "FALSE"),
    ],
)
def test_text_of_a_value(value: float | date | time, shown: str) -> None:
    assert workbook.text(value) == shown


def test_a_formula_error_does_not_pass_as_a_blank(tmp_path: Path) -> None:
    path = edited(
        write_xlsx(tmp_path / "a.xlsx", {"甲": [["A1", "甲", 12]]}),
        "xl/worksheets/sheet1.xml",
        '<c r="C4"><v>12</v></c>',
        '<c r="C4" t="e"><v>#REF!</v></c>',
    )
    with pytest.raises(DeliveryRefused, match="C4") as caught:
        rows_of(FEED, path)
    assert caught.value.code == "formula_error"


def test_one_cell_far_out_cannot_fill_the_memory(tmp_path: Path) -> None:
    path = edited(
        write_xlsx(tmp_path / "a.xlsx", {"甲": [["A1", "甲", 12]]}),
        "xl/worksheets/sheet1.xml",
        '<c r="C4">',
        '<c r="XFD1048576">',
    )
    assert refused(path) == "too_many_cells"


def test_one_long_text_shared_by_many_cells_cannot_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": [["长" * 1000, "乙", "1"]] * 50})
    monkeypatch.setattr(workbook, "SHARED_TEXT_CAP", 3 * 50 * 1000)
    assert refused(path) == "too_many_cells"


def test_a_broken_part_is_damage(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": ROWS})
    assert refused(edited(path, "xl/worksheets/sheet1.xml", "</sheetData>", "")) == "damaged"


def test_a_ragged_row_names_sheet_and_row(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": [ROWS[0], [*ROWS[1], "多"]]})
    with pytest.raises(DeliveryRefused, match="工作表「甲」第 5 行"):
        rows_of(FEED, path)


def test_a_count_of_texts_beyond_reason_is_not_believed(tmp_path: Path) -> None:
    """calamine sets memory aside for as many texts as a workbook announces, and aborts the process."""
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": ROWS})
    announced = edited(path, "xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="99999999')
    assert refused(announced) == "too_many_cells"
