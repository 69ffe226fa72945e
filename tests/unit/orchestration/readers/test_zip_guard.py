import zipfile
from pathlib import Path

import pytest

from orchestration.readers import zip_guard
from orchestration.refusals import DeliveryRefused
from tests.deliveries import feed, put

FEED = feed("xlsx")


def packed(path: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def code(path: Path) -> str:
    with pytest.raises(DeliveryRefused) as refused:
        for _ in zip_guard.unpacked(FEED, path):
            pass
    return refused.value.code


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_content_comes_out_whole(tmp_path: Path, method: int) -> None:
    path = packed(tmp_path / "a.zip", {"a.xml": b"abc" * 900_000, "b.xml": b""}, method)
    chunks = list(zip_guard.unpacked(FEED, path))
    assert b"".join(chunk for name, chunk in chunks if name == "a.xml") == b"abc" * 900_000
    assert max(len(chunk) for _, chunk in chunks) <= 1 << 20


def test_a_ratio_that_no_table_has_is_a_bomb(tmp_path: Path) -> None:
    assert code(packed(tmp_path / "a.zip", {"a.xml": bytes(20 << 20)})) == "zip_bomb"


def test_a_declared_size_beyond_the_cap_is_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "UNPACKED_CAP", 1000)
    assert code(packed(tmp_path / "a.zip", {"a.xml": bytes(1001)})) == "zip_bomb"


def test_an_understated_size_is_found_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.xml": bytes(5000)})
    lied = path.read_bytes().replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert code(put(path, lied)) == "zip_bomb"


def test_too_many_entries_are_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "ENTRIES_CAP", 2)
    assert code(packed(tmp_path / "a.zip", {f"{n}.xml": b"" for n in range(3)})) == "zip_bomb"


def test_an_unusual_method_is_refused(tmp_path: Path) -> None:
    assert code(packed(tmp_path / "a.zip", {"a.xml": b"abc"}, zipfile.ZIP_LZMA)) == "zip_bomb"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"code,name\n", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, content: bytes, expected: str) -> None:
    assert code(put(tmp_path / "a.xlsx", content)) == expected


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.xml": b"abc"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert code(put(path, bytes(content))) == "encrypted"
