"""Who prepared, explained, signed or took down which release, and when: an append-only log, one line of JSON each."""

import logging
from datetime import datetime
from functools import cache
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from orchestration.ledger import append_line
from published.home import Home
from published.revision_policy import Stated
from published.verdict import Acknowledged
from published.vocabulary import Frozen, Text

log = logging.getLogger("yongzhuan")


class Prepared(Frozen):
    """That a version was built, judged and sealed: when and under which account."""

    act: Literal["prepared"] = "prepared"
    at: datetime
    account: str
    dataset: str
    version: str


class Signed(Frozen):
    """That a version, as its manifest has it, becomes public at a minute: signed when, by whom, and why."""

    act: Literal["signed"] = "signed"
    at: datetime
    by: str
    account: str
    dataset: str
    version: str
    manifest_sha256: str
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


class Answered(Frozen):
    """That a person answers for the failed checks of one candidate, which are then no reason to hold it."""

    act: Literal["answered"] = "answered"
    at: datetime
    by: str
    account: str
    dataset: str
    candidate: str
    acknowledged: Acknowledged


class TakenBack(Frozen):
    """That a signature whose minute had not come counts no more, and why."""

    act: Literal["taken_back"] = "taken_back"
    at: datetime
    by: str
    account: str
    dataset: str
    version: str
    reason: str


class HandedOut(Frozen):
    """That somebody of the list was given a version before its minute, encrypted, in a file with that sha256."""

    act: Literal["handed_out"] = "handed_out"
    at: datetime
    account: str
    dataset: str
    version: str
    to: str
    effective_at: datetime
    sha256: str


class TakenDown(Frozen):
    """That versions are erased, on which legal ground; `instead`: the earlier version that is shown from then on."""

    act: Literal["taken_down"] = "taken_down"
    at: datetime
    by: str
    account: str
    dataset: str
    versions: tuple[str, ...]
    ground: Text
    instead: Signed | None = None


Entry = Prepared | Signed | Explained | Answered | TakenBack | HandedOut | TakenDown
_LINE: TypeAdapter[Entry] = TypeAdapter(Entry)


def entries(home: Home) -> tuple[Entry, ...]:
    """The whole log, in the order of writing."""
    path = home.desk / "log.jsonl"
    if not path.exists():
        return ()
    read = map(_entry, path.read_bytes().split(b"\n"))
    return tuple(entry for entry in read if entry)


def add(home: Home, entry: Entry) -> None:
    """Write an entry behind all others; it is on the disk when this returns."""
    append_line(home.desk / "log.jsonl", entry.model_dump_json().encode())


def taken_down(home: Home) -> dict[str, dict[str, Text]]:
    """Dataset ► version ► ground of everything that was ever taken down."""
    found: dict[str, dict[str, Text]] = {}
    for one in entries(home):
        if isinstance(one, TakenDown):
            found.setdefault(one.dataset, {}).update(dict.fromkeys(one.versions, one.ground))
    return found


@cache
def _entry(line: bytes) -> Entry | None:
    """None for a line that a crash left unfinished: nobody was told that it counts."""
    if not line:
        return None
    try:
        return _LINE.validate_json(line)
    except ValidationError:
        log.warning("签发日志中有一行不完整，未计：%s", line[:80].decode("utf-8", "replace"))
        return None
