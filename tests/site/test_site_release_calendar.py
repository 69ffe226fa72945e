"""The calendar as page, JSON and iCalendar: the same dates in all three, as the clock has them, from a real server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page

from published.arming import arm, publish_due
from published.calendar import planned
from published.dataset import Dataset
from published.home import Home
from published.schedule import CITY
from published.site.serve import application
from tests.servers.site import READER, Server, threaded
from tests.site import sample

WHY = {"zh": "资料晚到<b>一周</b>。", "en": "The data came a week late."}
MOVED = {
    "patent_intensive_value_added": [
        {"was": "2026-12-31 10:00", "becomes": "2027-01-08 10:00", "reason": WHY, "announced": "2026-12-01"},
        {"was": "2027-01-08 10:00", "becomes": "2027-01-15 09:30", "reason": WHY, "announced": "2027-01-04"},
    ],
    "zero_out_progress": [{"was": "2027-06-30 10:00", "reason": WHY, "announced": "2026-12-01"}],
}


@dataclass
class Clock:
    """A clock that tests put."""

    now: datetime = datetime(2026, 12, 2, tzinfo=CITY)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Site:
    """A server whose clock is in our hands."""

    url: str
    clock: Clock

    def get(self, path: str, **headers: str) -> httpx.Response:
        return READER.get(self.url + path, headers=headers)

    def told(self) -> dict[str, dict[str, Any]]:
        """UID's dataset and declared date ► what JSON says of the release."""
        return {f"{one['dataset']} {one['declared']}": one for one in self.get("/calendar.json").json()["releases"]}

    def events(self) -> dict[str, Any]:
        """UID ► event, as another program reads the calendar."""
        return {str(event["uid"]): event for event in Calendar.from_ical(self.get("/calendar.ics").content).events}


def changed(dataset: Dataset) -> Dataset:
    assert dataset.release is not None
    release = dataset.release.model_dump() | {"changes": MOVED.get(dataset.name, [])}
    return Dataset.model_validate(dataset.model_dump() | {"release": release})


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = Home(tmp_path_factory.mktemp("calendar") / "data")
    sample.build(home)
    plans = planned(changed(dataset) for dataset in sample.catalog().datasets)
    day = datetime(2026, 12, 1, tzinfo=UTC)
    assert arm(home, [], sample.SYNTHETIC, day, plans) == publish_due(home, day)
    clock = Clock()
    with threaded(application(home, clock)) as url:
        yield Site(url, clock)


@pytest.fixture
def site(running: Site) -> Site:
    """The server, its clock at the beginning of December."""
    running.clock.now = Clock().now
    return running


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


VALUE_ADDED = "patent_intensive_value_added 2026-12-31T10:00:00+08:00"
VALUE_ADDED_UID = "patent_intensive_value_added-20261231T0200Z@yongzhuan"


@pytest.mark.parametrize(
    ("now", "state", "when", "was"),
    [
        ("2026-11-30", "provisional", "2026-12-31T10:00:00+08:00", []),
        ("2026-12-02", "changed", "2027-01-08T10:00:00+08:00", ["2026-12-31T10:00:00+08:00"]),
        (
            "2027-01-04",
            "changed",
            "2027-01-15T09:30:00+08:00",
            ["2026-12-31T10:00:00+08:00", "2027-01-08T10:00:00+08:00"],
        ),
    ],
)
def test_json_tells_what_is_announced_by_the_clock(site: Site, now: str, state: str, when: str, was: list[str]) -> None:
    site.clock.now = at(now)
    one = site.told()[VALUE_ADDED]
    assert (one["state"], one["at"], one["period"]) == (state, when, "2025")
    assert [change["was"] for change in one["changes"]] == was
    assert all(change["reason"] == WHY for change in one["changes"])


def test_json_says_what_it_is(site: Site) -> None:
    answer = site.get("/calendar.json")
    told = answer.json()
    assert told["notice"]["zh"] == "演示数据" and "synthetic" in answer.headers["x-data-notice"]
    assert (told["since"], told["until"]) == ("2026-12-02T00:00:00+08:00", "2027-12-02T00:00:00+08:00")
    assert answer.headers["access-control-allow-origin"] == "*"
    moments = [one["at"] for one in told["releases"]]
    assert moments == sorted(moments) and told["since"] <= moments[0] and moments[-1] < told["until"]


def test_a_dataset_that_is_public_has_its_page_and_one_to_come_the_calendar(site: Site) -> None:
    urls = {one["dataset"]: one["url"] for one in site.told().values()}
    assert urls["typical_cases"] == f"{site.url}/open/typical_cases"
    assert urls["zero_out_progress"] == f"{site.url}/calendar"
    assert {site.get(url.removeprefix(site.url)).status_code for url in set(urls.values())} == {200}


