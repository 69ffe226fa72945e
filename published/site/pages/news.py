"""What the home page tells of the day: the next releases, and the latest notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from published.calendar import often
from published.notices import Notice
from published.schedule import CITY
from published.site.announced import Line, YearAhead
from published.vocabulary import Text

NEXT, LATEST = 3, 5
_SEVERAL = 2


@dataclass(frozen=True)
class Told:
    """A notice, or several of one kind at one instant as one (`count`)."""

    at: datetime
    kind: str
    title: Text
    link: str
    count: int


def next_releases(year: YearAhead) -> tuple[Line, ...]:
    """The next releases that stand and are not of every week."""
    folded = often(line.one for line in year.lines)
    standing = (line for line in year.lines if line.one.state != "cancelled" and line.one.dataset not in folded)
    return tuple(standing)[:NEXT]


def latest(notices: Sequence[Notice]) -> tuple[Told, ...]:
    """The latest notices, newest first; more than two first releases of one minute are told together."""
    told: list[Told] = []
    for (at, kind), group in groupby(notices, lambda one: (one.at, one.kind)):
        found = list(group)
        local = at.astimezone(CITY)
        if kind == "release" and len(found) > _SEVERAL:
            told.append(Told(local, kind, found[0].title, "/releases/", len(found)))
        else:
            told += [Told(local, kind, one.title, one.link, 1) for one in found]
    return tuple(told[:LATEST])
