"""Whether a feed came when it was expected, and which announced releases wait for it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from published.calendar import next_release
from published.dataset import Dataset
from published.feed import Feed
from published.schedule import CITY, Schedule
from published.vocabulary import Frozen, Text

State = Literal["on_time", "due", "late"]
_BEFORE = timedelta(days=800)
"""So long before a delivery one was expected even where that is once in two years."""


class Release(Frozen):
    """A release to come that needs a feed."""

    dataset: str
    title: Text
    at: datetime


class Standing(Frozen):
    """How a feed stands: the first delivery that has not come, how late it is in days, and what it endangers.

    `expected` is None where nothing is expected any more.
    """

    feed: str
    state: State
    expected: datetime | None
    days: int = 0
    endangered: tuple[Release, ...] = ()


def standing(feed: Feed, delivered: Sequence[datetime], now: datetime, datasets: Iterable[Dataset]) -> Standing:
    """How a feed stands by the times of its deliveries; a delivery is for the expected date that it is nearest to."""
    expected = missing(feed.expected, delivered, now)
    if expected is None or expected > now:
        return Standing(feed=feed.key, state="on_time", expected=expected)
    days = (now.astimezone(CITY).date() - expected.astimezone(CITY).date()).days
    state: State = "late" if days > feed.grace_days else "due"
    endangered = _endangered(feed, now, datasets) if state == "late" else ()
    return Standing(feed=feed.key, state=state, expected=expected, days=days, endangered=endangered)


def missing(rule: Schedule, delivered: Sequence[datetime], now: datetime) -> datetime | None:
    """The first expected date without a delivery; of a feed that never came, the last one before now."""
    newest = max(delivered, default=None)
    since = (newest or now) - _BEFORE
    for before, after in pairwise(rule.occurrences(since)):
        if newest is None and after > now:
            return before
        if newest is not None and newest < before + (after - before) / 2:
            return after
    return None


def _endangered(feed: Feed, now: datetime, datasets: Iterable[Dataset]) -> tuple[Release, ...]:
    """The releases before another delivery is expected, or else the first one."""
    waits = [one for one in datasets if one.release and feed.key in one.feeds]
    dated = [(one, next_release(one.release, now)) for one in waits if one.release]
    known = sorted(
        (Release(dataset=one.name, title=one.title, at=at) for one, at in dated if at),
        key=lambda one: (one.at, one.dataset),
    )
    again = next(feed.expected.occurrences(now + timedelta(minutes=1)), None)
    return tuple(one for one in known if again and one.at <= again) or tuple(known[:1])
