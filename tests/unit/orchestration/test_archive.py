from pathlib import Path

import pytest

from orchestration.archive import Archive, private_folder
from published.home import Home
from tests.deliveries import feed


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.of(Home(tmp_path).prepare(), feed())


def test_every_folder_on_the_way_is_closed_to_others(tmp_path: Path) -> None:
    private_folder(tmp_path / "raw", tmp_path / "raw/a/b/c")
    made = [tmp_path / "raw", *(tmp_path / "raw").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700} and len(made) == 4


def test_what_fails_on_the_way_leaves_nothing(archive: Archive) -> None:
    with pytest.raises(RuntimeError), archive.staging() as staged:
        (staged / "rows.parquet").write_bytes(b"half")
        raise RuntimeError
    assert not list((archive.root / ".incoming").iterdir()) and archive.passports() == []


def test_a_snapshot_that_stands_is_never_replaced(archive: Archive) -> None:
    for content in (b"first", b"second"):
        with archive.staging() as staged:
            (staged / "payload" / "a.csv").write_bytes(content)
            archive.settle(staged, "a", "0123")
    assert (archive.folder / "a/0123/payload/a.csv").read_bytes() == b"first"


def test_a_passport_that_cannot_be_read_counts_for_nothing(archive: Archive) -> None:
    private_folder(archive.root, archive.folder / "a/0123")
    (archive.folder / "a/0123/passport.json").write_text("{")
    assert archive.passports() == [] and archive.current() == {}
