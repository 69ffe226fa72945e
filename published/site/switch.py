"""Which edition of the site is public, loaded whole and ahead of its minute; the clock chooses, request by request.

A request takes one edition and keeps it to its end, so no answer mixes two.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from published import editions
from published.home import Home
from published.site.clock import Clock
from published.site.shown import Shown, load

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
Stamp = tuple[str, int, int]


class Editions:
    """The edition of the moment and those that are armed; looks for others at most once a second."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self._home = home
        self._clock = clock
        self._loaded: dict[Stamp, Shown] = {}
        self._leaving: list[Shown] = []
        self._begun = ""
        self._looked = float("-inf")
        self._lock = asyncio.Lock()

    def at_once(self) -> Shown | None:
        """The edition that is public now; None where there is none or it is time to look for others."""
        due = time.monotonic() - self._looked >= LOOK_EVERY and not self._lock.locked()
        return None if due else self._shown()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Shown | None]:
        """The edition that is public now, held open until the block ends; None before the first one."""
        edition = self.at_once()
        if edition is None:
            await self.look()
            edition = self._shown()
        if edition is None:
            yield None
            return
        with edition.being_read():
            yield edition

    async def look(self) -> None:
        """Load what is public or armed and let go of the rest, at most once in LOOK_EVERY seconds."""
        async with self._lock:
            if time.monotonic() - self._looked < LOOK_EVERY:
                return
            self._looked = time.monotonic()
            wanted = await asyncio.to_thread(self._wanted, self._now())
            for stamp in wanted:
                if stamp not in self._loaded:
                    await self._load(stamp)
            await self._let_go(set(wanted))

    async def count(self) -> None:
        """Count the tables of what was loaded, ahead of readers; whoever asks meanwhile is answered all the same."""
        for edition in [one for one in self._loaded.values() if not one.counted]:
            edition.counted = True
            with edition.being_read():
                await edition.count()

    def _shown(self) -> Shown | None:
        """The newest that has begun; what was once shown has, even where a clock is put back."""
        begun = self._now()
        return max((one for one in self._loaded.values() if one.id <= begun), key=lambda one: one.id, default=None)

    def _now(self) -> str:
        self._begun = max(self._begun, editions.identify(self._clock()))
        return self._begun

    def _wanted(self, begun: str) -> list[Stamp]:
        """The public edition and every one that waits; assembled anew, an edition is another."""
        shown = editions.latest(self._home, begun)
        names = [*([shown] if shown else []), *editions.armed_ids(self._home)]
        return [stamp for name in dict.fromkeys(names) if (stamp := self._stamp(name))]

    def _stamp(self, name: str) -> Stamp | None:
        try:
            found = (editions.folder(self._home, name) / "edition.json").stat()
        except FileNotFoundError:
            return None
        return name, found.st_ino, found.st_mtime_ns

    async def _load(self, stamp: Stamp) -> None:
        name = stamp[0]
        try:
            edition = await asyncio.to_thread(load, self._home, name)
            await edition.start()
        except Exception:
            log.exception("edition %s could not be loaded; the last one stays", name)
        else:
            self._loaded[stamp] = edition

    async def _let_go(self, wanted: set[Stamp]) -> None:
        """Show no more what is wanted no more, and close it once its last reader has gone; where the edition of the
        moment cannot be loaded, the last one stays."""
        before, known = self._shown(), self._loaded
        self._loaded = {stamp: edition for stamp, edition in known.items() if stamp in wanted}
        if self._shown() is None:
            self._loaded |= {stamp: edition for stamp, edition in known.items() if edition is before}
        self._leaving += [edition for stamp, edition in known.items() if stamp not in self._loaded]
        for edition in [edition for edition in self._leaving if not edition.readers]:
            self._leaving.remove(edition)
            await asyncio.to_thread(edition.stop)
