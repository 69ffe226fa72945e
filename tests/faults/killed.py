"""Seals and publishes a second release of a small home, and judges what every kill on the way would leave.

    python -m tests.faults.killed FOLDER

prints a line of JSON for each file operation: what is public of a process killed before it, and what after the next
run. A kill leaves what lies there at its moment: one process does the work and its home is copied before each
operation. Some are really killed, and leave the same. A process of its own: it forks, and a fork must not inherit
anybody's threads.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from published.arming import Due, arm, publish_due
from published.editions import current, folder, identify, latest
from published.folders import read_sums, sha256
from published.home import PROJECT, Home
from published.releases import newest, release_folder
from published.sealing import seal
from tests.unit.published.described import SYNTHETIC, proposal, row, table, unread

NAME = "orchard_yield"
FIRST = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SECOND = FIRST + timedelta(days=1)
KILLED = 9
REALLY = 20
"""Of so many operations one is really met by a kill."""
_OPERATIONS = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.symlink"}
_AT_RANDOM = re.compile(r"(?<=\.incoming-)[a-z0-9_]{8}(?=/|$)|(?<=/tmp)[a-z0-9_]{8}$")


def release(home: Home, value: str, at: datetime) -> None:
    """One whole release: seal, arm, publish; what a run before has finished is not done again."""
    seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)
    sealed = newest(home.sealed, NAME)
    assert sealed is not None
    publish_due(home, at)
    arm(home, [Due(dataset=NAME, version=sealed.version, effective_at=at)], SYNTHETIC, at)
    publish_due(home, at)


def before_each_change(root: Path, do: Callable[[], None]) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that does something before every change to files below a folder."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _OPERATIONS and str(arguments[0]).startswith(f"{root}/") and not _only_reads(event, arguments):
            do()

    return hook


def _only_reads(event: str, arguments: tuple[object, ...]) -> bool:
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    return event == "open" and not (isinstance(arguments[2], int) and arguments[2] & writes)


def kills(module: str, folder: Path) -> list[dict[str, Any]]:
    """What a module of this kind prints of each kill."""
    command = [sys.executable, "-m", module, str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def left_by_kills(home: Home, work: Callable[[Home], None]) -> Iterator[Home]:
    """The home as a process killed before its first change to files leaves it, its second …; last, unharmed.

    Each is a folder of its own that is gone when the next is asked for.
    """
    copies: list[Home] = []
    at_work = True

    def keep() -> None:
        if at_work:
            copies.append(copied(home, home.root.with_name(f"{home.root.name}-{len(copies)}")))

    sys.addaudithook(before_each_change(home.root, keep))
    work(home)
    at_work = False
    for left in [*copies, home]:
        yield left
        subprocess.run(["rm", "-r", left.root], check=True)


def copied(home: Home, root: Path) -> Home:
    """Every byte of a home at another place, by another process."""
    subprocess.run(["cp", "-a", home.root, root], check=True)
    return Home(root)


def in_a_child(work: Callable[[], None]) -> int:
    """Do it in a forked process; returns how that ended."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def really_killed(home: Home, before: int, work: Callable[[Home], None]) -> bool:
    """Whether a process at work was killed, without any clean-up, before its nth change to files, counted from 0."""
    left = iter(range(before))

    def at_work() -> None:
        sys.addaudithook(before_each_change(home.root, lambda: next(left, None) is None and os._exit(KILLED)))
        work(home)

    ended = in_a_child(at_work)
    assert ended in (0, KILLED)
    return ended == KILLED


def public(home: Home, at: datetime) -> dict[str, object]:
    """What a server shows then: the edition, its figures, and whether every file of its releases is whole."""
    shown = latest(home, identify(at))
    assert shown is not None
    edition = json.loads((folder(home, shown) / "edition.json").read_text(encoding="utf-8"))
    sealed = release_folder(home, NAME, edition["releases"][NAME])
    whole = all(sha256(sealed / name) == digest for name, digest in read_sums(sealed).items())
    database = folder(home, shown) / "open.db"
    inspected = json.loads((folder(home, shown) / "inspect.json").read_text(encoding="utf-8"))
    whole = whole and sha256(database) == inspected["open"]["hash"]
    return {"version": edition["releases"][NAME], "whole": whole}


def tree(home: Home, *places: Path) -> list[tuple[str, str]]:
    """Every file below some places of a home with its sha256, folders with none; random names count as equal."""
    found = (path for place in places for path in place.rglob("*"))
    named = ((_AT_RANDOM.sub("", f"/{path.relative_to(home.root)}"), path) for path in found)
    return sorted((name, sha256(path) if path.is_file() else "") for name, path in named)


def _second(home: Home) -> None:
    release(home, "2", SECOND)


def main() -> None:
    """Kill at the first operation, the second … until a run gets through."""
    root = Path(sys.argv[1])
    template = Home(root / "template").prepare()
    assert in_a_child(lambda: release(template, "1", FIRST)) == 0
    left_by = {}
    for operation in range(0, 10_000, REALLY):
        whole = copied(template, root / f"killed-{operation}")
        if not really_killed(whole, operation, _second):
            break
        left_by[operation] = tree(whole, whole.root)
    for operation, home in enumerate(left_by_kills(copied(template, root / "left"), _second)):
        as_killed = left_by.pop(operation, None) in (None, tree(home, home.root))
        then = public(home, SECOND)
        _second(home)
        edition = current(home)
        same = tree(home, home.releases, home.site) == tree(whole, whole.releases, whole.site)
        after = {"version": edition and edition.releases[NAME], "same_bytes": same}
        print(json.dumps({"operation": operation, "as_killed": as_killed, "then": then, "after": after}))
    assert not left_by, "every real kill was met"


if __name__ == "__main__":
    main()
