"""Who prepared and who signed which release, and for which minute: an append-only log, one line of JSON each."""

import getpass
import os
from datetime import datetime
from typing import Literal

from published.home import Home
from published.vocabulary import Frozen

Act = Literal["prepared", "signed"]


class Entry(Frozen):
    """That a version was prepared or signed: when and by whom under which account; signed for which minute and why."""

    act: Act
    at: datetime
    by: str
    account: str
    dataset: str
    version: str
    effective_at: datetime | None = None
    reason: str | None = None


def entries(home: Home) -> tuple[Entry, ...]:
    """The whole log, in the order of writing."""
    log = home.desk / "log.jsonl"
    if not log.exists():
        return ()
    return tuple(map(Entry.model_validate_json, log.read_text(encoding="utf-8").splitlines()))


def add(home: Home, entry: Entry) -> None:
    """Write an entry behind all others; it is on the disk when this returns."""
    with (home.desk / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(entry.model_dump_json(exclude_none=True) + "\n")
        log.flush()
        os.fsync(log.fileno())


def account() -> str:
    """The account under which this runs."""
    return getpass.getuser()
