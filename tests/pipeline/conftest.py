"""A whole release through the real command line: tiny for what must be quick, the city for what must be true."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from published.home import Home
from tests.once import once
from tests.pipeline.terminal import call


@dataclass(frozen=True)
class Desk:
    """A statistician's terminal over one DATA_HOME."""

    home: Home

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Call `yongzhuan`; with `check` a failure shows what it printed."""
        done = call(arguments, DATA_HOME=str(self.home.root))
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def rows(self, dataset: str) -> list[dict[str, object]]:
        """The newest public release of a dataset as dictionaries."""
        newest = sorted((self.home.releases / dataset).iterdir())[-1]
        return pq.read_table(newest / f"{dataset}.parquet").to_pylist()

    def built(self, model: str) -> list[dict[str, object]]:
        """What the last build made, before anything is withheld: secret."""
        run = (self.home.built / "latest").read_text(encoding="utf-8").strip()
        return pq.read_table(self.home.built / run / f"{model}.parquet").to_pylist()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What one process must do alone comes first: releases of two commits, then the city; the other begins further
    down and takes over what is left."""
    items.sort(key=lambda item: (not _needs("office", item), not _needs("city", item)))


def _needs(fixture: str, item: pytest.Item) -> bool:
    return fixture in getattr(item, "fixturenames", ()) or f"[{fixture}" in item.name


def desk_at(root: Path, scale: str) -> Desk:
    desk = Desk(Home(root).prepare())
    desk.run("sample", "--scale", scale)
    desk.run("release")
    return desk


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A released tiny home that tests read and leave as it is."""
    return Desk(Home(once(tmp_path_factory, "tiny", lambda root: desk_at(root, "tiny"))))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A released city that tests read and leave as it is."""
    return Desk(Home(once(tmp_path_factory, "city", lambda root: desk_at(root, "city"))))


@pytest.fixture(params=["tiny", "city"], scope="session")
def released(request: pytest.FixtureRequest) -> Desk:
    """Both scales in turn."""
    desk: Desk = request.getfixturevalue(request.param)
    return desk


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory, tiny: Desk) -> Iterator[Desk]:
    """A copy of the tiny home that a test may change; in one place for all, or dbt would read its project anew."""
    root, read = (tmp_path_factory.getbasetemp() / name for name in ("fresh", "partial_parse.msgpack"))
    subprocess.run(["cp", "-a", str(tiny.home.root), str(root)], check=True)
    desk = Desk(Home(root))
    if read.exists():
        shutil.copy2(read, desk.home.dbt)
    yield desk
    subprocess.run(["chmod", "-R", "u+w", str(root)], check=True)
    shutil.copy2(desk.home.dbt / read.name, read)
    shutil.rmtree(root)


Tree = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def tree() -> Tree:
    """Every file below a folder, by relative path."""

    def read(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return read
