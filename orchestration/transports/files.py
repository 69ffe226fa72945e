"""Deliveries that lie in a folder, one folder per feed: as they are, or vouched for by a manifest."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from orchestration.refusals import DeliveryRefused
from orchestration.transports import Delivery, Known
from orchestration.transports.arriving import Inbox
from orchestration.transports.manifest import Vouched, read_manifest
from published.feed import Feed

_CHUNK = 1 << 20
_MANIFEST_CAP = 1 << 20


@dataclass(frozen=True)
class Folder:
    """Where a department puts the files of one feed."""

    folder: Path
    inbox: Inbox

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

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery:
        """Copy one file, of whatever size it turns out to have; raises DeliveryRefused."""
        with self.opened(feed, name) as descriptor, self.inbox.arriving(feed, name) as copy:
            before = os.fstat(descriptor)
            for chunk in _chunks(descriptor):
                copy.write(chunk)
            after = os.fstat(descriptor)
            if (before.st_mtime_ns, before.st_size, copy.size) != (after.st_mtime_ns, after.st_size, after.st_size):
                raise DeliveryRefused(feed.key, name, "changed_while_copied")
            return Delivery.of(copy, datetime.fromtimestamp(after.st_mtime, UTC))

    @contextmanager
    def opened(self, feed: Feed, name: str) -> Iterator[int]:
        """A regular file of the folder, by its descriptor; raises DeliveryRefused."""
        try:
            descriptor = os.open(self._inside(feed, name), os.O_RDONLY | os.O_NONBLOCK)
            try:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise DeliveryRefused(feed.key, name, "not_a_file")
                yield descriptor
            finally:
                os.close(descriptor)
        except OSError as error:
            raise DeliveryRefused(feed.key, name, "unreadable", cause=error.strerror) from error

    def _inside(self, feed: Feed, name: str) -> Path:
        if not name.isprintable():
            raise DeliveryRefused(feed.key, name, "file_name")
        folder = self.folder.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise DeliveryRefused(feed.key, name, "outside_folder")
        return path


@dataclass(frozen=True)
class Drop:
    """A folder that is filled while we watch: a file counts once `manifest` names it and its bytes agree."""

    place: Folder
    manifest: str

    def names(self, feed: Feed) -> list[str]:
        """Files of the pattern that the manifest names or that lie there unnamed, which `fetch` refuses."""
        vouched = {name for name in self._vouched(feed) if fnmatchcase(name, feed.pattern)}
        try:
            lying = set(self.place.names(feed)) - {self.manifest}
        except DeliveryRefused:
            lying = set()
        if not vouched | lying:
            raise DeliveryRefused(feed.key, feed.pattern, "nothing_delivered")
        return sorted(vouched | lying)

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery:
        """Copy one file that agrees with the manifest; raises DeliveryRefused, which says what to wait for."""
        vouched = self._vouched(feed).get(name)
        if vouched is None:
            raise DeliveryRefused(feed.key, name, "not_in_manifest", manifest=self.manifest)
        if not (self.place.folder / name).exists():
            raise DeliveryRefused(feed.key, name, "not_yet_there", manifest=self.manifest)
        delivery = self.place.fetch(feed, name)
        if vouched != Vouched(delivery.sha256, delivery.size if vouched.size is not None else None):
            delivery.path.unlink()
            half = vouched.size is not None and delivery.size < vouched.size
            code = "half_copied" if half else "manifest_disagrees"
            raise DeliveryRefused(feed.key, name, code, found=f"{delivery.size:,}", manifest=self.manifest)
        return delivery

    def _vouched(self, feed: Feed) -> dict[str, Vouched]:
        if not (self.place.folder / self.manifest).exists():
            raise DeliveryRefused(feed.key, self.manifest, "no_manifest")
        with self.place.opened(feed, self.manifest) as descriptor:
            return read_manifest(feed, self.manifest, os.read(descriptor, _MANIFEST_CAP))


def _chunks(descriptor: int) -> Iterator[bytes]:
    while chunk := os.read(descriptor, _CHUNK):
        yield chunk
