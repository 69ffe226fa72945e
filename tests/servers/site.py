"""The public site as a real server in its own process."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn

from published.home import PROJECT, Home

SERVE = (
    "import sys; from pathlib import Path; from published.home import Home; "
    "from published.site.serve import serve; serve(Home(Path(sys.argv[1])), int(sys.argv[2]))"
)

READER = httpx.Client(timeout=30)
"""Asks for all tests of a process: a client of its own reads every certificate authority for each question."""


@dataclass(frozen=True)
class Server:
    """A running site."""

    url: str
    home: Home
    pid: int

    def get(self, path: str, **more: object) -> httpx.Response:
        """One request, redirects not followed."""
        return READER.get(self.url + path, **more)  # type: ignore[arg-type]


@contextmanager
def serving(home: Home) -> Iterator[Server]:
    """The current edition of a home, served by uvicorn until the end."""
    port = _free_port()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(home.root), str(port)], cwd=PROJECT, env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/about", process)
        yield Server(f"http://127.0.0.1:{port}", home, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=15)


def ran(work: Coroutine[Any, Any, None]) -> None:
    """Run to its end in a thread of its own: a browser that tests share keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, work).result()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended before it answered"
        try:
            READER.get(url, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the server did not answer within 30 s")


@contextmanager
def threaded(application: Any) -> Iterator[str]:
    """A real server in a thread of this process, so that a test can move its clock; its address."""
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server ended before it answered"
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=15)
