"""A site over the sample edition: as a real server in its own process, and in this process for switches."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from published.home import PROJECT, Home
from tests.site import sample
from tests.site.running import Server

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
SERVE = (
    "import sys; from pathlib import Path; from published.home import Home; "
    "from published.site.serve import serve; serve(Home(Path(sys.argv[1])), int(sys.argv[2]))"
)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample edition on disk."""
    made = Home(tmp_path_factory.mktemp("site") / "machine-path-marker")
    sample.build(made)
    return made


@pytest.fixture(scope="session")
def server(home: Home) -> Iterator[Server]:
    """The sample edition, served by uvicorn in another process."""
    port = _free_port()
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(home.root), str(port)], cwd=PROJECT, env=_clean())
    try:
        _wait(f"http://127.0.0.1:{port}/about", process)
        yield Server(f"http://127.0.0.1:{port}", home, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=15)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without any traffic of its own."""
    if not Path(CHROMIUM).exists():
        pytest.fail("apt-get install chromium: the site tests drive a real browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _clean() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT)}


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert process.poll() is None, "the server ended before it answered"
        try:
            httpx.get(url, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the server did not answer within 15 s")
