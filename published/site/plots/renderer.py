"""Drawing off the event loop: one process at a time, a short queue before it, an end to each drawing."""

import asyncio
import json
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from published.site.plots.draughtsman import Draughtsman
from published.site.plots.refused import drawing_busy, drawing_too_long
from published.site.refusals import broken

WAITING = 12
SECONDS = 15.0
BUNDLING = 60.0
"""The bundle is made once; its readers wait rather than have it refused."""
DRAWINGS = 400
"""After so many a new process draws, so that what the engine keeps does not grow for ever."""

log = logging.getLogger(__name__)


class Renderer:
    """Draws plots in a process of its own, started when it is needed first."""

    def __init__(self, waiting: int = WAITING, seconds: float = SECONDS, drawings: int = DRAWINGS) -> None:
        self._limits = (waiting, seconds, drawings)
        self._process: Draughtsman | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn = asyncio.Lock()
        self._flights: dict[str, asyncio.Task[bytes]] = {}
        self._drawn = 0

    async def draw(self, job: Mapping[str, Any], seconds: float | None = None) -> bytes:
        """What the worker makes of a job; raises Refused: 503 where too many wait or it takes too long.

        Whoever asks for what is being drawn or waits to be waits for that drawing.
        """
        self._at_home()
        key = json.dumps(job, sort_keys=True)
        if key not in self._flights:
            if len(self._flights) >= self._limits[0]:
                raise drawing_busy()
            flight = asyncio.create_task(self._in_turn(job, seconds or self._limits[1]))
            self._flights[key] = flight
            flight.add_done_callback(partial(self._landed, key))
        return await asyncio.shield(self._flights[key])

    def _landed(self, key: str, flight: asyncio.Task[bytes]) -> None:
        """Forget a drawing; its error has been told to those who still wait."""
        if self._flights.get(key) is flight:
            del self._flights[key]
        if not flight.cancelled():
            flight.exception()

    async def _in_turn(self, job: Mapping[str, Any], seconds: float) -> bytes:
        try:
            async with self._turn:
                return await asyncio.wait_for(self._drawing(job), seconds)
        except TimeoutError:
            raise drawing_too_long(seconds) from None

    async def stop(self) -> None:
        """Let the process end, and wait until it has; what is being drawn is not drawn to its end."""
        for flight in self._flights.values():
            flight.cancel()
        process = self._process
        self._let_go()
        if process is not None:
            await asyncio.to_thread(process.wait)

    def _let_go(self) -> None:
        if self._process is not None:
            self._process.end()
        self._process = None

    async def _drawing(self, job: Mapping[str, Any]) -> bytes:
        """Draw; where the system ended the process meanwhile, as it does for want of memory, another draws."""
        try:
            drawn, body = await self._asked(job)
        except (EOFError, OSError) as error:
            log.warning("the process that draws ended: %r", error)
            drawn, body = await self._asked(job)
        if not drawn:
            log.error("a plot could not be drawn: %s", body.decode())
            raise broken()
        return body

    async def _asked(self, job: Mapping[str, Any]) -> tuple[bool, bytes]:
        """Ask the process; one that was left in the middle of an answer is of no more use."""
        process, whole = await self._started(), False
        try:
            answer = await process.ask(job)
            whole = True
        finally:
            self._drawn += 1
            if not whole or self._drawn >= self._limits[2]:
                self._let_go()
        return answer

    async def _started(self) -> Draughtsman:
        if self._process is not None and self._process.ended():
            self._let_go()
        if self._process is None:
            self._drawn, self._process = 0, await Draughtsman.started()
        return self._process

    def _at_home(self) -> None:
        """A process and a lock belong to the event loop in which they were made."""
        running = asyncio.get_running_loop()
        if self._loop is not running:
            self._let_go()
            self._loop, self._turn, self._flights = running, asyncio.Lock(), {}
