"""What is still to be sent to whom, and when it is tried again: a function of the log, the editions and the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestration.notices.outbox import Act
from published.bulletins import Bulletin

GIVEN_UP_AFTER = timedelta(days=7)
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)
_LATE_DOUBLINGS = 10


@dataclass(frozen=True)
class Waiting:
    """A bulletin that a receiver has not taken: since when it was tried, and when it is to be tried again."""

    to: str
    bulletin: Bulletin
    first_tried: datetime | None
    again: datetime

    def hopeless(self, now: datetime) -> bool:
        """Whether it was tried for so long that it is given up when it fails once more."""
        return self.first_tried is not None and now - self.first_tried >= GIVEN_UP_AFTER


def strangers(acts: Iterable[Act], receivers: Iterable[str]) -> list[str]:
    """Receivers that the log does not know: they are told of what comes from now on."""
    known = {act.to for act in acts if act.outcome == "joined"}
    return [to for to in dict.fromkeys(receivers) if to not in known]


def earliest(acts: Iterable[Act], receivers: Iterable[str]) -> datetime | None:
    """From which instant on bulletins may be outstanding; None where nobody is to be told."""
    of = _by_receiver(acts, receivers)
    return min((_from(mine) for mine in of.values() if mine), default=None)


def outstanding(acts: Iterable[Act], receivers: Iterable[str], told: Iterable[Bulletin]) -> tuple[Waiting, ...]:
    """What each receiver is still to be sent, in the order of time; it has what it took and what was given up."""
    bulletins = tuple(told)
    found = [_waiting(to, mine, one) for to, mine in _by_receiver(acts, receivers).items() for one in bulletins if mine]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.bulletin.at, one.to)))


def _waiting(to: str, acts: list[Act], bulletin: Bulletin) -> Waiting | None:
    of_it = [act for act in acts if act.message == bulletin.id]
    closed = any(act.outcome in ("delivered", "given_up") for act in of_it)
    if closed or (not of_it and bulletin.at < _mark(acts)):
        return None
    tries = [act.at for act in of_it]
    again = tries[-1] + _pause(len(tries)) if tries else bulletin.at
    return Waiting(to, bulletin, tries[0] if tries else None, again)


def _pause(tries: int) -> timedelta:
    """Doubles with every try."""
    doublings: int = 2 ** min(tries - 1, _LATE_DOUBLINGS)
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * doublings)


def _mark(acts: list[Act]) -> datetime:
    """What is older and not in the log was no business of the receiver: bulletins are tried in the order of time."""
    return max(act.told_at for act in acts)


def _from(acts: list[Act]) -> datetime:
    closed = {act.message for act in acts if act.outcome in ("delivered", "given_up")}
    return min([_mark(acts), *(act.told_at for act in acts if act.outcome == "failed" and act.message not in closed)])


def _by_receiver(acts: Iterable[Act], receivers: Iterable[str]) -> dict[str, list[Act]]:
    known = tuple(act for act in acts if act.about == "notices")
    return {to: [act for act in known if act.to == to] for to in dict.fromkeys(receivers)}
