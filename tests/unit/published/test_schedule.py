"""A schedule is a rule or dates in the city's time, and changes that hold together."""

from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest

from published.schedule import CITY, Schedule

WHY = {"zh": "资料晚到。", "en": "The data came late."}
QUARTERS = "0 10 20 1,4,7,10 *"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def change(was: str, becomes: str | None = None, announced: str = "2026-12-01") -> dict[str, Any]:
    return {"was": was, "becomes": becomes, "reason": WHY, "announced": announced}


def schedule(**told: Any) -> Schedule:
    return Schedule.model_validate(told)


def test_a_rule_is_read_in_the_citys_time() -> None:
    found = list(islice(schedule(rule=QUARTERS).occurrences(datetime(2026, 12, 31, tzinfo=UTC)), 2))
    assert [moment.isoformat() for moment in found] == ["2027-01-20T10:00:00+08:00", "2027-04-20T10:00:00+08:00"]


def test_a_date_counts_from_its_own_minute_on() -> None:
    one = schedule(rule=QUARTERS)
    assert next(one.occurrences(at("2027-01-20 10:00"))) == at("2027-01-20 10:00")
    assert next(one.occurrences(at("2027-01-20 10:00:01"))) == at("2027-04-20 10:00")


def test_single_dates_come_in_order_whatever_the_order_they_stand_in() -> None:
    one = schedule(dates=["2027-03-01 10:00", "2026-12-31T02:00:00Z"])
    assert list(one.occurrences(at("2026-01-01"))) == [at("2026-12-31 10:00"), at("2027-03-01 10:00")]


def test_a_schedule_comes_back_from_its_file_as_it_was() -> None:
    one = schedule(dates=["2027-03-01 10:00"], lag=1, changes=[change("2027-03-01 10:00", "2027-03-08 10:00")])
    assert Schedule.model_validate_json(one.model_dump_json()) == one


def test_a_date_may_be_moved_back_and_forth() -> None:
    there, back = change("2027-01-20 10:00", "2027-02-01 10:00"), change("2027-02-01 10:00", "2027-01-20 10:00")
    one = schedule(rule=QUARTERS, changes=[there, back, there])
    ((declared, chain),) = one.chains().items()
    assert declared == at("2027-01-20 10:00")
    assert [step.becomes for step in chain] == [at("2027-02-01 10:00"), declared, at("2027-02-01 10:00")]


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({}, "needs either a rule or dates"),
        ({"rule": QUARTERS, "dates": ["2027-03-01 10:00"]}, "needs either a rule or dates"),
        ({"dates": ["2027-03-01 10:00", "2027-03-01 10:00"]}, "declared twice"),
        ({"rule": "every spring"}, "'every spring' is no cron expression of five fields"),
        ({"rule": "0 0 10 1 3 *"}, "no cron expression of five fields"),
        ({"rule": "0 25 1 3 *"}, "'0 25 1 3 *' is no cron expression: Bad hour"),
        ({"rule": "0 10 30 2 *"}, "'0 10 30 2 *' is no cron expression: Bad day-of-month"),
        ({"rule": QUARTERS, "lag": -1}, "greater than or equal to 0"),
    ],
)
def test_what_says_no_date_is_refused(told: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint.replace("*", r"\*")):
        schedule(**told)


JANUARY, APRIL, MAY = "2027-01-20 10:00", "2027-04-20 10:00", "2027-05-04 10:00"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ([change("2027-01-21 10:00")], "no release is due on 2027-01-21 10:00"),
        ([change("2027-01-20 10:01")], "no release is due on 2027-01-20 10:01"),
        ([change(JANUARY, MAY), change(JANUARY)], f"the release of {JANUARY} is changed twice"),
        ([change(JANUARY), change(JANUARY, MAY)], f"the release of {JANUARY} is changed twice"),
        ([change(JANUARY, APRIL)], f"{JANUARY} cannot become {APRIL}: taken"),
        ([change(JANUARY, JANUARY)], f"{JANUARY} cannot become {JANUARY}: taken"),
        ([change(JANUARY, MAY), change(APRIL, MAY)], f"{APRIL} cannot become {MAY}: taken"),
        ([change(JANUARY, MAY), change(MAY, announced="2026-11-30")], f"change of {MAY} is announced before"),
    ],
)
def test_a_change_that_meets_no_date_or_hits_another_is_refused(changes: list[Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        schedule(rule=QUARTERS, changes=changes)


def test_the_place_of_a_moved_date_is_free() -> None:
    one = schedule(rule=QUARTERS, changes=[change(APRIL, MAY), change(JANUARY, APRIL)])
    assert set(one.chains()) == {at(JANUARY), at(APRIL)}


def test_the_day_on_which_a_change_is_told_is_a_day() -> None:
    assert schedule(rule=QUARTERS, changes=[change(JANUARY)]).changes[0].announced == date(2026, 12, 1)
