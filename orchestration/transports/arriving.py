"""A file on its way in: hashed and counted while it is written, capped, and gone if it does not arrive."""

import hashlib
import logging
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

log = logging.getLogger("yongzhuan")

SIZE_CAP = 1 << 30
_SAY_AFTER = 10.0
_STEP = 1 << 20


@dataclass(frozen=True)
class Inbox:
    """Where files of whatever transport arrive: a folder under raw, and how many bytes one may have."""

    folder: Path
    size_cap: int = SIZE_CAP

    @contextmanager
    def arriving(self, feed: Feed, file: str) -> Iterator["Arriving"]:
        """A new file; what the body leaves by an exception leaves nothing behind."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = Arriving(feed, file, self.folder / f"{uuid.uuid4().hex}.part", self.size_cap)
        try:
            yield copy
        except BaseException:
            copy.path.unlink(missing_ok=True)
            raise
        finally:
            copy.close()


class Arriving:
    """The bytes of one file so far."""

    def __init__(self, feed: Feed, file: str, path: Path, cap: int) -> None:
        self.feed, self.file, self.path, self._cap = feed, file, path, cap
        self._stream = path.open("x+b")
        self._said = time.monotonic()
        self.start_anew()

    def start_anew(self) -> None:
        """Forget what came so far."""
        self._stream.seek(0)
        self._stream.truncate()
        self.size, self._digest = 0, hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        """Take the next bytes; refused beyond the cap, before they are written."""
        self.size += len(chunk)
        self.check_size(self.size)
        self._digest.update(chunk)
        self._stream.write(chunk)
        self._say()

    @contextmanager
    def packed(self) -> Iterator[IO[bytes]]:
        """A file to put together what is then taken as the whole, where its parts cannot be written in order."""
        with tempfile.TemporaryFile(dir=self.path.parent) as packed:
            yield packed
            packed.seek(0)
            self.start_anew()
            while chunk := packed.read(_STEP):
                self.write(chunk)

    def check_size(self, size: int) -> None:
        """Refused where so many bytes are beyond the cap."""
        if size > self._cap:
            raise DeliveryRefused(self.feed.key, self.file, "too_large", limit=f"{self._cap:,} 字节")

    def part(self, start: int, end: int) -> bytes:
        """Bytes that came already, from `start` to before `end`."""
        self._stream.seek(start)
        part = self._stream.read(end - start)
        self._stream.seek(0, 2)
        return part

    @property
    def sha256(self) -> str:
        """Of what came so far."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Nothing more will come."""
        self._stream.close()

    def _say(self) -> None:
        """A line of progress now and then, for whoever waits for a slow sender."""
        if time.monotonic() - self._said >= _SAY_AFTER:
            self._said = time.monotonic()
            log.info("收 %s 的文件 %s：已收 %.1f MiB", self.feed.key, self.file, self.size / (1 << 20))
