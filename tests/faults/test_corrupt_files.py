"""Corrupt deliveries: one clear error that names feed, file and reason, and the last good data stay."""

import resource
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.pull import pull
from published.feed import Feed
from published.home import Home
from tests.deliveries import (
    NOW,
    ROWS,
    csv_bytes,
    current_rows,
    feed,
    folder,
    json_bytes,
    put,
    write_xlsx,
)

MEBIBYTE = 1 << 20


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


def delivered_well(home: Home, declared: Feed) -> Path:
    """A good delivery that has been taken; the path of the department's file."""
    path = put(home.feeds / "bureau/returns" / f"returns_2024.{declared.format}", b"")
    if declared.format == "xlsx":
        write_xlsx(path, {"甲": ROWS})
    else:
        path.write_bytes(csv_bytes() if declared.format == "csv" else json_bytes())
    assert [taken.outcome for taken in pull(home, declared, folder(home), NOW).taken] == ["new"]
    return path


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-12])


def in_utf16(path: Path) -> None:
    path.write_bytes(csv_bytes(encoding="utf-16"))


def in_utf8(path: Path) -> None:
    path.write_bytes(csv_bytes(encoding="utf-8"))


def in_gb18030(path: Path) -> None:
    path.write_bytes(path.read_bytes().decode().encode("gb18030"))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def login_page(path: Path) -> None:
    path.write_bytes(b"<html><body>login</body></html>")


def unknown_header(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("名称".encode("gb18030"), "全称".encode("gb18030")))


def unknown_key(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("单位|名称".encode(), "单位|全称".encode()))


def unknown_heading(path: Path) -> None:
    with_other_part(path, "xl/sharedStrings.xml", lambda part: part.replace("代码".encode(), "编号".encode()))


def with_other_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as before:
        parts = {entry: before.read(entry) for entry in before.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for entry, content in parts.items():
            after.writestr(entry, change(content) if entry == name else content)


def zip_bomb(path: Path) -> None:
    blank = b" " * (64 * MEBIBYTE)
    with_other_part(path, "xl/worksheets/sheet1.xml", lambda part: part + blank)


def zip_bomb_that_lies(path: Path) -> None:
    zip_bomb(path)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 1000)))


def huge_cell(path: Path) -> None:
    """200 MB in one cell, most of it a hole in the file, so that the test is quick."""
    cell_of(path, b"A2,", 0)


def huge_cell_of_letters(path: Path) -> None:
    cell_of(path, b'A2,"', 200)


def huge_quoted_cell(path: Path) -> None:
    """The same over many lines, as a quote that is never closed makes it."""
    with path.open("ab") as file:
        file.write(b'A2,"')
        for _ in range(200):
            file.write((b"x" * 1023 + b"\n") * 1024)


def huge_value(path: Path) -> None:
    cell_of(path, '{"单位|代码": "'.encode(), 200)


def cell_of(path: Path, start: bytes, written: int) -> None:
    with path.open("ab") as file:
        file.write(start)
        for _ in range(written):
            file.write(b"x" * MEBIBYTE)
        file.truncate(path.stat().st_size + len(start) + 200 * MEBIBYTE)


def huge_shared_text(path: Path) -> None:
    long = b"x" * (2 * MEBIBYTE)
    with_other_part(path, "xl/sharedStrings.xml", lambda part: part.replace("甲公司".encode(), long))


CASES = [
    ("csv", cut_off, "truncated", "被截断"),
    ("xlsx", cut_off, "damaged", "损坏"),
    ("jsonl", cut_off, "truncated", "被截断"),
    ("csv", in_utf8, "encoding", "GB18030"),
    ("csv", in_utf16, "nul", "NUL"),
    ("jsonl", in_gb18030, "encoding", "UTF-8"),
    ("csv", unknown_header, "header_unknown", "单位|全称"),
    ("xlsx", unknown_heading, "header_unknown", "单位|编号"),
    ("jsonl", unknown_key, "key_unknown", "单位|全称"),
    ("csv", login_page, "web_page", "网页"),
    ("xlsx", login_page, "not_a_workbook", "XLSX"),
    ("csv", emptied, "empty_file", "空的"),
    ("xlsx", emptied, "empty_file", "空的"),
    ("jsonl", emptied, "empty_file", "空的"),
    ("xlsx", zip_bomb, "zip_bomb", "压缩"),
    ("xlsx", zip_bomb_that_lies, "zip_bomb", "压缩"),
    ("csv", huge_cell, "cell_too_large", "1 MiB"),
    ("csv", huge_cell_of_letters, "cell_too_large", "1 MiB"),
    ("csv", huge_quoted_cell, "cell_too_large", "1 MiB"),
    ("jsonl", huge_value, "cell_too_large", "1 MiB"),
    ("xlsx", huge_shared_text, "cell_too_large", "1 MiB"),
]


@pytest.mark.parametrize(("format", "corrupt", "code", "reason"), CASES)
def test_one_clear_error_and_the_last_good_data_stay(
    home: Home, format: str, corrupt: Callable[[Path], None], code: str, reason: str
) -> None:
    declared = feed(format)  # type: ignore[arg-type]
    path = delivered_well(home, declared)
    good = current_rows(home, declared)
    corrupt(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pulled = pull(home, declared, folder(home), NOW)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    (refusal,) = pulled.refused
    assert refusal.code == code and not pulled.taken
    assert all(part in str(refusal) for part in ("bureau/returns", path.name, reason))
    assert current_rows(home, declared) == good and len(good) == 2
    assert grown * 1024 < 100 * MEBIBYTE
    shutil.rmtree(home.root)


def test_an_oversized_file_is_not_even_kept(home: Home) -> None:
    declared = feed()
    path = delivered_well(home, declared)
    huge_cell(path)
    (refusal,) = pull(home, declared, folder(home, size_cap=100 * MEBIBYTE), NOW).refused
    assert refusal.code == "too_large" and len(current_rows(home, declared)) == 2
    assert not list(home.raw.glob("bureau/returns/refused/*"))


def test_a_good_delivery_after_a_corrupt_one_is_taken(home: Home) -> None:
    declared = feed()
    path = delivered_well(home, declared)
    emptied(path)
    assert pull(home, declared, folder(home), NOW).refused
    put(path, csv_bytes(ROWS[:1]))
    assert [taken.outcome for taken in pull(home, declared, folder(home), NOW).taken] == ["new"]
    assert len(current_rows(home, declared)) == 1
