from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestration.refusals import DeliveryRefused
from tests.deliveries import ROWS, TITLE, cells_of, csv_bytes, feed, put, rows_of


def refused(tmp_path: Path, content: bytes, **declared: Any) -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as caught:
        rows_of(feed(**declared), put(tmp_path / "returns_2024.csv", content))
    assert "bureau/returns" in str(caught.value) and "returns_2024.csv" in str(caught.value)
    return caught.value


def test_rows_carry_their_physical_number_and_the_title(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", csv_bytes([ROWS[0], ["", "", ""], [], [" ", " ", ""], ROWS[1]]))
    first, second = rows_of(feed(), path)
    assert first == {
        "code": "A1",
        "unit_name": "甲公司",
        "revenue": "12",
        "_row": 4,
        "_sheet": None,
        "_title": TITLE,
        "_unit": None,
    }
    assert second["_row"] == 8


def test_a_line_break_inside_quotes_does_not_start_a_new_row(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", csv_bytes([["A1", "甲\r\n公司", "1"], ROWS[1]]))
    assert [(row["unit_name"], row["_row"]) for row in rows_of(feed(), path)] == [
        ("甲\r\n公司", 4),
        ("乙公司", 5),
    ]


def test_text_stays_as_delivered_and_an_empty_cell_is_null(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", csv_bytes([["  330203 ", "", "1,200"]]))
    assert cells_of(feed(), path) == [["  330203 ", None, "1,200"]]


def test_footnotes_end_the_table(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", csv_bytes([*ROWS, ["注:数据未经审计"], ["资料来源:市统计局", "2024"]]))
    assert len(cells_of(feed(), path)) == 2


def test_data_after_the_footnotes_is_not_lost_in_silence(tmp_path: Path) -> None:
    refusal = refused(tmp_path, csv_bytes([ROWS[0], ["注:以下为补报"], ROWS[1]]))
    assert (refusal.code, refusal.row) == ("after_footer", 6)


def test_empty_cells_beyond_the_header_are_no_fault(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", csv_bytes([[*ROWS[0], "", ""]]))
    assert cells_of(feed(), path) == ROWS[:1]


@pytest.mark.parametrize("row", [["A3", "丙"], ["A3", "丙", "1", "2"]])
def test_a_ragged_row_stops(tmp_path: Path, row: list[str]) -> None:
    refusal = refused(tmp_path, csv_bytes([ROWS[0], row, ROWS[1]]))
    assert (refusal.code, refusal.row) == ("ragged", 5)


def test_what_the_title_must_contain_is_demanded(tmp_path: Path) -> None:
    refusal = refused(tmp_path, csv_bytes(title="财务状况表 计量单位:万元"))
    assert refusal.code == "title" and "计量单位:千元" in str(refusal) and "万元" in str(refusal)


def test_a_full_width_colon_does_not_make_another_title(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", csv_bytes(title="财务状况表 计量单位: 千元"))
    assert len(cells_of(feed(), path)) == 2


def test_too_few_rows_stop(tmp_path: Path) -> None:
    assert refused(tmp_path, csv_bytes(), minimum_rows=3).code == "too_few_rows"


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", csv_bytes(encoding="utf-8-sig"))
    assert rows_of(feed(encoding="utf-8"), path)[0]["_title"] == TITLE


@pytest.mark.parametrize(
    ("spoil", "code", "row"),
    [
        (lambda whole: whole.replace(b"A2", b"A\x00"), "nul", 5),
        (lambda whole: whole.replace(b"A2", b"A\xff"), "encoding", 5),
        (lambda whole: whole.replace(b'400"', b"400"), "quote", 5),
        (lambda whole: whole.replace(b"A2", b'"A"2'), "csv_syntax", 5),
        (lambda whole: whole[:-12], "truncated", 5),
        (lambda whole: whole[:-15], "truncated", 5),
        (lambda whole: whole.replace(b"A2", b"A" * (1 << 20) + b"2"), "cell_too_large", 5),
        (lambda whole: b"<!DOCTYPE html>\n<html>" + whole, "web_page", 1),
        (lambda whole: whole[:20], "title", 1),
        (lambda whole: b"", "empty_file", None),
    ],
)  # fmt: skip
def test_damage_is_named_with_its_row(
    tmp_path: Path, spoil: Callable[[bytes], bytes], code: str, row: int | None
) -> None:
    refusal = refused(tmp_path, spoil(csv_bytes()))
    assert (refusal.code, refusal.row) == (code, row)


def test_the_byte_at_which_the_encoding_fails_is_named(tmp_path: Path) -> None:
    whole = csv_bytes()
    place = whole.index(b"A2")
    assert f"第 {place + 1} 字节" in str(refused(tmp_path, whole[:place] + b"\xff" + whole[place:]))


def test_a_last_line_without_its_line_ending_is_whole_when_no_cell_is_missing(tmp_path: Path) -> None:
    assert cells_of(feed(), put(tmp_path / "a.csv", csv_bytes().rstrip())) == ROWS
