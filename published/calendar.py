"""The release calendar: what is announced, computed from the declared schedules and the clock, nothing else.

It is read by day: what a page says in the morning it says until midnight in the city.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Literal

from published.dataset import Dataset
from published.schedule import CITY, Change, Schedule, known
from published.vocabulary import Frozen, Text

State = Literal["provisional", "confirmed", "changed", "cancelled"]
STATES: dict[State, Text] = {
    "provisional": Text(zh="暂定", en="provisional"),
    "confirmed": Text(zh="已确定", en="confirmed"),
    "changed": Text(zh="已改期", en="changed"),
    "cancelled": Text(zh="已取消", en="cancelled"),
}
CONFIRMED_DAYS = 28
"""From four weeks before its day a date is confirmed, as British official statistics do it."""
OFTEN = 26
"""A dataset with more dates a year than this is told by its rhythm, not date by date."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Planned(Frozen):
    """What an edition tells of a dataset's releases to come."""

    dataset: str
    title: Text
    frequency: str
    owner: str
    schedule: Schedule


class Announcement(Frozen):
    """One release to come: what it covers, when it is due, how firm that is, and the dates it had before."""

    dataset: str
    period: str | None
    declared: datetime
    """The date as the schedule first gave it: what stays the same whatever becomes of it."""
    at: datetime
    state: State
    changes: tuple[Change, ...]


def planned(datasets: Iterable[Dataset]) -> tuple[Planned, ...]:
    """What is to be told of the datasets that have a schedule."""
    return tuple(
        Planned(dataset=one.name, title=one.title, frequency=one.frequency, owner=one.owner, schedule=one.release)
        for one in datasets
        if one.release is not None
    )


def announcements(plan: Planned, since: datetime, until: datetime, now: datetime) -> tuple[Announcement, ...]:
    """The releases of a dataset from `since` up to but without `until`, in order, as they are announced by `now`."""
    chains = plan.schedule.chains()
    declared = takewhile(lambda moment: moment < until, plan.schedule.occurrences(since))
    today = now.astimezone(CITY).date()
    told = (_announced(plan, moment, chains.get(moment, ()), today) for moment in {*declared, *chains})
    return tuple(sorted((one for one in told if since <= one.at < until), key=lambda one: (one.at, one.declared)))


def next_release(schedule: Schedule, after: datetime) -> datetime | None:
    """The first date after that moment, by what is announced then; None where no more are declared."""
    chains = {declared: known(chain, after.astimezone(CITY).date()) for declared, chain in schedule.chains().items()}
    due = [(chain[-1].becomes if chain else declared) for declared, chain in chains.items()]
    untouched = (moment for moment in schedule.occurrences(after) if moment > after and moment not in chains)
    return min((moment for moment in [*due, next(untouched, None)] if moment and moment > after), default=None)


def year_ahead(plans: Iterable[Planned], now: datetime) -> tuple[Announcement, ...]:
    """Everything announced from today, the whole day, for twelve months, in order."""
    since, until = twelve_months(now)
    told = [one for plan in plans for one in announcements(plan, since, until, now)]
    return tuple(sorted(told, key=lambda one: (one.at, one.dataset)))


def twelve_months(now: datetime) -> tuple[datetime, datetime]:
    """Midnight in the city at which today began, and twelve months later."""
    since = now.astimezone(CITY).replace(hour=0, minute=0, second=0, microsecond=0)
    leap_day = (since.month, since.day) == (2, 29)
    return since, since.replace(year=since.year + 1, day=28 if leap_day else since.day)


def often(told: Iterable[Announcement]) -> dict[str, tuple[Announcement, ...]]:
    """Dataset ► its unchanged dates, for those that have so many that the rhythm says more."""
    regular: dict[str, list[Announcement]] = {}
    for one in told:
        if not one.changes:
            regular.setdefault(one.dataset, []).append(one)
    return {dataset: tuple(found) for dataset, found in regular.items() if len(found) > OFTEN}


def rhythm(told: Sequence[Announcement]) -> Text:
    """On which weekdays at what time these dates are."""
    days = sorted({one.at.weekday() for one in told})
    times = "、".join(sorted({f"{one.at:%H:%M}" for one in told}))
    return Text(
        zh=f"每周{'、'.join('一二三四五六日'[day] for day in days)} {times}",
        en=f"every {' and '.join(_WEEKDAYS[day] for day in days)} at {times.replace('、', ' and ')}",
    )


def _announced(plan: Planned, declared: datetime, chain: tuple[Change, ...], today: date) -> Announcement:
    changes = known(chain, today)
    at = (changes[-1].becomes or changes[-1].was) if changes else declared
    return Announcement(
        dataset=plan.dataset,
        period=period(plan.frequency, declared, plan.schedule.lag),
        declared=declared,
        at=at,
        state=_state(changes, at, today),
        changes=changes,
    )


def _state(changes: tuple[Change, ...], at: datetime, today: date) -> State:
    if changes:
        return "changed" if changes[-1].becomes else "cancelled"
    return "confirmed" if at.date() - today <= timedelta(days=CONFIRMED_DAYS) else "provisional"


def period(frequency: str, declared: datetime, lag: int | None) -> str | None:
    """The newest whole period that a release declared for then covers, as the datasets write it."""
    if lag is None:
        return None
    if frequency == "annual":
        return str(declared.year - lag)
    if frequency == "quarterly":
        year, quarter = divmod(declared.year * 4 + (declared.month - 1) // 3 - lag, 4)
        return f"{year}-Q{quarter + 1}"
    year, month = divmod(declared.year * 12 + declared.month - 1 - lag, 12)
    return f"{year}-{month + 1:02}"
