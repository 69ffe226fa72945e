"""The dates on which a dataset is released, as its YAML declares them, with every change that was announced."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import takewhile
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, Field, model_validator

from published.vocabulary import Frozen, Text

CITY = ZoneInfo("Asia/Shanghai")
_MINUTE = timedelta(minutes=1)


def in_the_city(moment: datetime) -> datetime:
    """What is declared without a zone is the city's time."""
    return moment.replace(tzinfo=CITY) if moment.tzinfo is None else moment.astimezone(CITY)


Moment = Annotated[datetime, AfterValidator(in_the_city)]


class Change(Frozen):
    """A date that does not hold: what it becomes (nothing: cancelled), why, and the day from which that is known."""

    was: Moment
    becomes: Moment | None = None
    reason: Text
    announced: date


class Schedule(Frozen):
    """When a dataset is released: a cron rule in Asia/Shanghai or single dates, and what became of some of them."""

    rule: str | None = None
    dates: tuple[Moment, ...] = ()
    lag: int | None = Field(default=None, ge=0)
    """How many periods before the one of the release date the newest whole period covered lies; None: no period."""
    changes: tuple[Change, ...] = ()
    sign_off: Literal["second_person", "anyone"] = "second_person"
    """Who may sign a release: another than who prepared it, or anyone."""

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if (self.rule is None) == (not self.dates):
            raise ValueError("a release needs either a rule or dates")
        if len(set(self.dates)) < len(self.dates):
            raise ValueError("the same release date is declared twice")
        if self.rule is not None:
            _gives_dates(self.rule)
        return self

    @model_validator(mode="after")
    def _changes_hold_together(self) -> Self:
        self.chains()
        return self

    def occurrences(self, since: datetime) -> Iterator[datetime]:
        """The dates as they were declared, from `since` on, in order, whatever became of them; a rule has no end."""
        if self.rule is None:
            return (found for found in sorted(self.dates) if found >= since)
        start = since.astimezone(CITY)
        return (found for found in CronSim(self.rule, start - _MINUTE) if found >= start)

    def declares(self, moment: datetime) -> bool:
        """Whether a release was declared for this moment."""
        return next(self.occurrences(moment), None) == moment

    def chains(self) -> dict[datetime, tuple[Change, ...]]:
        """Declared date ► its changes, oldest first; ValueError where a change meets no date or hits another one."""
        chains: dict[datetime, tuple[Change, ...]] = {}
        moved: dict[datetime, datetime] = {}
        for change in self.changes:
            declared = moved.pop(change.was, change.was)
            before = chains.get(declared, ())
            self._changes_a_date(change, before)
            if change.becomes is not None:
                if change.becomes in moved or (change.becomes not in chains and self.declares(change.becomes)):
                    raise ValueError(f"a release of {_said(change.was)} cannot become {_said(change.becomes)}: taken")
                moved[change.becomes] = declared
            chains[declared] = (*before, change)
        return chains

    def _changes_a_date(self, change: Change, before: tuple[Change, ...]) -> None:
        if before and before[-1].becomes != change.was:
            raise ValueError(f"the release of {_said(change.was)} is changed twice")
        if not before and not self.declares(change.was):
            raise ValueError(f"no release is due on {_said(change.was)}, so it cannot be changed")
        if before and before[-1].announced > change.announced:
            raise ValueError(f"the change of {_said(change.was)} is announced before the one that it changes")


def known(chain: tuple[Change, ...], today: date) -> tuple[Change, ...]:
    """The changes of one date that have been announced by then."""
    return tuple(takewhile(lambda change: change.announced <= today, chain))


@cache
def _gives_dates(rule: str) -> None:
    if len(rule.split()) != 5:
        raise ValueError(f"the rule {rule!r} is no cron expression of five fields")
    try:
        first = next(CronSim(rule, datetime(2000, 1, 1)), None)
    except CronSimError as error:
        raise ValueError(f"the rule {rule!r} is no cron expression: {error}") from error
    if first is None:
        raise ValueError(f"the rule {rule!r} never gives a date")


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
