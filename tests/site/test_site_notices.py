"""The Atom feed as another program reads it: by the clock, newest first, the same for an edition past."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from published.arming import arm
from published.calendar import planned
from published.home import Home
from published.schedule import CITY
from published.site.serve import application
from tests.servers.site import READER, threaded
from tests.site import sample
from tests.site.test_site_release_calendar import WHY, Clock, Site, changed

MOVED = datetime(2026, 12, 1, tzinfo=UTC)
BEFORE = MOVED - timedelta(seconds=1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two editions: the first releases, then dates that moved; the second is armed, and public by the clock alone."""
    made = Home(tmp_path_factory.mktemp("notices") / "data")
    sample.build(made)
    plans = planned(changed(dataset) for dataset in sample.catalog().datasets)
    arm(made, [], sample.SYNTHETIC, MOVED, plans)
    return made


@pytest.fixture
def site(home: Home) -> Iterator[Site]:
    """A server that has seen nothing later than the first edition."""
    clock = Clock(BEFORE)
    with threaded(application(home, clock)) as url:
        yield Site(url, clock)


def feed(site: Site, now: datetime, path: str = "/notices.atom") -> feedparser.FeedParserDict:
    site.clock.now = now
    answer = site.get(path)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/atom+xml")
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo and parsed.version == "atom10"
    return parsed


def test_every_entry_has_what_the_standard_asks_and_leads_to_a_page(site: Site) -> None:
    found = feed(site, BEFORE)
    assert found.feed.id and found.feed.updated and found.feed.author and found.feed.title.endswith("synthetic data]")
    assert {entry.tags[0].term for entry in found.entries} == {"release"}
    assert len({entry.id for entry in found.entries}) == len(found.entries) == len(sample.sample_rows())
    for entry in found.entries:
        assert entry.updated and "首次发布" in entry.content[0].value and "first time" in entry.content[0].value
        assert READER.get(entry.link).status_code == 200


def test_a_notice_is_there_from_its_minute_or_its_day_on_and_not_before(site: Site) -> None:
    earlier = {entry.id for entry in feed(site, BEFORE).entries}
    later = feed(site, MOVED).entries
    assert [entry.tags[0].term for entry in later[:2]] == ["calendar", "calendar"]
    assert {entry.id for entry in later[2:]} == earlier
    assert "2027-01-15" not in str(later)
    day = datetime(2027, 1, 4, tzinfo=CITY)
    assert feed(site, day - timedelta(seconds=1)).entries == later
    newest = feed(site, day).entries[0]
    assert "2027-01-08 10:00 的发布改为 2027-01-15 09:30" in newest.content[0].value
    assert WHY["en"] in newest.content[0].value.replace("&lt;", "<").replace("&gt;", ">")


def test_an_edition_past_tells_what_was_told_when_it_began(site: Site) -> None:
    first = feed(site, BEFORE).entries
    begun = site.get("/editions/").text
    name = begun.split('href="/editions/')[1].split("/")[0]
    past = feed(site, MOVED, f"/editions/{name}/notices.atom")
    assert [entry.id for entry in past.entries] == [entry.id for entry in first]
    assert past.feed.id != feed(site, MOVED).feed.id
    assert f'href="/editions/{name}/notices.atom"' in site.get(f"/editions/{name}/").text


def test_pages_say_where_the_feed_is_and_an_unchanged_one_is_not_sent_again(site: Site) -> None:
    site.clock.now = MOVED
    home = site.get("/").text
    assert '<link rel="alternate" type="application/atom+xml" href="/notices.atom"' in home
    assert '<a href="/notices.atom">' in home
    tag = site.get("/notices.atom").headers["etag"]
    assert site.get("/notices.atom", **{"if-none-match": tag}).status_code == 304
