"""A past release is made again, to the last byte, by the code of its own commit and from the archived bytes."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from published.home import PROJECT, Home
from published.manifest import Manifest
from published.releases import read_table

DATASET = "ip_insurance"
FIRST, SECOND = "1.0", "1.1"
POLICIES = "feeds/insurance_centre/policies/policies.csv"
AS_SOMEBODY = ("-c", "user.name=a", "-c", "user.email=a@example.com")


@dataclass(frozen=True)
class Office:
    """A checkout of its own, whose commits make releases, over one DATA_HOME; `scratch` is where rebuilds work."""

    root: Path

    @property
    def home(self) -> Home:
        return Home(self.root / "home")

    @property
    def scratch(self) -> Path:
        return self.root / "scratch"

    @property
    def checkout(self) -> Path:
        return self.root / "checkout"

    def run(self, *arguments: str) -> tuple[int, str]:
        there = {"DATA_HOME": str(self.home.root), "PYTHONPATH": str(self.checkout), "TMPDIR": str(self.scratch)}
        command = [sys.executable, "-P", "-c", "from orchestration.cli import main; main()", *arguments]
        environment = {**os.environ, **there, "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, env=environment, cwd="/", stdout=subprocess.PIPE, text=True, check=False)
        return done.returncode, done.stdout

    def release(self) -> None:
        ended, said = self.run("release", DATASET)
        assert ended == 0, said

    def commit(self, path: str, was: str, becomes: str) -> None:
        """Change one line of the checkout's code."""
        changed = (self.checkout / path).read_text(encoding="utf-8").replace(was, becomes)
        (self.checkout / path).write_text(changed, encoding="utf-8")
        git(self.checkout, "commit", "--quiet", "--all", "--message", path)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *AS_SOMEBODY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two releases: another formula, another line of the README and another delivery in between.

    The first commit is the working tree as it is, tracked changes included.
    """
    office = Office(tmp_path_factory.mktemp("office"))
    office.scratch.mkdir()
    git(PROJECT, "clone", "--quiet", "--shared", "--no-checkout", str(PROJECT), str(office.checkout))
    git(
        office.checkout,
        "checkout",
        "--quiet",
        "--detach",
        git(PROJECT, "stash", "create") or git(PROJECT, "rev-parse", "HEAD"),
    )
    assert office.run("sample", "--scale", "tiny")[0] == 0
    office.release()
    office.commit(
        "dbt_project/models/statistics/ip_insurance.sql",
        "cast(count(*) filter (where is_event)",
        "cast(2 * count(*) filter (where is_event)",
    )
    office.commit("published/describe/readme.py", 'f"# {dataset.title.zh}', 'f"# 又及：{dataset.title.zh}')
    lines = (office.home.root / POLICIES).read_bytes().splitlines(keepends=True)
    (office.home.root / POLICIES).write_bytes(b"".join(lines[:-1]))
    office.release()
    return office


def sealed(office: Office, version: str) -> Path:
    return office.home.sealed / DATASET / version


@pytest.mark.parametrize("version", [FIRST, SECOND])
def test_each_release_is_rebuilt_by_its_own_code_to_the_same_bytes(
    office: Office, version: str, tmp_path: Path
) -> None:
    before = everything(office.home)
    ended, said = office.run("rebuild", DATASET, version, "--keep", str(tmp_path / "again"))
    assert ended == 0 and f"逐字节相同 identical: {DATASET} {version}" in said, said
    assert files(tmp_path / "again") == files(sealed(office, version))
    assert list(office.scratch.iterdir()) == []
    changed = {path for path, content in everything(office.home).items() if before.get(path) != content}
    assert changed == {"raw/access.jsonl"}


def test_the_two_releases_are_of_two_commits_whose_code_can_be_told_apart(office: Office) -> None:
    first, second = (Manifest.read(sealed(office, version)) for version in (FIRST, SECOND))
    assert first.code.clean and second.code.clean and first.code.commit != second.code.commit
    assert {first.previous, second.previous and second.previous.version} == {None, FIRST}
    titles = [(sealed(office, version) / "README.md").read_text("utf-8").splitlines()[0] for version in (FIRST, SECOND)]
    assert titles[1] == titles[0].replace("# ", "# 又及：")
    counts = [read_table(sealed(office, version), DATASET)["policies"].to_pylist() for version in (FIRST, SECOND)]
    assert sum(counts[1]) > 1.5 * sum(counts[0])


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def everything(home: Home) -> dict[str, bytes]:
    return {str(path.relative_to(home.root)): path.read_bytes() for path in home.root.rglob("*") if path.is_file()}