def test_icalendar_has_the_dates_and_states_of_json(site: Site) -> None:
    status = {"provisional": "TENTATIVE", "confirmed": "CONFIRMED", "changed": "CONFIRMED", "cancelled": "CANCELLED"}
    told = sorted((one["at"], status[one["state"]], one["url"]) for one in site.told().values())
    events = site.events().values()
    assert sorted((e.start.isoformat(), str(e["status"]), str(e["url"])) for e in events) == told
    assert {"TENTATIVE", "CONFIRMED", "CANCELLED"} <= {status for _, status, _ in told}


def test_icalendar_is_in_the_citys_time_and_whole(site: Site) -> None:
    calendar = Calendar.from_ical(site.get("/calendar.ics").content)
    assert [zone.tz_name for zone in calendar.timezones] == ["Asia/Shanghai"]
    assert calendar.get_missing_tzids() == set()
    assert "演示数据" in calendar["x-wr-calname"]
    for event in calendar.events:
        assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
        assert "演示数据" in event["description"]
        assert event["dtstamp"].dt == datetime(2026, 12, 1, 16, tzinfo=UTC)


def test_an_event_stays_itself_and_its_sequence_rises_with_every_change(site: Site) -> None:
    seen = []
    for now in ("2026-11-30", "2026-12-02", "2027-01-04"):
        site.clock.now = at(now)
        event = site.events()[VALUE_ADDED_UID]
        seen.append((event["sequence"], event.start))
    sequences, starts = zip(*seen, strict=True)
    assert list(sequences) == sorted(set(sequences))
    assert starts == (at("2026-12-31 10:00"), at("2027-01-08 10:00"), at("2027-01-15 09:30"))


def test_a_date_that_is_confirmed_is_told_to_calendars_too(site: Site) -> None:
    uid = "high_technology_value_added-20261231T0200Z@yongzhuan"
    site.clock.now = at("2026-12-02")
    before = site.events()[uid]
    site.clock.now = at("2026-12-03")
    after = site.events()[uid]
    assert (before["status"], after["status"]) == ("TENTATIVE", "CONFIRMED")
    assert after["sequence"] > before["sequence"]


@pytest.mark.parametrize("path", ["/calendar", "/calendar.json", "/calendar.ics"])
def test_an_answer_holds_for_its_day_and_no_longer(site: Site, path: str) -> None:
    site.clock.now = at("2026-12-02 00:00")
    first = site.get(path)
    assert first.headers["cache-control"] == "no-cache"
    tag = first.headers["etag"]
    site.clock.now = at("2026-12-02 23:59")
    assert site.get(path).content == first.content
    assert site.get(path, **{"if-none-match": tag}).status_code == 304
    site.clock.now = at("2026-12-03 00:00")
    again = site.get(path, **{"if-none-match": tag})
    assert again.status_code == 200 and again.content != first.content


def test_the_calendar_of_the_real_clock_begins_today(server: Server) -> None:
    since = datetime.fromisoformat(server.get("/calendar.json").json()["since"])
    assert abs((datetime.now(CITY) - since).total_seconds()) < 2 * 86_400
    assert server.get("/calendar/").headers["location"] == "/calendar"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(site: Site, tab: Page) -> Page:
    tab.goto(f"{site.url}/calendar")
    return tab


def test_the_page_opens_with_the_next_day_of_release(page: Page) -> None:
    assert page.locator(".big time").get_attribute("datetime") == "2026-12-28"
    assert "26 天后" in page.locator(".eyebrow").inner_text()
    assert "技术合同成交额" in page.locator(".soon").inner_text()


def test_a_moved_release_stands_at_its_new_date_with_the_old_one_struck_through(page: Page) -> None:
    line = page.locator(".due:has(a[href='/open/patent_intensive_value_added'])")
    assert line.count() == 1
    assert "已改期" in line.inner_text() and "资料晚到<b>一周</b>。" in line.inner_text()
    assert line.locator("del").inner_text() == "12 月 31 日 10:00"
    assert line.locator(".hour time").get_attribute("datetime") == "2027-01-08T10:00:00+08:00"


def test_a_cancelled_release_stays_in_sight(page: Page) -> None:
    line = page.locator(".due.is-cancelled")
    assert "规上工业企业发明专利" in line.inner_text() and "已取消" in line.inner_text()
    assert line.locator(".hour del").inner_text() == "10:00"


def test_every_release_is_on_the_page_and_weekly_ones_are_one_line(page: Page, site: Site) -> None:
    told = site.told().values()
    weekly = {one["dataset"] for one in told if sum(other["dataset"] == one["dataset"] for other in told) > 50}
    shown = page.locator(".due .hour time").evaluate_all("times => times.map(time => time.dateTime)")
    assert sorted(shown) == sorted(one["at"] for one in told if one["dataset"] not in weekly)
    assert page.locator(".regular li").count() == len(weekly) == 9
    assert "每周一 09:00" in page.locator(".regular li").first.inner_text()
    assert page.locator(".dots i").count() == len(shown)
