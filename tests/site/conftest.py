"""A site over the sample edition: as a real server in its own process, and in this process for switches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from published.home import Home
from tests.servers.site import Server, serving
from tests.site import revised, sample

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


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample edition on disk."""
    made = Home(tmp_path_factory.mktemp("site") / "machine-path-marker")
    sample.build(made)
    return made


@pytest.fixture(scope="session")
def server(home: Home) -> Iterator[Server]:
    """The sample edition, served by uvicorn in another process."""
    with serving(home) as running:
        yield running


@pytest.fixture(scope="session")
def revised_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two editions, the second with a revised figure, and a register of patents; served in a process of its own."""
    made = Home(tmp_path_factory.mktemp("revised") / "home")
    revised.build(made)
    with serving(made) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without any traffic of its own."""
    if not Path(CHROMIUM).exists():
        pytest.fail("apt-get install chromium: the site tests drive a real browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
