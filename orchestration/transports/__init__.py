"""Bytes in, politely: what every way of fetching has in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from orchestration.transports.arriving import Arriving
from published.feed import Feed


@dataclass(frozen=True)
class Delivery:
    """One file of a feed, copied to `path` under raw; whoever takes the delivery owns that copy.

    `file` is the department's name of it, `size` in bytes, `modified` the sender's time stamp if it gave one,
    `headers` what it said of the bytes and what may be kept for ever: never a credential.
    """

    feed: str
    file: str
    path: Path
    size: int
    sha256: str
    modified: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, copy: Arriving, modified: datetime | None = None, headers: Mapping[str, str] | None = None
    ) -> "Delivery":
        """What has arrived, whole."""
        copy.close()
        return cls(copy.feed.key, copy.file, copy.path, copy.size, copy.sha256, modified, headers or {})


@dataclass(frozen=True)
class Known:
    """The bytes that count now: their size, what the sender said of them, and when they were last fetched whole."""

    size: int
    headers: Mapping[str, str]
    fetched_at: datetime


@dataclass(frozen=True)
class Unchanged:
    """The sender's word, believed by the transport's rule, that the bytes are still those that count now."""

    file: str


class Transport(Protocol):
    """A way of fetching: names first, then file by file, so that one bad file does not stop the others."""

    def names(self, feed: Feed) -> list[str]:
        """Names of the files on offer, sorted; raises DeliveryRefused when there is none."""
        ...

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery | Unchanged:
        """Copy one file, or say that it is what is `known`; raises DeliveryRefused when it cannot be taken."""
        ...
