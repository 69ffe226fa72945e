"""The ledger of a feed: every delivery that ever came, in order, one JSON line each."""

import os
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from published.vocabulary import Frozen, Text

Outcome = Literal["new", "same_bytes", "same_rows", "copy", "refused"]


class Entry(Frozen):
    """One delivery: what came, what became of it, and the snapshot folder that was current afterwards.

    `headers` is what the sender said of bytes that were fetched; a delivery that it said is unchanged has none.
    `notes` say what it took the place of, came after or repeats.
    """

    at: datetime
    file: str
    size: int | None = None
    sha256: str | None = None
    rows_sha256: str | None = None
    outcome: Outcome
    snapshot: str | None = None
    reason: str | None = None
    headers: dict[str, str] | None = None
    notes: tuple[Text, ...] | None = None


class Ledger:
    """The entries in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, entry: Entry) -> None:
        """Write one line durably."""
        append_line(self.path, entry.model_dump_json(exclude_none=True).encode())

    def entries(self) -> list[Entry]:
        """All entries, oldest first; unfinished lines are passed over."""
        if not self.path.exists():
            return []
        found = (_entry(line) for line in self.path.read_bytes().splitlines())
        return [entry for entry in found if entry]


def append_line(path: Path, content: bytes) -> None:
    """Add a line to a file of its owner's alone; a line that a crash left unfinished does not swallow it."""
    line = content + b"\n"
    lines = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(lines).st_size
        torn = size and os.pread(lines, 1, size - 1) != b"\n"
        os.write(lines, b"\n" + line if torn else line)
        os.fsync(lines)
    finally:
        os.close(lines)


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None
