"""What must not stand in the repository: loose ends, this machine's paths, where packages come from."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from published.home import PROJECT

LOOSE_ENDS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
MACHINE_PATHS = re.compile(r"(?<![\w.:/-])/(" + "|".join(("work", "tmp", "root", "home")) + r")/(?=[\w.])")
REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[a-z0-9,_-]+\])?==\S+( ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def kept() -> list[Path]:
    """Every file that is or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    paths = (PROJECT / name for name in listed.split("\0") if name)
    return [path for path in paths if path.is_file()]


def occurrences(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in kept():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:100]}"


def locked(path: Path) -> list[str]:
    """The requirements of a lock file, each as one line with its hashes."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def test_nothing_is_left_for_later() -> None:
    assert list(occurrences(LOOSE_ENDS)) == []


def test_no_path_of_one_machine() -> None:
    assert list(occurrences(MACHINE_PATHS)) == []


@pytest.mark.parametrize("name", ["run", "test"])
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    lines = locked(PROJECT / "requirements" / f"{name}.txt")
    assert lines
    for line in lines:
        requirement, *hashes = re.split(r"\s+(?=--hash)", line)
        assert REQUIREMENT.fullmatch(requirement.strip()), requirement
        assert hashes, requirement
        assert all(HASH.fullmatch(each.strip()) for each in hashes), requirement


def test_requirements_do_not_say_where_packages_come_from() -> None:
    hosts = re.compile(r"https?://|--(extra-)?index-url|--find-links|--trusted-host|^\s*-[if]\s|@\s*(git|file)\b|pypi")
    for path in (PROJECT / "requirements").iterdir():
        found = [line for line in path.read_text(encoding="utf-8").splitlines() if hosts.search(line)]
        assert found == [], path.name


def test_what_runs_is_tested_in_the_same_versions() -> None:
    run, test = (
        {line.split(" ")[0] for line in locked(PROJECT / "requirements" / f"{name}.txt")} for name in ("run", "test")
    )
    assert run <= test
