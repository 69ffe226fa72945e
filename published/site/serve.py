"""Serve the public site: `application` for any ASGI server, `serve` with the one that comes along."""

import uvicorn

from published.home import Home
from published.site.clock import Clock, now
from published.site.guard import bound_process_heap
from published.site.shell import Shell


def application(home: Home, clock: Clock = now, origin: str | None = None) -> Shell:
    """The whole site over the editions and releases of `home`, as an ASGI application.

    `origin`: its public address (https://host), where that is not the one that requests are sent to.
    """
    return Shell(home, clock, origin)


def serve(home: Home, port: int, host: str = "127.0.0.1", origin: str | None = None) -> None:
    """Serve until interrupted; this process's SQLite memory is capped for good."""
    bound_process_heap()
    uvicorn.run(
        application(home, origin=origin),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        h11_max_incomplete_event_size=32_768,
    )
