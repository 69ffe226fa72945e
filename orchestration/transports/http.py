"""Deliveries by HTTP: files by address, or an API's pages as one zip.

When a file is taken to be unchanged: the server answers 304 to a strong ETag (or to a Last-Modified that was a minute
old), and a HEAD without conditions says of its file what it said of ours (ETag, Last-Modified, and length and digests
where it gives them), and the bytes were fetched whole within the last week. Otherwise they are fetched whole. A set
of pages has no validator of its own and is always fetched whole.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

from orchestration.transports import Delivery, Known, Unchanged
from orchestration.transports.arriving import Inbox
from orchestration.transports.credentials import credential
from orchestration.transports.http_caller import Caller
from orchestration.transports.http_download import Download
from orchestration.transports.http_pages import Book
from orchestration.transports.http_promise import KEPT, agree, conditions, last_modified
from orchestration.transports.patience import USUAL, Deadline, Patience
from published.feed import Feed
from published.ways_in import ByHttp

FETCH_WHOLE_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Http:
    """The API or the files of one feed."""

    way: ByHttp
    inbox: Inbox
    patience: Patience = USUAL

    def names(self, feed: Feed) -> list[str]:
        """The declared files, or the one zip of all pages."""
        return sorted(self.way.files) or [f"{feed.name}.zip"]

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery | Unchanged:
        """The file or the zip, whole; or that it is unchanged; raises DeliveryRefused."""
        with self._caller(feed, name) as caller, self.inbox.arriving(feed, name) as copy:
            if self.way.url and self.way.pages:
                Book(caller, self.way.url, self.way.pages).write(copy)
                return Delivery.of(copy)
            url = self.way.files[name]
            download = Download(caller, url, copy, _conditions(caller, url, known))
            caller.deadline.patiently(lambda: download.go_on(known.headers if known else {}))
            if download.unchanged:
                copy.path.unlink()
                return Unchanged(name)
            kept = {name: caller.shown(download.headers[name]) for name in KEPT if name in download.headers}
            return Delivery.of(copy, last_modified(kept), kept)

    @contextmanager
    def _caller(self, feed: Feed, name: str) -> Iterator[Caller]:
        token = credential(feed, name, self.way.token) if self.way.token else None
        # at DEBUG it logs every header of an answer, and a server may say a token back
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        with httpx.Client(trust_env=False, headers={"User-Agent": "yongzhuan"}) as client:
            yield Caller(client, Deadline(feed, name, self.patience), token, self.way.token or "token")


def _conditions(caller: Caller, url: str, known: Known | None) -> dict[str, str]:
    """What to ask with; nothing where the bytes are to be fetched in any case."""
    if not known or datetime.now(UTC) - known.fetched_at > FETCH_WHOLE_AFTER:
        return {}
    asked = conditions(known.headers)
    if not asked:
        return {}
    still: bool = caller.deadline.patiently(lambda: _still_said(caller, url, known))
    return asked if still else {}


def _still_said(caller: Caller, url: str, known: Known) -> bool:
    with caller.ask("HEAD", url, {}) as response:
        return response.status_code == 200 and agree(known.headers, response.headers)
