"""A department's workbook and page: everything is in both, and nothing delivered comes to life in them."""

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from orchestration.feedback import web_page, workbook
from orchestration.feedback.department import Department, Finding, Refused, Taken
from orchestration.feedback.web_page import page
from orchestration.feedback.workbook import write_workbook
from published.verdict import RowAccount
from published.vocabulary import Text
from tests.deliveries import feed

FEED = feed()
NOTICE = Text(zh="演示数据", en="synthetic data")
FORMULA, SCRIPT = "=cmd|' /C calc'!A0", "<script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = [FORMULA, SCRIPT, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "{=1}", "http://example.org/", "file:///etc/passwd"]


def finding(value: str, row: int = 4, becomes: str = "", file: str = "returns_2024.csv") -> Finding:
    rule = "full_width" if becomes else "number_unreadable"
    return Finding(FEED, file, "", row, "营业收入", value, rule, becomes)


def department(*stopped: Finding, mended: tuple[Finding, ...] = ()) -> Department:
    account = RowAccount(
        feed=FEED.key, file="returns_2024.csv", delivered=1200, accepted=1197, corrected=2, quarantined=1
    )
    refused = Refused(FEED, "returns_2023.csv", "2025-06-02", "bureau/returns 的文件 returns_2023.csv：文件是空的。")
    taken = (Taken(FEED, "2025-06-03", account),)
    return Department("bureau", Text(zh="某局", en="A bureau"), (FEED,), taken, (refused,), stopped, mended)


def sheets(path: Path) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_index(place).to_python(skip_empty_area=False) for place in range(3)]


def written(tmp_path: Path, told: Department) -> list[list[list[object]]]:
    write_workbook(tmp_path / "bureau.xlsx", told, NOTICE)
    return sheets(tmp_path / "bureau.xlsx")


def test_the_workbook_says_file_row_header_value_reason_and_what_to_do(tmp_path: Path) -> None:
    told = department(finding("约12", 7), mended=(finding("１２", 9, "12"),))
    summary, stopped, mended = written(tmp_path, told)
    assert summary[2] == ["报表", "returns_2024.csv", "2025-06-03", 1200.0, 1197.0, 2.0, 1.0, ""]
    assert summary[3][1:3] == ["returns_2023.csv", "2025-06-02"] and "文件是空的" in str(summary[3][7])
    assert stopped[2][:6] == ["报表", "returns_2024.csv", "", 7.0, "营业收入", "约12"]
    assert all(stopped[2][6:8])
    assert mended[2][3:7] == [9.0, "营业收入", "１２", "12"]
    assert "演示数据" in str(summary[0][0])


def test_no_delivered_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    told = department(*(finding(text, file=text) for text in HOSTILE), mended=(finding(FORMULA, 5, SCRIPT),))
    _, stopped, _ = written(tmp_path, told)
    assert [row[5] for row in stopped[2:]] == HOSTILE
    with zipfile.ZipFile(tmp_path / "bureau.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert not [name for name, part in parts.items() if b"<f>" in part or b"<f " in part or b"<hyperlink" in part]


def test_no_delivered_text_becomes_markup() -> None:
    told = department(*(finding(text, file=text) for text in HOSTILE), mended=(finding(SCRIPT, 5, SCRIPT),))
    html = page(told, NOTICE)
    assert "<script" not in html and "<img" not in html and "http://" not in html.replace("http://example.org/", "")
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 4
    assert "演示数据" in html and "文件是空的" in html and "1,200" in html


def test_a_blank_cell_is_named_and_a_clean_department_told_so() -> None:
    assert "空白" in page(department(finding("")), None)
    assert "没有需要改正的行" in page(department(), None) and "没有更正过的单元格" in page(department(), None)


def test_the_bytes_depend_on_the_deliveries_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = department(finding("约12"))
    write_workbook(tmp_path / "first.xlsx", told, None)
    monkeypatch.setattr("time.time", lambda: datetime(2031, 1, 1).timestamp())
    write_workbook(tmp_path / "second.xlsx", told, None)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def test_what_a_sheet_or_a_page_cannot_hold_is_counted_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    monkeypatch.setattr(web_page, "MOST_ROWS", 2)
    told = replace(department(), quarantined=tuple(finding("x", row) for row in range(4, 9)))
    _, stopped, _ = written(tmp_path, told)
    assert [row[3] for row in stopped[2:5]] == [4.0, 5.0, 6.0]
    assert "2" in str(stopped[5][0]) and "未列出" in str(stopped[5][0])
    assert "还有 3 行" in page(told, None)
