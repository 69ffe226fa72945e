"""`yongzhuan serve` with several processes: one port, a dead one is replaced, all end with the command."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from published.home import Home

COMMAND = str(Path(sys.executable).with_name("yongzhuan"))


def children(pid: int) -> set[int]:
    """The processes that a process started and that answer readers."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return {int(one) for one in told if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()}


def until(true: Callable[[], bool], what: str) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    pytest.fail(f"not within a minute: {what}")


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/about", timeout=20).status_code == 200
    except httpx.TransportError:
        return False


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.fixture
def served(home: Home, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The command, started from some other folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {**os.environ, "DATA_HOME": str(home.root)}
    process = subprocess.Popen(
        [COMMAND, "serve", "--port", port, "--workers", "2"], cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        until(lambda: answers(f"http://127.0.0.1:{port}"), "an answer")
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(timeout=15)


def test_a_dead_worker_is_replaced_and_ctrl_c_ends_all_with_130(served: tuple[subprocess.Popen[bytes], str]) -> None:
    process, url = served
    before = children(process.pid)
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(children(process.pid) - before) == 1, "another worker")
    assert answers(url)
    last = children(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert all(is_gone(pid) for pid in last)


def test_no_worker_outlives_a_killed_command(served: tuple[subprocess.Popen[bytes], str]) -> None:
    process, _ = served
    workers = children(process.pid)
    process.kill()
    process.wait(timeout=15)
    until(lambda: all(is_gone(pid) for pid in workers), "an end of the workers")
