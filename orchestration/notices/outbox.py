"""What was sent to whom: an append-only log below the desk, so that a crash neither loses a message nor forgets one.

A message is written down once it was taken; one that was sent before a crash and is not written down goes out again
under the same id.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from orchestration.ledger import append_line
from published.home import Home
from published.vocabulary import Frozen

Outcome = Literal["joined", "delivered", "failed", "given_up"]


class Act(Frozen):
    """What became of one try; `told_at` is the time of what the message tells, `to` names a receiver, no secret."""

    about: Literal["notices", "late"] = "notices"
    at: datetime
    to: str
    outcome: Outcome
    message: str = ""
    told_at: datetime
    why: str | None = None


def acts(home: Home) -> tuple[Act, ...]:
    """The whole log, in the order of writing; a line that a crash left unfinished is passed over."""
    log = home.desk / "outbox.jsonl"
    lines = log.read_bytes().splitlines() if log.exists() else []
    return tuple(Act.model_validate_json(line) for line in lines if line.endswith(b"}"))


def add(home: Home, act: Act) -> None:
    """Write an act behind all others; it is on the disk when this returns."""
    append_line(home.desk / "outbox.jsonl", act.model_dump_json(exclude_none=True).encode())


@contextmanager
def alone(home: Home) -> Iterator[bool]:
    """Whether nobody else is sending; while it lasts, nobody else begins to."""
    with (home.desk / ".outbox.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
