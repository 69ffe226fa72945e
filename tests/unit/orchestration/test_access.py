from pathlib import Path

import pytest

from orchestration.access import accesses, opened


def test_an_opening_says_who_when_what_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/opt/bin/yongzhuan", "release", "-p", "ningbo"])
    monkeypatch.setenv("SUDO_USER", "clerk")
    opened(tmp_path, tmp_path / "bureau/returns/returns_2024/0123", "feedback")
    (access,) = accesses(tmp_path)
    assert access.what == ("bureau/returns/returns_2024/0123", "feedback")
    assert access.why == "yongzhuan release -p ningbo" and "clerk" in access.who and access.at.tzinfo


def test_openings_are_added_and_closed_to_others(tmp_path: Path) -> None:
    assert accesses(tmp_path) == []
    for what in ("first", "second"):
        opened(tmp_path, what)
    assert [access.what for access in accesses(tmp_path)] == [("first",), ("second",)]
    assert (tmp_path / "access.jsonl").stat().st_mode & 0o777 == 0o600
