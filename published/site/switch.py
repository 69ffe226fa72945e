"""Which edition of the site is public, loaded whole, and the switch from one to the next.

A request takes one edition and keeps it to its end, so no answer mixes two.
"""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from published.home import Home
from published.site.shown import Shown, load

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0


class Editions:
    """Holds the current edition; looks at `site/current.json` at most once a second."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._pointer = home.site / "current.json"
        self._current: Shown | None = None
        self._seen: tuple[int, int, int] | None = None
        self._looked = float("-inf")
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Shown | None]:
        """The edition that is current now, held open until the block ends; None before the first one."""
        await self._refresh()
        edition = self._current
        if edition is None:
            yield None
            return
        edition.readers += 1
        try:
            yield edition
        finally:
            edition.readers -= 1
            await self._retire(edition)

    async def _refresh(self) -> None:
        if time.monotonic() - self._looked < LOOK_EVERY:
            return
        if self._current is not None and self._lock.locked():
            return
        async with self._lock:
            if time.monotonic() - self._looked < LOOK_EVERY:
                return
            self._looked = time.monotonic()
            await self._follow_pointer()

    async def _follow_pointer(self) -> None:
        stamp = _stamp(self._pointer)
        if stamp is None or stamp == self._seen:
            return
        try:
            await self._switch(json.loads(self._pointer.read_text(encoding="utf-8"))["edition"])
            self._seen = stamp
        except Exception:
            log.exception("the edition named in %s could not be loaded; the last one stays", self._pointer.name)

    async def _switch(self, name: str) -> None:
        if self._current is not None and self._current.id == name:
            return
        edition = await asyncio.to_thread(load, self._home, name)
        await edition.start()
        before, self._current = self._current, edition
        log.info("edition %s is public", edition.id)
        if before is not None:
            await self._retire(before)

    async def _retire(self, edition: Shown) -> None:
        if edition is not self._current and edition.readers == 0:
            await asyncio.to_thread(edition.stop)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
