"""How each feed stands by what its ledger knows of deliveries."""

from datetime import datetime

from orchestration.archive import Archive
from published.catalog import Catalog
from published.feed import Feed
from published.home import Home
from published.lateness import Standing, standing


def standings(home: Home, catalog: Catalog, now: datetime) -> dict[str, Standing]:
    """Feed ► how it stands."""
    return {feed.key: standing(feed, delivered(home, feed), now, catalog.datasets) for feed in catalog.feeds}


def delivered(home: Home, feed: Feed) -> list[datetime]:
    """When something came that was accepted; of a feed that must be renewed, when new content came."""
    entries = Archive.of(home, feed).ledger.entries()
    counts = {"new"} if feed.renewed else {"new", "same_bytes", "same_rows", "copy"}
    return [entry.at for entry in entries if entry.outcome in counts]
