"""Who opened the raw zone, when, what of it, and by which command: raw/access.jsonl, only ever appended to."""

import os
import pwd
import sys
from datetime import UTC, datetime
from pathlib import Path

from orchestration.ledger import append_line
from published.vocabulary import Frozen


class Access(Frozen):
    """One opening; `what` are folders of snapshots under raw."""

    at: datetime
    who: str
    pid: int
    why: str
    what: tuple[str, ...]


def opened(raw: Path, *what: Path | str) -> None:
    """Write down that this process opens these folders; to be called before the first byte is read."""
    command = [Path(sys.argv[0]).name, *sys.argv[1:]]
    names = tuple(str(path.relative_to(raw)) if isinstance(path, Path) else path for path in what)
    access = Access(at=datetime.now(UTC), who=user(), pid=os.getpid(), why=" ".join(command), what=names)
    append_line(raw / "access.jsonl", access.model_dump_json().encode())


def accesses(raw: Path) -> list[Access]:
    """Every opening written down, oldest first."""
    path = raw / "access.jsonl"
    return [Access.model_validate_json(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def user() -> str:
    """The account of this process and, under sudo, who called it."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = str(os.getuid())
    caller = os.environ.get("SUDO_USER")
    return f"{name} (sudo: {caller})" if caller else name
