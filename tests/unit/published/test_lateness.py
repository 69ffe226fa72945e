"""A feed is late when nothing came by its expected date and the days of grace; the releases that wait are named."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.feed import Feed
from published.lateness import missing, standing
from published.schedule import CITY, Schedule
from tests.deliveries import feed
from tests.unit.published.described import dataset

WEEKLY = "30 6 * * 1"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def weekly(**changes: object) -> Feed:
    return feed().model_copy(update={"schedule": WEEKLY, "grace_days": 3, **changes})


def needing(name: str, rule: str) -> object:
    return dataset(name=name, release={"rule": rule, "lag": 1}, feeds=(feed().key,))


PULLED = at("2026-11-23 06:31")


@pytest.mark.parametrize(
    ("now", "state", "days"),
    [
        ("2026-11-30 06:29", "on_time", 0),
        ("2026-11-30 06:30", "due", 0),
        ("2026-12-03 23:59", "due", 3),
        ("2026-12-04 00:00", "late", 4),
        ("2026-12-20 09:00", "late", 20),
    ],
)
def test_it_is_due_from_its_date_and_late_after_the_days_of_grace(now: str, state: str, days: int) -> None:
    found = standing(weekly(), [PULLED], at(now), [])
    assert (found.state, found.days, found.expected) == (state, days, at("2026-11-30 06:30"))


def test_what_came_early_or_late_is_for_the_date_that_it_is_nearest_to() -> None:
    now = at("2026-12-01 09:00")
    assert standing(weekly(), [at("2026-11-27 09:00")], now, []).state == "on_time"
    assert standing(weekly(), [at("2026-11-26 09:00")], now, []).state == "due"


def test_a_feed_that_never_came_is_missed_since_its_last_date() -> None:
    found = standing(weekly(), [], at("2026-12-05 09:00"), [])
    assert (found.state, found.expected) == ("late", at("2026-11-30 06:30"))


def test_what_must_be_renewed_has_dates_of_its_own() -> None:
    annual = weekly(renewed="0 6 5 6 *")
    assert standing(annual, [at("2026-06-04 09:00")], at("2026-12-05 09:00"), []).state == "on_time"
    assert standing(annual, [at("2025-06-04 09:00")], at("2026-12-05 09:00"), []).days == 183


def test_releases_before_the_next_delivery_are_endangered_or_else_the_first() -> None:
    datasets = [
        needing("annual_yield", "0 10 31 12 *"),
        needing("sunday_yield", "0 10 6 12 *"),
        needing("spring_yield", "0 10 1 4 *"),
        dataset(name="other_yield", release={"rule": "0 10 6 12 *", "lag": 1}, feeds=("bureau/other",)),
    ]
    now = at("2026-12-05 09:00")
    waits = standing(weekly(), [PULLED], now, datasets).endangered  # type: ignore[arg-type]
    assert [(one.dataset, one.at) for one in waits] == [("sunday_yield", at("2026-12-06 10:00"))]
    later = standing(weekly(), [PULLED], at("2026-12-06 11:00"), datasets).endangered  # type: ignore[arg-type]
    assert [one.dataset for one in later] == ["annual_yield"]
    assert standing(weekly(), [PULLED], at("2026-12-01 09:00"), datasets).endangered == ()  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=5), st.integers(0, 2_000))
def test_another_delivery_never_makes_a_feed_later(hours: list[int], extra: int) -> None:
    start, rule = at("2026-01-05 06:30"), Schedule(rule=WEEKLY)
    times = [start + timedelta(hours=hour) for hour in hours]
    now = max(times)
    before, after = missing(rule, times, now), missing(rule, [*times, now - timedelta(hours=extra)], now)
    assert before is not None and after is not None and after >= before
    assert abs(after - now) <= timedelta(days=10.5), "the one after the date that is nearest"
