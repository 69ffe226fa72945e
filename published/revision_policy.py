"""What a dataset says of its revisions ahead of time, and what a statistician says when one has come."""

from typing import Literal

from pydantic import Field, field_validator

from published.vocabulary import Frozen, Text

Stateable = Literal["routine", "benchmark", "classification", "method", "correction", "withdrawal"]
"""The reasons that a person gives; the others are found from the data (reasons.py)."""


class Stated(Frozen):
    """Why published figures have changed, in a person's words."""

    reason: Stateable
    note: Text


class Planned(Frozen):
    """A revision announced ahead: it comes together with the first figures of the period `arrives`.

    `periods`: `2018..2022`, either end may be open; the periods of a year are within the year.
    """

    reason: Stateable
    arrives: str
    periods: str
    note: Text

    @field_validator("periods")
    @classmethod
    def _is_a_range(cls, periods: str) -> str:
        first, dots, last = periods.partition("..")
        if not dots or (first and last and first > last):
            raise ValueError(f"periods {periods!r} must read: first..last")
        return periods

    def covers(self, period: str) -> bool:
        """Whether figures of that period are revised by it."""
        first, _, last = self.periods.partition("..")
        return period >= first and (not last or period[: len(last)] <= last)


class Denominator(Frozen):
    """What measures are divided by: the feed that it comes from, and the column that says which vintage of it was used.

    Another vintage opens the rows that show it to a revision of these measures, however old they are.
    """

    feed: str
    vintage: str
    measures: tuple[str, ...]


class Policy(Frozen):
    """Which published figures may change without anybody being asked.

    `routine`: the newest that many published periods are open to late returns. `announced`: the key column by which
    newer rows restate older ones, where all of them stay.
    """

    routine: int = Field(default=0, ge=0)
    planned: tuple[Planned, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    announced: str | None = None
