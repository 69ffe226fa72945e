"""Readers' own SQL, a few statements at a time, so that tables are answered while it runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from published.site.refusals import crowded

AT_ONCE, WAITING = 2, 24
"""Of the threads that ask the database, the others are for the site's own pages; and how many may wait for a turn."""


class Lane:
    """Turns in the order in which they were asked for."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._waiting, self._most = 0, waiting

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, which ends with the block; raises Refused: 503 where too many wait."""
        if self._turns.locked() and self._waiting >= self._most:
            raise crowded()
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._turns.release()
