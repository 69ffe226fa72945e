"""Equal content takes room once, whatever it is called and wherever it is sealed; what is spoilt is found."""

import errno
import os
from pathlib import Path

import pytest

from published.objects import Rotten, keep_once, share


def filled(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def room(root: Path) -> int:
    return len({path.stat().st_ino for path in root.rglob("*") if path.is_file()})


def test_equal_files_are_one_file(tmp_path: Path) -> None:
    store = tmp_path / "objects"
    for number in range(50):
        keep_once(filled(tmp_path / "sealed" / str(number), method="the same", data=str(number // 10)), store)
    assert room(tmp_path) == 1 + 5
    assert (tmp_path / "sealed" / "49" / "data").read_text(encoding="utf-8") == "4"


def test_what_is_kept_cannot_be_written_over(tmp_path: Path) -> None:
    folder = filled(tmp_path / "sealed", data="1")
    keep_once(folder, tmp_path / "objects")
    assert (folder / "data").stat().st_mode & 0o222 == 0


def test_content_that_was_spoilt_on_disk_is_not_linked_again(tmp_path: Path) -> None:
    store = tmp_path / "objects"
    keep_once(filled(tmp_path / "one", data="1"), store)
    (kept,) = (path for path in store.rglob("*") if path.is_file())
    kept.chmod(0o644)
    kept.write_text("2", encoding="utf-8")
    with pytest.raises(Rotten, match="损坏"):
        keep_once(filled(tmp_path / "other", data="1"), store)


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system where no file has more than four names."""
    link = os.link

    def limited(source: str | Path, target: str | Path) -> None:
        if Path(source).stat().st_nlink >= 4:
            raise OSError(errno.EMLINK, os.strerror(errno.EMLINK), str(source))
        link(source, target)

    monkeypatch.setattr(os, "link", limited)


@pytest.mark.usefixtures("crowded")
def test_where_a_file_may_have_no_more_names_a_copy_goes_on_in_its_place(tmp_path: Path) -> None:
    store = tmp_path / "objects"
    for number in range(10):
        keep_once(filled(tmp_path / "sealed" / str(number), data="the same"), store)
    assert room(tmp_path) == 4, "one for three folders, not one each"
    for number in range(10):
        share(str(tmp_path / "sealed" / str(number) / "data"), str(tmp_path / str(number)))
        assert (tmp_path / str(number)).read_text(encoding="utf-8") == "the same"
        assert (tmp_path / str(number)).stat().st_mode & 0o222 == 0
