"""Which code ran is what git says of this very checkout, and unknown elsewhere: never a guess."""

import subprocess
from pathlib import Path

import pytest

from orchestration.provenance import code, origin
from orchestration.transform import Built
from published.catalog import Catalog
from published.folders import sha256
from published.home import PROJECT
from published.manifest import Code
from tests.unit.published.described import dataset

AS_SOMEBODY = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
NOBODY_KNOWS = Code(commit="unknown", clean=None)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *AS_SOMEBODY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "model.sql").write_text("select 1")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "first")
    code.cache_clear()
    return folder


def test_a_checkout_is_known_by_its_commit(checkout: Path) -> None:
    assert code(checkout) == Code(commit=git(checkout, "rev-parse", "HEAD"), clean=True)


@pytest.mark.parametrize("name", ["model.sql", "added.sql"])
def test_what_was_changed_or_added_beside_the_commit_is_said(checkout: Path, name: str) -> None:
    (checkout / name).write_text("select 2")
    assert code(checkout).clean is False


def test_a_copy_without_git_is_unknown(tmp_path: Path) -> None:
    assert code(tmp_path) == NOBODY_KNOWS


def test_a_copy_inside_another_checkout_does_not_take_its_commit(checkout: Path) -> None:
    installed = checkout / "site-packages"
    installed.mkdir()
    assert code(installed) == NOBODY_KNOWS


def test_a_checkout_without_a_commit_is_unknown(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert code(tmp_path) == NOBODY_KNOWS


def test_without_the_program_nothing_is_known(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert code(checkout) == NOBODY_KNOWS


def test_what_calls_git_itself_does_not_mislead(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = git(checkout, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(PROJECT / ".git"))
    assert code(checkout).commit == commit


def test_the_parameters_are_those_in_the_lineage_with_code_lists_and_variables(tmp_path: Path) -> None:
    seeds = {f"seed.yongzhuan.{name}": f"seeds/parameters/{name}.csv" for name in ("outliers", "targets")}
    manifest = {
        "nodes": {key: {"original_file_path": path} for key, path in seeds.items()},
        "parent_map": {
            "model.yongzhuan.orchard_yield": ["model.yongzhuan.int_orchards"],
            "model.yongzhuan.int_orchards": ["seed.yongzhuan.outliers", "source.yongzhuan.statistics_bureau.orchards"],
        },
    }
    lists = {"area": dataset().code_lists["area"]}
    described = dataset().model_copy(update={"code_lists": lists})
    found = origin(described, Catalog(datasets=(described,), feeds=()), Built(tmp_path, manifest, {}))
    paths = ["dbt_project.yml", "seeds/codelists/area.csv", "seeds/parameters/outliers.csv"]
    assert found.parameters == {path: sha256(PROJECT / "dbt_project" / path) for path in paths}
    assert found.lock_sha256 == sha256(PROJECT / "requirements" / "run.txt")
