import subprocess
from pathlib import Path

import pytest

from published.folders import SUMS, appearing, read_sums, replace_file, sha256, sums


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "target"
    with appearing(target) as incoming:
        (incoming / "a").write_text("1")
        (incoming / "sub").mkdir()
        (incoming / "sub" / "b").write_text("2")
        assert not target.exists()
    assert (target / "sub" / "b").read_text() == "2"
    assert target.stat().st_mode & 0o777 == 0o755
    assert left_over(target.parent) == ["target"]


def test_nothing_appears_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="half way"), appearing(tmp_path / "target") as incoming:
        (incoming / "a").write_text("1")
        raise RuntimeError("half way")
    assert left_over(tmp_path) == []


def test_nothing_appears_when_the_block_changes_its_mind(tmp_path: Path) -> None:
    with appearing(tmp_path / "target") as incoming:
        incoming.rmdir()
    assert left_over(tmp_path) == []


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "old").write_text("kept")
    with pytest.raises(OSError, match="not empty"), appearing(tmp_path / "target") as incoming:
        (incoming / "new").write_text("lost")
    assert left_over(tmp_path) == ["target"]
    assert left_over(tmp_path / "target") == ["old"]


def test_a_small_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "site" / "current.json"
    replace_file(path, "一")
    replace_file(path, "二")
    assert path.read_text(encoding="utf-8") == "二"
    assert left_over(path.parent) == ["current.json"]


def test_sums_are_read_by_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"1")
    (tmp_path / "数据.csv").write_bytes(b"2")
    digests = {name: sha256(tmp_path / name) for name in ("a.csv", "数据.csv")}
    (tmp_path / SUMS).write_text(sums(digests, "演示数据 (synthetic data)"), encoding="utf-8")
    command = ["sha256sum", "--check", "--strict", SUMS]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "a.csv").write_bytes(b"changed")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_sums_are_in_order_and_read_back(tmp_path: Path) -> None:
    digests = {"b": "2" * 64, "a": "1" * 64}
    for remark in ("演示数据 (synthetic data)", ""):
        (tmp_path / SUMS).write_text(sums(digests, remark), encoding="utf-8")
        assert list(read_sums(tmp_path).items()) == sorted(digests.items())
        assert (tmp_path / SUMS).read_text(encoding="utf-8").startswith("# 演示数据") is bool(remark)
