from pathlib import Path

import pytest

from orchestration.readers.lines import RECORD_CAP, Lines
from orchestration.refusals import DeliveryRefused
from tests.deliveries import feed, put


def lines(tmp_path: Path, content: bytes, encoding: str = "utf-8") -> Lines:
    return Lines(feed(encoding=encoding), put(tmp_path / "a.csv", content))


def test_endings_are_kept_and_places_counted(tmp_path: Path) -> None:
    found = lines(tmp_path, "甲\r\n乙\n丙".encode())
    assert list(found) == ["甲\r\n", "乙\n", "丙"]
    assert (found.number, found.offset, found.ended) == (3, 12, False)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_in_half_at_the_end_is_a_cut_file(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        list(lines(tmp_path, "甲\n乙".encode(encoding)[:-1], encoding))
    assert (refused.value.code, refused.value.row) == ("truncated", 2)


def test_a_record_over_many_lines_is_bounded_too(tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        list(lines(tmp_path, b"x\n" * (RECORD_CAP // 2 + 1)))
    assert refused.value.code == "cell_too_large"
