"""Who prepared, explained and signed which release, for which minute: an append-only log, one line of JSON each."""

from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from orchestration.ledger import append_line
from published.home import Home
from published.revision_policy import Stated
from published.vocabulary import Frozen


class Prepared(Frozen):
    """That a version was built, judged and sealed: when and under which account."""

    act: Literal["prepared"] = "prepared"
    at: datetime
    account: str
    dataset: str
    version: str


class Signed(Frozen):
    """That a version becomes public at a minute: signed when, by whom under which account, and why."""

    act: Literal["signed"] = "signed"
    at: datetime
    by: str
    account: str
    dataset: str
    version: str
    effective_at: datetime
    reason: str


class Explained(Frozen):
    """Why published figures of a dataset change with its next release, in a person's words."""

    act: Literal["explained"] = "explained"
    at: datetime
    by: str
    account: str
    dataset: str
    stated: Stated


Entry = Prepared | Signed | Explained
_LINE: TypeAdapter[Entry] = TypeAdapter(Entry)


def entries(home: Home) -> tuple[Entry, ...]:
    """The whole log, in the order of writing."""
    log = home.desk / "log.jsonl"
    if not log.exists():
        return ()
    return tuple(map(_LINE.validate_json, log.read_text(encoding="utf-8").splitlines()))


def add(home: Home, entry: Entry) -> None:
    """Write an entry behind all others; it is on the disk when this returns."""
    append_line(home.desk / "log.jsonl", entry.model_dump_json().encode())
