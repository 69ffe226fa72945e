"""Bytes in, politely: what every way of fetching has in common."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

SIZE_CAP = 1 << 30


@dataclass(frozen=True)
class Delivery:
    """One file of a feed, copied to `path` under raw; whoever takes the delivery owns that copy.

    `file` is the department's name of it, `size` in bytes, `modified` the sender's time stamp if it gave one.
    """

    feed: str
    file: str
    path: Path
    size: int
    sha256: str
    modified: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Transport(Protocol):
    """A way of fetching: names first, then file by file, so that one bad file does not stop the others."""

    def names(self, feed: Feed) -> list[str]:
        """Names of the files on offer, sorted; raises DeliveryRefused when there is none."""
        ...

    def fetch(self, feed: Feed, name: str) -> Delivery:
        """Copy one file; raises DeliveryRefused when it may not or cannot be taken."""
        ...


def receive(
    feed: Feed, name: str, chunks: Iterable[bytes], incoming: Path, cap: int = SIZE_CAP
) -> tuple[Path, int, str]:
    """Stream bytes into a new file of `incoming`: its path, size and sha256; refused beyond `cap` bytes."""
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = incoming / f"{uuid.uuid4().hex}.part"
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as copy:
            for chunk in chunks:
                size += len(chunk)
                if size > cap:
                    raise DeliveryRefused(feed.key, name, "too_large", limit=f"{cap:,} 字节")
                digest.update(chunk)
                copy.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, size, digest.hexdigest()
