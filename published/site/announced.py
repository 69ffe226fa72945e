"""The releases to come, ready to be told: as JSON and as iCalendar (RFC 5545), the same dates in both."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar, Event

from published.calendar import STATES, Announcement, Planned, twelve_months, year_ahead
from published.schedule import CITY, Change
from published.site.notice import SENTENCE
from published.vocabulary import Text, vocabulary

_STATUS = {"provisional": "TENTATIVE", "confirmed": "CONFIRMED", "changed": "CONFIRMED", "cancelled": "CANCELLED"}


@dataclass(frozen=True)
class Line:
    """A release to come with what is known of its dataset."""

    plan: Planned
    one: Announcement
    href: str | None
    """The page of the dataset; None before its first release."""

    @property
    def owner(self) -> Text:
        """The department that answers for it."""
        return vocabulary().departments[self.plan.owner]

    @property
    def state(self) -> Text:
        """How firm the date is, in words."""
        return STATES[self.one.state]


@dataclass(frozen=True)
class YearAhead:
    """Twelve months of releases from the day of `now`."""

    edition: str
    notice: Text | None
    since: datetime
    until: datetime
    lines: tuple[Line, ...]


def year_of(
    plans: Collection[Planned], public: Iterable[str], edition: str, notice: Text | None, now: datetime
) -> YearAhead:
    """What is announced of the plans; datasets that are public have a page."""
    by_name = {plan.dataset: plan for plan in plans}
    pages = {name: f"/open/{name}" for name in public}
    lines = tuple(Line(by_name[one.dataset], one, pages.get(one.dataset)) for one in year_ahead(plans, now))
    return YearAhead(edition, notice, *twelve_months(now), lines)


def as_json(year: YearAhead, origin: str) -> bytes:
    """Every release to come as an object, with its changes oldest first."""
    told = {
        "notice": year.notice and year.notice.model_dump(),
        "edition": year.edition,
        "timezone": str(CITY),
        "since": year.since.isoformat(),
        "until": year.until.isoformat(),
        "releases": [_object(line, origin) for line in year.lines],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _object(line: Line, origin: str) -> dict[str, Any]:
    one = line.one
    return {
        "dataset": one.dataset,
        "title": line.plan.title.model_dump(),
        "owner": line.owner.model_dump(exclude={"url"}),
        "frequency": line.plan.frequency,
        "period": one.period,
        "at": one.at.isoformat(),
        "state": one.state,
        "declared": one.declared.isoformat(),
        "changes": [change.model_dump(mode="json") for change in one.changes],
        "url": _url(line, origin),
    }


def as_icalendar(year: YearAhead, origin: str) -> bytes:
    """Every release to come as an event, stamped with the day: the same day gives the same bytes."""
    name = "甬专数据发布日历" + (f" [{year.notice.zh}]" if year.notice else "")
    calendar = Calendar()
    for key, value in (
        ("prodid", "-//yongzhuan//release calendar//ZH"),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", str(CITY)),
        ("x-published-ttl", "P1D"),
    ):
        calendar.add(key, value)
    for line in year.lines:
        calendar.add_component(_event(line, year, origin))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(line: Line, year: YearAhead, origin: str) -> Event:
    one, event = line.one, Event()
    event.add("uid", f"{one.dataset}-{one.declared.astimezone(UTC):%Y%m%dT%H%MZ}@yongzhuan")
    event.add("dtstamp", year.since.astimezone(UTC))
    event.add("dtstart", one.at.astimezone(CITY))
    event.add("sequence", _sequence(one))
    event.add("status", _STATUS[one.state])
    event.add("transp", "TRANSPARENT")
    event.add("summary", _summary(line))
    event.add("description", "\n".join(_described(line, year.notice)))
    event.add("categories", [line.owner.zh])
    event.add("url", _url(line, origin))
    return event


def _summary(line: Line) -> str:
    covered = f" {line.one.period}" if line.one.period else ""
    return f"{line.plan.title.zh}{covered}（{line.state.zh}）"


def _sequence(one: Announcement) -> int:
    """Rises whenever date or status moves: when it is confirmed, and past that with every change."""
    return 2 * len(one.changes) + (one.state == "confirmed")


def _described(line: Line, notice: Text | None) -> list[str]:
    heading = f"{line.plan.title.en}: {line.state.en}"
    stamp = [f"{notice.zh} {notice.en}", f"{SENTENCE.zh} {SENTENCE.en}"] if notice else []
    return [heading, *(_told(change) for change in line.one.changes), *stamp]


def _told(change: Change) -> str:
    moved = f"改为 {change.becomes:%Y-%m-%d %H:%M}" if change.becomes else "取消"
    return f"原定 {change.was:%Y-%m-%d %H:%M}，{moved}：{change.reason.zh} {change.reason.en}"


def _url(line: Line, origin: str) -> str:
    return origin + (line.href or "/calendar")
