"""What cannot be rebuilt is refused in one sentence before anything is done; whole rebuilds are in tests/pipeline."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orchestration.mistakes import Mistake
from orchestration.rebuild import rebuild
from orchestration.recipes import recipe_path
from published.home import Home
from published.manifest import MANIFEST
from published.sealing import seal
from tests.deliveries import put
from tests.unit.published.described import SYNTHETIC, proposal, row, table, unread

NAME = "orchard_yield"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path / "home").prepare()
    seal(home, proposal(SYNTHETIC), table(row()), unread)
    put(recipe_path(home, NAME, "1.0"), b"{}")
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("DATA_HOME", str(home.root))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    return home


@pytest.mark.parametrize(
    ("name", "version"), [(NAME, "1.1"), (NAME, "../1.0"), ("nothing", "1.0"), ("../sealed", NAME)]
)
def test_what_was_never_sealed(home: Home, name: str, version: str) -> None:
    with pytest.raises(Mistake, match=f"没有封存的 {name} {version} 版"):
        rebuild(name, version)


def test_what_says_nothing_of_how_it_was_built(home: Home) -> None:
    for gone in (recipe_path(home, NAME, "1.0"), home.sealed / NAME / "1.0" / MANIFEST):
        gone.unlink()
        with pytest.raises(Mistake, match="没有留下清单或配方"):
            rebuild(NAME, "1.0")


def test_a_place_for_the_result_that_is_taken(home: Home) -> None:
    with pytest.raises(Mistake, match="已经存在"):
        rebuild(NAME, "1.0", home.root)


def test_code_that_is_not_in_the_history_of_this_checkout(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="没有提交 cccc"):
        rebuild(NAME, "1.0")
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.parametrize(
    ("ending", "ended"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit), (signal.SIGHUP, SystemExit)]
)
def test_who_stops_it_leaves_nothing_behind(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals, ended: type[BaseException]
) -> None:
    """Neither the secret files of the scratch home nor a process that the remaking had begun."""
    working = 'mkdir -p "$DATA_HOME"\nsleep 60 &\necho $! > "$DATA_HOME/process"\nwait\n'
    remaking = put(tmp_path / "python", f"#!/bin/sh\n{working}".encode())
    remaking.chmod(0o700)
    monkeypatch.setattr("orchestration.checkout.check_out", lambda code, folder: folder.mkdir())
    monkeypatch.setattr("orchestration.checkout.interpreter", lambda checkout: remaking)
    begun: list[str] = []
    threading.Thread(target=stop_once_begun, args=(tmp_path / "scratch", ending, begun), daemon=True).start()
    with interruptible(), pytest.raises(ended):
        rebuild(NAME, "1.0")
    assert list((tmp_path / "scratch").iterdir()) == []
    assert ends(int(begun[0]))


def stop_once_begun(scratch: Path, ending: signal.Signals, begun: list[str]) -> None:
    for _ in range(3000):
        if told := "".join(path.read_text() for path in scratch.glob("*/*/process")):
            begun.append(told)
            os.kill(os.getpid(), ending)
            break
        time.sleep(0.01)


@contextmanager
def interruptible() -> Iterator[None]:
    """As in a terminal: what a shell starts in the background is born deaf to Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def ends(process: int) -> bool:
    """Whether a process that was told to end has: a busy machine takes a moment to let it."""
    for _ in range(500):
        if not is_running(process):
            return True
        time.sleep(0.01)
    return False


def is_running(process: int) -> bool:
    """A process that has ended may still wait to be taken note of."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().split()[2] != "Z"
