"""The process that watches over the others: it hears of an end at once, and ends itself whatever they do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from published.home import PROJECT

SITE = """
from published.site.workers import end_with_parent

end_with_parent()

async def site(scope, receive, send):
    while scope["type"] == "lifespan":
        await send({"type": (await receive())["type"] + ".complete"})
"""
WATCH = """
import uvicorn
from published.site import workers
workers.LEAVING = 1.0
workers.Workers(uvicorn.Config("site_of_a_test:site", port=0, workers=1, timeout_worker_healthcheck=600)).serve()
"""


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """It, over one process that it would wait ten minutes for."""
    (tmp_path / "site_of_a_test.py").write_text(SITE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{PROJECT}:{tmp_path}"}
    process = subprocess.Popen([sys.executable, "-c", WATCH], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=15)


def worker(watching: subprocess.Popen[bytes], but: int = 0) -> int:
    """The process that it watches over, once it is another than that."""
    for _ in range(300):
        told = Path(f"/proc/{watching.pid}/task/{watching.pid}/children").read_text(encoding="ascii").split()
        for one in map(int, told):
            if one != but and b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes():
                return one
        time.sleep(0.1)
    pytest.fail("no worker within half a minute")


def frozen(watching: subprocess.Popen[bytes]) -> int:
    """Its process, which was asked for a sign of life and gives none."""
    found = worker(watching)
    time.sleep(2)  # it serves, and has been asked
    os.kill(found, signal.SIGSTOP)
    time.sleep(1)
    return found


def test_one_that_dies_while_it_is_asked_is_replaced_at_once(watching: subprocess.Popen[bytes]) -> None:
    dead = frozen(watching)
    os.kill(dead, signal.SIGKILL)
    assert worker(watching, but=dead) != dead


def test_it_ends_though_a_process_is_frozen(watching: subprocess.Popen[bytes]) -> None:
    found = worker(watching)
    time.sleep(1.5)
    watching.send_signal(signal.SIGTERM)
    os.kill(found, signal.SIGSTOP)
    assert watching.wait(timeout=30) == 0
    assert not Path(f"/proc/{found}").exists()
