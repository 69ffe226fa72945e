"""Deliveries that lie in a folder, one folder per feed."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from orchestration.refusals import DeliveryRefused
from orchestration.transports import SIZE_CAP, Delivery, receive
from published.feed import Feed

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Folder:
    """Where a department puts the files of one feed; copies go to `incoming`, of at most `size_cap` bytes each."""

    folder: Path
    incoming: Path
    size_cap: int = SIZE_CAP

    def names(self, feed: Feed) -> list[str]:
        """Files of the feed's folder that match its pattern, sorted; hidden ones and folders are ignored."""
        try:
            entries = sorted(path.name for path in self.folder.iterdir() if not path.is_dir())
        except OSError:
            entries = []
        names = [name for name in entries if name[0] != "." and fnmatchcase(name, feed.pattern)]
        if not names:
            raise DeliveryRefused(feed.key, feed.pattern, "nothing_delivered")
        return names

    def fetch(self, feed: Feed, name: str) -> Delivery:
        """Copy one file, of whatever size it turns out to have; raises DeliveryRefused."""
        path = self._inside(feed, name)
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as original:
                return self._copy(feed, name, original.fileno())
        except OSError as error:
            raise DeliveryRefused(feed.key, name, "unreadable", cause=error.strerror) from error

    def _copy(self, feed: Feed, name: str, descriptor: int) -> Delivery:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise DeliveryRefused(feed.key, name, "not_a_file")
        path, size, sha256 = receive(feed, name, _chunks(descriptor), self.incoming, self.size_cap)
        after = os.fstat(descriptor)
        if (before.st_mtime_ns, before.st_size, size) != (after.st_mtime_ns, after.st_size, after.st_size):
            path.unlink()
            raise DeliveryRefused(feed.key, name, "changed_while_copied")
        return Delivery(feed.key, name, path, size, sha256, datetime.fromtimestamp(after.st_mtime, UTC))

    def _inside(self, feed: Feed, name: str) -> Path:
        if not name.isprintable():
            raise DeliveryRefused(feed.key, name, "file_name")
        folder = self.folder.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise DeliveryRefused(feed.key, name, "outside_folder")
        return path


def _chunks(descriptor: int) -> Iterator[bytes]:
    while chunk := os.read(descriptor, _CHUNK):
        yield chunk
