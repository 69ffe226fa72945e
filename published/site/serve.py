"""Serve the public site: `application` for any ASGI server, `serve` with the one that comes along.

The process that only watches over the others loads nothing of the site itself.
"""

import logging
import os
from typing import TYPE_CHECKING, Any

import uvicorn

from published.home import Home
from published.site.clock import Clock, now
from published.site.guard import bound_process_heap
from published.site.protocol import Bounded
from published.site.workers import Workers, end_with_parent

if TYPE_CHECKING:
    from published.site.shell import Shell

_ORIGIN = "SITE_ORIGIN"
SILENT = 30
"""Seconds after which a worker that does not answer is replaced: on a busy machine it takes some to load."""

log = logging.getLogger(__name__)

_OPTIONS: dict[str, Any] = {
    "loop": "uvloop",
    "http": Bounded,
    "ws": "none",
    "lifespan": "on",
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "date_header": True,
    "timeout_graceful_shutdown": 10,
    "timeout_worker_healthcheck": SILENT,
}


def application(home: Home, clock: Clock = now, origin: str | None = None) -> "Shell":
    """The whole site over the editions and releases of `home`, as an ASGI application.

    `origin`: its public address (https://host), where that is not the one that requests are sent to.
    """
    from published.site.shell import Shell

    return Shell(home, clock, origin)


def worker() -> "Shell":
    """The application of one process among several, over the home that DATA_HOME names."""
    end_with_parent()
    bound_process_heap()
    try:
        return application(Home.from_environment(), origin=os.environ.get(_ORIGIN))
    except Exception:
        log.exception("the site cannot start")
        raise SystemExit(uvicorn.config.STARTUP_FAILURE) from None  # any other end has another process started at once


def serve(home: Home, port: int, host: str = "127.0.0.1", workers: int = 1, origin: str | None = None) -> None:
    """Serve until interrupted, with as many processes on one port; SQLite's memory is capped in each, for good.

    Raises KeyboardInterrupt where Ctrl+C ended it.
    """
    if workers == 1:
        bound_process_heap()
        uvicorn.run(application(home, origin=origin), host=host, port=port, **_OPTIONS)
        return
    os.environ["DATA_HOME"] = str(home.root.resolve())
    os.environ.update({_ORIGIN: origin} if origin else {})
    Workers(
        uvicorn.Config(f"{__name__}:worker", factory=True, host=host, port=port, workers=workers, **_OPTIONS)
    ).serve()
