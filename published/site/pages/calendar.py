"""The page of the release calendar: months of days of releases, and one line for what comes every week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from published.calendar import often, rhythm
from published.site.announced import Line, YearAhead
from published.site.language import Language
from published.vocabulary import Text


@dataclass(frozen=True)
class Day:
    """A day with its releases."""

    day: date
    weekday: str
    away: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Month:
    """A month with its days of releases; none where nothing is due."""

    first: date
    days: tuple[Day, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All releases of the month."""
        return tuple(line for day in self.days for line in day.lines)


@dataclass(frozen=True)
class Regular:
    """A dataset that is released so often that its rhythm says more than its dates."""

    line: Line
    """The next release."""
    rhythm: Text


@dataclass(frozen=True)
class CalendarPage:
    """The next day with a release, then month by month, then what comes every week."""

    next: Day | None
    months: tuple[Month, ...]
    regular: tuple[Regular, ...]
    changed: int


def calendar_page(year: YearAhead, language: Language) -> CalendarPage:
    """The page of the twelve months."""
    folded = often(line.one for line in year.lines)
    single = [line for line in year.lines if line.one.changes or line.one.dataset not in folded]
    today = year.since.date()
    days = [_day(day, tuple(found), today, language) for day, found in groupby(single, lambda line: line.one.at.date())]
    standing = (
        _day(one.day, tuple(_standing(one.lines)), today, language) for one in days if any(_standing(one.lines))
    )
    return CalendarPage(
        next=next(standing, None),
        months=tuple(_months(days, today, year.until.date())),
        regular=tuple(
            Regular(next(line for line in year.lines if line.one == found[0]), rhythm(found))
            for _, found in sorted(folded.items())
        ),
        changed=sum(bool(line.one.changes) for line in single),
    )


def _standing(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if line.one.state != "cancelled")


def _months(days: list[Day], since: date, until: date) -> Iterable[Month]:
    """Every month from the first to the last, those without a release too."""
    first = since.replace(day=1)
    while first < until:
        yield Month(first, tuple(day for day in days if day.day.replace(day=1) == first))
        first = (first + timedelta(days=31)).replace(day=1)


def _day(day: date, lines: tuple[Line, ...], today: date, language: Language) -> Day:
    return Day(day, language.weekday(day), _away((day - today).days, language), lines)


def _away(days: int, language: Language) -> str:
    near = {0: language.say("今天"), 1: language.say("明天")}
    return near.get(days) or language.count("%(num)s 天后", "%(num)s 天后", days)
