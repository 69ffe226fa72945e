"""The calendar is a function of the declared schedules and the clock: every date once, and what became of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.calendar import (
    CONFIRMED_DAYS,
    Announcement,
    Planned,
    announcements,
    next_release,
    often,
    period,
    planned,
    rhythm,
    twelve_months,
    year_ahead,
)
from published.schedule import CITY, Schedule
from tests.unit.published.described import WORDS, dataset

WHY = {"zh": "资料晚到。", "en": "The data came late."}
MONTHLY = "0 10 28 * *"
RULES = ("0 10 1 3 *", "30 9 28 * *", "0 10 L 1,4,7,10 *", "0 9 * * 1")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


SINCE, UNTIL = at("2027-01-01"), at("2028-01-01")


def change(was: str, becomes: str | None = None, announced: str = "2026-12-01") -> dict[str, Any]:
    return {"was": was, "becomes": becomes, "reason": WHY, "announced": announced}


def plan(frequency: str = "monthly", **told: Any) -> Planned:
    schedule = Schedule.model_validate(told)
    return Planned(
        dataset="orchard_yield", title=WORDS, frequency=frequency, owner="statistics_bureau", schedule=schedule
    )


def told(of: Planned, now: str) -> tuple[Announcement, ...]:
    return announcements(of, SINCE, UNTIL, at(now))


def first(of: Planned, now: str) -> Announcement:
    return min(told(of, now), key=lambda one: one.declared)


MOVED = plan(
    rule=MONTHLY,
    lag=1,
    changes=[
        change("2027-01-28 10:00", "2027-02-04 10:00", "2026-12-10"),
        change("2027-02-04 10:00", "2027-02-11 09:00", "2027-01-15"),
        change("2027-02-11 09:00", None, "2027-02-01"),
    ],
)


@pytest.mark.parametrize(
    ("now", "state", "when", "known"),
    [
        ("2026-12-09 23:59", "provisional", "2027-01-28 10:00", 0),
        ("2026-12-10 00:00", "changed", "2027-02-04 10:00", 1),
        ("2027-01-15 08:00", "changed", "2027-02-11 09:00", 2),
        ("2027-02-01 08:00", "cancelled", "2027-02-11 09:00", 3),
    ],
)
def test_a_chain_of_changes_is_known_step_by_step(now: str, state: str, when: str, known: int) -> None:
    one = first(MOVED, now)
    assert (one.state, one.at, len(one.changes)) == (state, at(when), known)
    assert (one.declared, one.period) == (at("2027-01-28 10:00"), "2026-12")
    assert [step.was for step in one.changes] == [step.was for step in MOVED.schedule.changes[:known]]


@pytest.mark.parametrize(("now", "state"), [("2026-12-30 23:59", "provisional"), ("2026-12-31 00:00", "confirmed")])
def test_a_date_is_confirmed_four_weeks_before_its_day(now: str, state: str) -> None:
    assert first(plan(rule=MONTHLY), now).state == state


@pytest.mark.parametrize(
    ("frequency", "declared", "lag", "covered"),
    [
        ("annual", "2027-03-01", 0, "2027"),
        ("annual", "2027-03-01", 1, "2026"),
        ("quarterly", "2027-01-20", 0, "2027-Q1"),
        ("quarterly", "2027-01-20", 1, "2026-Q4"),
        ("quarterly", "2027-12-31", 5, "2026-Q3"),
        ("monthly", "2027-01-28", 0, "2027-01"),
        ("monthly", "2027-01-28", 1, "2026-12"),
        ("monthly", "2027-12-28", 24, "2025-12"),
        ("weekly", "2027-01-04", None, None),
    ],
)
def test_a_release_covers_the_period_its_lag_before(
    frequency: str, declared: str, lag: int | None, covered: str | None
) -> None:
    assert period(frequency, at(declared), lag) == covered


def test_only_what_has_a_schedule_is_planned() -> None:
    plans = planned([dataset(), dataset(name="vineyard_yield", release=None)])
    assert [one.dataset for one in plans] == ["orchard_yield"]
    assert plans[0].schedule == dataset().release


@st.composite
def changed_plans(draw: st.DrawFn) -> Planned:
    """A rule with some of its dates of 2027 moved within the year, once or twice, or cancelled."""
    rule = draw(st.sampled_from(RULES))
    declared = [one.declared for one in announcements(plan(rule=rule), SINCE, UNTIL, SINCE)]
    chosen = draw(st.lists(st.sampled_from(declared), unique=True, max_size=6))
    moves = draw(st.lists(st.integers(1, 2), min_size=len(chosen), max_size=len(chosen)))
    changes: list[dict[str, Any]] = []
    for number, (was, steps) in enumerate(zip(chosen, moves, strict=True)):
        for step in range(steps):
            days = draw(st.integers(0, 363))
            becomes = SINCE + timedelta(days=days, hours=13, minutes=2 * number + step)
            cancelled = step == steps - 1 and draw(st.booleans())
            announced = draw(st.dates(SINCE.date() - timedelta(60), SINCE.date())) if step == 0 else SINCE.date()
            changes.append(
                {"was": was, "becomes": None if cancelled else becomes, "reason": WHY, "announced": announced}
            )
            was = becomes
    return plan(rule=rule, changes=changes)


nows = st.datetimes(datetime(2026, 10, 1), datetime(2027, 12, 31), timezones=st.just(CITY))


@given(changed_plans(), nows)
def test_every_date_of_the_rule_is_told_once_and_in_order(of: Planned, now: datetime) -> None:
    found = announcements(of, SINCE, UNTIL, now)
    unchanged = announcements(plan(rule=of.schedule.rule), SINCE, UNTIL, now)
    assert sorted(one.declared for one in found) == [one.at for one in unchanged]
    assert [one.at for one in found] == sorted(one.at for one in found)


@given(changed_plans(), nows)
def test_the_state_follows_from_what_is_known_and_how_far_it_is(of: Planned, now: datetime) -> None:
    for one in announcements(of, SINCE, UNTIL, now):
        assert all(step.announced <= now.date() for step in one.changes)
        days = (one.at.date() - now.date()).days
        if one.changes:
            last = one.changes[-1]
            assert (one.state, one.at) in {("changed", last.becomes), ("cancelled", last.was)}
            assert (one.state == "cancelled") == (last.becomes is None)
        else:
            assert one.at == one.declared
            assert one.state == ("confirmed" if days <= CONFIRMED_DAYS else "provisional")


@given(changed_plans(), st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(CITY)))
def test_the_next_release_is_the_first_announced_one_that_stands(of: Planned, now: datetime) -> None:
    standing = [one.at for one in announcements(of, now, at("2030-01-01"), now) if one.state != "cancelled"]
    assert next_release(of.schedule, now) == min(moment for moment in standing if moment > now)


def test_after_the_last_date_there_is_no_next_one() -> None:
    schedule = plan(dates=["2027-01-28 10:00"]).schedule
    assert next_release(schedule, at("2027-01-28 09:59")) == at("2027-01-28 10:00")
    assert next_release(schedule, at("2027-01-28 10:00")) is None


def test_a_change_is_followed_from_the_day_on_which_it_is_announced() -> None:
    assert next_release(MOVED.schedule, at("2026-12-31 08:00")) == at("2027-02-04 10:00")
    assert next_release(MOVED.schedule, at("2027-02-01 00:00")) == at("2027-02-28 10:00")


def test_the_year_ahead_begins_with_today_whole_and_ends_before_the_same_day() -> None:
    found = year_ahead([plan(rule=MONTHLY)], at("2027-01-28 22:00"))
    assert (found[0].at, found[-1].at, len(found)) == (at("2027-01-28 10:00"), at("2027-12-28 10:00"), 12)


def test_twelve_months_from_a_leap_day_end_in_february() -> None:
    assert twelve_months(at("2028-02-29 12:00")) == (at("2028-02-29"), at("2029-02-28"))


def test_what_comes_every_week_is_told_by_its_rhythm_and_its_changes_one_by_one() -> None:
    moved = change("2027-02-01 09:00", "2027-02-02 09:00")
    weekly = plan("weekly", rule="0 9 * * 1", changes=[moved])
    alone = often(year_ahead([weekly], SINCE))["orchard_yield"]
    assert all(not one.changes for one in alone)
    assert rhythm(alone).zh == "每周一 09:00"
    assert rhythm(alone).en == "every Monday at 09:00"
    assert often(year_ahead([plan(rule=MONTHLY)], SINCE)) == {}
