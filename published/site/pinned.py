"""Editions past at their permanent addresses: opened when somebody asks, a few at a time.

The database of a past edition is made anew from its releases, the same bytes, and kept for a while.
"""

import asyncio
import os
import re
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from published import editions
from published.editions import DATABASE, INSPECTED, Edition, digest_of, inspect
from published.folders import arriving, remove, sha256
from published.home import Home
from published.search import index
from published.site.clock import Clock
from published.site.pages.addresses import root_of as root_of
from published.site.refusals import busy, no_such_edition
from published.site.shown import Shown, load

KEPT_OPEN = 8
KEPT_ON_DISK = 16
AT_ONCE = 2
LEFT = 3_600
"""Seconds after which what is still being made was left by a process that was killed."""
_ROOT = re.compile(r"/editions/(\d{4}-\d{2}-\d{2}T\d{6})(?=/)")


def named(raw_path: str) -> str | None:
    """The edition that an address pins; None where it pins none."""
    found = _ROOT.match(raw_path)
    return found[1] if found else None


class Pinned:
    """Opens editions by their id: at most AT_ONCE being made, KEPT_OPEN open and KEPT_ON_DISK on disk."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self._home = home
        self._clock = clock
        self._open: dict[str, Shown] = {}
        self._opening: dict[str, asyncio.Task[Shown]] = {}
        self._stamps: dict[str, tuple[int, int] | None] = {}
        self._leaving: list[Shown] = []

    @asynccontextmanager
    async def reading(self, name: str) -> AsyncIterator[Shown]:
        """An edition that is or was public; raises Refused: 404 where there is none, 503 while others are made."""
        if name > editions.identify(self._clock()) or not editions.folder(self._home, name).is_dir():
            raise no_such_edition()
        self._retire_erased()
        edition = self._open.pop(name, None) or await self._opened(name)
        self._open[name] = edition
        with edition.being_read():
            yield edition
        await self.let_go()

    async def let_go(self) -> None:
        """Close those whose database was taken off the disk and those that were asked for longest ago."""
        self._retire_erased()
        self._retire([name for name in list(self._open)[:-KEPT_OPEN] if not self._open[name].readers])
        gone = [edition for edition in self._leaving if not edition.readers]
        self._leaving = [edition for edition in self._leaving if edition.readers]
        for edition in gone:
            await asyncio.to_thread(edition.stop)

    def _retire_erased(self) -> None:
        """Of a database that was taken off the disk nobody may read any more."""
        self._retire([name for name in self._open if self._stamps.get(name) != _stamp(self._place(name))])

    def _retire(self, names: list[str]) -> None:
        self._leaving += [self._open.pop(name) for name in names]

    async def _opened(self, name: str) -> Shown:
        if name not in self._opening:
            if len(self._opening) >= AT_ONCE:
                raise busy()
            self._opening[name] = asyncio.create_task(self._make(name))
        return await asyncio.shield(self._opening[name])

    async def _make(self, name: str) -> Shown:
        try:
            database = await asyncio.to_thread(self._database, name)
            self._stamps[name] = _stamp(database)
            edition = await asyncio.to_thread(load, self._home, name, database, root_of(name))
            await edition.start()
            self._open[name] = edition
        finally:
            del self._opening[name]
        return edition

    def _database(self, name: str) -> Path:
        """Where it lies for as long as it is open: at the edition's own place it goes two editions later."""
        made = self._place(name).parent
        with suppress(FileNotFoundError):
            os.utime(made)  # no process makes room by what one is opening
        if not _is_whole(made):
            self._make_room(made.parent)
            remove(made)
            try:
                with arriving(made) as incoming:
                    self._fill(editions.folder(self._home, name), incoming)
            except OSError:
                if not made.exists():  # else another process was faster
                    raise
        return self._place(name)

    def _place(self, name: str) -> Path:
        return self._home.site / "rebuilt" / name / f"{DATABASE}.db"

    def _fill(self, edition: Path, incoming: Path) -> None:
        database = incoming / f"{DATABASE}.db"
        try:
            for file in (database.name, index.FILE, INSPECTED):  # what is made anew must not lie there as a link
                os.link(edition / file, incoming / file)
        except FileNotFoundError:
            editions.database_of(self._home, Edition.read(edition), database)
            inspect(database)

    def _make_room(self, parent: Path) -> None:
        kept = sorted(parent.glob("[0-9]*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in [path for path in kept[KEPT_ON_DISK - 1 :] if path.name not in self._open]:
            shutil.rmtree(path, ignore_errors=True)
        for left in parent.glob(".incoming-*"):
            with suppress(FileNotFoundError):  # another process was faster, or has finished it
                if left.stat().st_mtime < time.time() - LEFT:
                    shutil.rmtree(left)


def _is_whole(made: Path) -> bool:
    """Whether a database that was made before is there and is what was made, also after a power cut."""
    database = made / f"{DATABASE}.db"
    return database.exists() and (made / INSPECTED).exists() and digest_of(database) == sha256(database)


def _stamp(database: Path) -> tuple[int, int] | None:
    """What tells a file from another that took its place."""
    try:
        about = database.stat()
    except FileNotFoundError:
        return None
    return about.st_ino, about.st_mtime_ns
