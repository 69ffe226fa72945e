"""Serve the public site: `application` for any ASGI server, `serve` with the one that comes along."""

from collections.abc import Callable
from datetime import UTC, datetime

import uvicorn

from published.home import Home
from published.site.guard import bound_process_heap
from published.site.shell import Shell


def now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


def application(home: Home, clock: Callable[[], datetime] = now) -> Shell:
    """The whole site over the editions and releases of `home`, as an ASGI application."""
    return Shell(home, clock)


def serve(home: Home, port: int, host: str = "127.0.0.1") -> None:
    """Serve until interrupted; this process's SQLite memory is capped for good."""
    bound_process_heap()
    uvicorn.run(
        application(home),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        h11_max_incomplete_event_size=32_768,
    )
