from pathlib import Path

import pytest

from orchestration.refusals import DeliveryRefused
from tests.deliveries import ROWS, cells_of, feed, json_bytes, put, rows_of

FEED = feed("jsonl", {"pid": "pid", "quantity": "quantity"})


def read(tmp_path: Path, content: bytes) -> list[list[str | None]]:
    return cells_of(FEED, put(tmp_path / "returns.jsonl", content))


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    content = b'{"pid": 1.50, "quantity": "03"}\n{"pid": -12345678901234567890, "quantity": true}\n'
    assert read(tmp_path, content) == [["1.50", "03"], ["-12345678901234567890", "true"]]


def test_null_is_null_and_an_empty_text_stays_one(tmp_path: Path) -> None:
    assert read(tmp_path, b'{"pid": null, "quantity": ""}') == [[None, ""]]


def test_keys_may_come_in_any_order_and_lines_be_blank(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", b'\n{"quantity": 2, "pid": 1}\r\n  \n{"pid": 3, "quantity": 4}')
    assert [(row["pid"], row["_row"], row["_title"]) for row in rows_of(FEED, path)] == [
        ("1", 2, None),
        ("3", 4, None),
    ]


def test_a_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + json_bytes())
    assert cells_of(feed("jsonl"), path) == ROWS


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"pid": 1, "quantity": 2, "extra": 3}\n', "key_unknown"),
        (b'{"pid": 1}\n', "key_missing"),
        (b"{}\n", "key_missing"),
        (b'{"pid": 1, "pid": 1, "quantity": 2}\n', "key_repeated"),
        (b'{"pid": {"a": 1}, "quantity": 2}\n', "nested"),
        (b'{"pid": [1], "quantity": 2}\n', "nested"),
        (b'{"pid": {}, "quantity": []}\n', "nested"),
        (b"[" * 100_000 + b"\n", "nested"),
        (b'[["pid", 1], ["quantity", 2]]\n', "not_an_object"),
        (b"12\n", "not_an_object"),
        (b'{"pid": 1, "quantity": NaN}\n', "json_syntax"),
        (b'{"pid": 1, "quantity": 2} x\n', "json_syntax"),
        (b'{"pid": 1, "quantity": "\\ud800"}\n', "not_text"),
        (b'{"pid": 1, "quantity": "\xff"}\n', "encoding"),
        (b'{"pid": 1, "quantity": "\x00"}\n', "nul"),
        (b'{"pid": 1, "quan', "truncated"),
        (b'{"pid": 1, "quantity": "' + b"x" * (1 << 20) + b'x"}\n', "cell_too_large"),
        (b"x" * (5 << 20), "cell_too_large"),
    ],
)
def test_anything_else_stops_with_its_line(tmp_path: Path, line: bytes, code: str) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        read(tmp_path, b'{"pid": 1, "quantity": 2}\n' + line)
    assert (refused.value.code, refused.value.row) == (code, 2)
