from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from orchestration.archive import Archive
from orchestration.pull import pull
from orchestration.snapshots import refused_last
from orchestration.transports import Delivery, Known, Unchanged
from orchestration.transports.arriving import Inbox
from published.feed import Feed
from published.home import Home
from tests.deliveries import NOW, ROWS, csv_bytes, feed, folder, put

FEED = feed()
FILE = "returns_2024.csv"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


@dataclass
class Sender:
    """Has one file under one ETag, and answers that it is unchanged to whoever knows that ETag."""

    inbox: Inbox
    content: bytes
    etag: str
    known: list[Known | None] = field(default_factory=list)

    def names(self, feed: Feed) -> list[str]:
        return [FILE]

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery | Unchanged:
        self.known.append(known)
        if known and known.headers.get("etag") == self.etag:
            return Unchanged(name)
        with self.inbox.arriving(feed, name) as copy:
            copy.write(self.content)
            return Delivery.of(copy, headers={"etag": self.etag})


@pytest.fixture
def sender(home: Home) -> Sender:
    return Sender(Inbox(home.raw / ".incoming"), csv_bytes(), '"one"')


def days(count: int) -> datetime:
    return NOW + timedelta(days=count)


def outcomes(home: Home) -> list[str]:
    return [entry.outcome for entry in Archive.of(home, FEED).ledger.entries()]


def test_a_sender_is_told_what_we_have_and_since_when(home: Home, sender: Sender) -> None:
    for day in range(3):
        pulled = pull(home, FEED, sender, days(day))
    assert sender.known[0] is None
    assert sender.known[1:] == [Known(len(sender.content), {"etag": '"one"'}, NOW)] * 2
    assert (pulled.new, pulled.rows, len(pulled.refused)) == (0, 2, 0)
    assert outcomes(home) == ["new", "same_bytes", "same_bytes"]
    entries = Archive.of(home, FEED).ledger.entries()
    assert len({(entry.sha256, entry.snapshot) for entry in entries}) == 1


def test_the_same_rows_in_other_bytes_are_known_by_their_own_etag(home: Home, sender: Sender) -> None:
    pull(home, FEED, sender, NOW)
    sender.content, sender.etag = csv_bytes(list(reversed(ROWS))), '"two"'
    pull(home, FEED, sender, days(1))
    assert outcomes(home) == ["new", "same_rows"]
    pull(home, FEED, sender, days(2))
    assert sender.known[-1] == Known(len(sender.content), {"etag": '"two"'}, days(1))


def test_after_a_refusal_or_under_another_declaration_everything_is_fetched(home: Home, sender: Sender) -> None:
    pull(home, FEED, sender, NOW)
    sender.content, sender.etag = b"broken", '"two"'
    pull(home, FEED, sender, days(1))
    pull(home, FEED, sender, days(2))
    assert sender.known[-1] is None
    sender.content, sender.etag = csv_bytes(), '"one"'
    pull(home, FEED, sender, days(3))
    pull(home, feed(minimum_rows=2, footer="^附注"), sender, days(4))
    assert sender.known[-1] is None


def test_a_feed_that_could_not_be_listed_is_missing_only_until_it_is(home: Home) -> None:
    transport = folder(home)
    pull(home, FEED, transport, NOW)
    assert refused_last(home, FEED) == {FEED.pattern: False}
    path = put(home.feeds / "bureau" / "returns" / FILE, csv_bytes())
    pull(home, FEED, transport, days(1))
    assert refused_last(home, FEED) == {}
    path.unlink()
    pull(home, FEED, transport, days(2))
    assert refused_last(home, FEED) == {FEED.pattern: True}


def test_a_file_that_cannot_be_fetched_stops_no_other(home: Home) -> None:
    place = home.feeds / "bureau" / "returns"
    put(place / FILE, csv_bytes())
    (place / "returns_0.csv").symlink_to("/etc/hostname")
    pulled = pull(home, FEED, folder(home), NOW)
    assert [refusal.file for refusal in pulled.refused] == ["returns_0.csv"]
    assert pulled.new == 1
