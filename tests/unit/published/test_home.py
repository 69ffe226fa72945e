from pathlib import Path

import pytest

from published.home import PROJECT, Home

SECRET = (
    "raw",
    "built",
    "candidates",
    "verdicts",
    "feedback",
    "linkage",
    "sealed",
    "recipes",
    "keys",
    "dbt",
    "dagster",
)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("name", SECRET)
def test_secret_folders_are_closed_even_where_they_stood_open(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir(mode=0o755)
    home = Home(tmp_path).prepare()
    assert getattr(home, name) == folder
    assert mode(folder) == 0o700


def test_only_releases_and_site_are_open(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    opened = {path for path in home.root.iterdir() if mode(path) & 0o077}
    assert opened == {home.releases, home.site}


def test_preparing_twice_changes_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    (home.raw / "kept").write_text("1")
    assert (home.prepare().raw / "kept").exists()


def test_every_path_lies_under_the_root() -> None:
    home = Home(Path("/data"))
    paths = [getattr(home, name) for name in (*SECRET, "feeds", "warehouse", "releases", "site")]
    assert all(path.parent == home.root for path in paths)
    assert len(set(paths)) == len(paths)


def test_the_environment_decides_and_the_checkout_is_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_HOME", str(tmp_path))
    assert Home.from_environment() == Home(tmp_path.resolve())
    monkeypatch.setenv("DATA_HOME", "")
    assert Home.from_environment() == Home(PROJECT / "data")
    monkeypatch.delenv("DATA_HOME")
    assert Home.from_environment() == Home(PROJECT / "data")
