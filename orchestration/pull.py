"""One pull of one feed: every file on offer is archived or refused, and said so."""

import logging
from dataclasses import dataclass
from datetime import datetime

from orchestration.refusals import DeliveryRefused
from orchestration.snapshots import Taken, current, keep, known, record_refusal, take
from orchestration.transports import Transport, Unchanged
from published.feed import Feed
from published.home import Home

log = logging.getLogger("yongzhuan")


@dataclass(frozen=True)
class Pulled:
    """What a pull brought: files taken, files refused, and rows that count now."""

    feed: str
    taken: tuple[Taken, ...]
    refused: tuple[DeliveryRefused, ...]
    rows: int

    @property
    def new(self) -> int:
        """How many files brought a new snapshot."""
        return sum(taken.outcome == "new" for taken in self.taken)


def pull(home: Home, feed: Feed, transport: Transport, now: datetime) -> Pulled:
    """Take every file of a feed; a refused one leaves its last good snapshot current."""
    results = _results(home, feed, transport, now)
    taken = tuple(result for result in results if isinstance(result, Taken))
    refused = tuple(result for result in results if isinstance(result, DeliveryRefused))
    for refusal in refused:
        log.error("%s", refusal)
    pulled = Pulled(feed.key, taken, refused, sum(passport.rows for passport in current(home, feed)))
    counts = (len(taken), pulled.new, len(refused), f"{pulled.rows:,}")
    log.info("收 %s：%d 个文件，新 %d，拒收 %d，现有 %s 行", feed.title.zh, *counts)
    return pulled


def _results(home: Home, feed: Feed, transport: Transport, now: datetime) -> list[Taken | DeliveryRefused]:
    try:
        names = transport.names(feed)
    except DeliveryRefused as refusal:
        record_refusal(home, feed, feed.pattern, refusal, now)
        return [refusal]
    return [_result(home, feed, transport, name, now) for name in names]


def _result(home: Home, feed: Feed, transport: Transport, name: str, now: datetime) -> Taken | DeliveryRefused:
    try:
        brought = transport.fetch(feed, name, known(home, feed, name))
    except DeliveryRefused as refusal:
        record_refusal(home, feed, name, refusal, now)
        return refusal
    if isinstance(brought, Unchanged):
        return keep(home, feed, brought.file, now)
    try:
        return take(home, feed, brought, now)
    except DeliveryRefused as refusal:
        return refusal
