"""Seals and publishes a second release of a small home again and again, each time killed one file operation later.

    python -m tests.faults.killed FOLDER

prints a line of JSON for each kill: what was public then, and what after the next run. A process of its own: it forks,
and a fork must not inherit anybody's threads.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
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
_OPERATIONS = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.symlink"}


def release(home: Home, value: str, at: datetime) -> None:
    """One whole release: seal, arm, publish; what a run before has finished is not done again."""
    seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)
    sealed = newest(home.sealed, NAME)
    assert sealed is not None
    publish_due(home, at)
    arm(home, [Due(dataset=NAME, version=sealed.version, effective_at=at)], SYNTHETIC, at)
    publish_due(home, at)


def killed_before(operation: int, root: Path) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that ends the process, without any clean-up, before the nth change to files below a folder."""
    left = operation

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event not in _OPERATIONS or not str(arguments[0]).startswith(str(root)) or _only_reads(event, arguments):
            return
        left -= 1
        if left < 0:
            os._exit(KILLED)

    return hook


def _only_reads(event: str, arguments: tuple[object, ...]) -> bool:
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    return event == "open" and not (isinstance(arguments[2], int) and arguments[2] & writes)


def kills(module: str, folder: Path) -> list[dict[str, Any]]:
    """What a module of this kind prints of each kill; all but the last run were killed."""
    command = [sys.executable, "-m", module, str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [kill["ended"] for kill in found] == [*[KILLED] * (len(found) - 1), 0]
    return found


def in_a_child(work: Callable[[], None], hook: Callable[[str, tuple[object, ...]], None] | None = None) -> int:
    """Do it in a forked process; returns how that ended."""
    child = os.fork()
    if child == 0:
        if hook:
            sys.addaudithook(hook)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


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


def tree(home: Home) -> dict[str, str]:
    """Every public file with its sha256."""
    places = (home.releases, home.site)
    return {
        str(path.relative_to(home.root)): sha256(path)
        for place in places
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def main() -> None:
    """Kill at the first operation, the second … until a run gets through."""
    root = Path(sys.argv[1])
    template = Home(root / "template").prepare()
    assert in_a_child(lambda: release(template, "1", FIRST)) == 0
    whole = Home(root / "whole")
    shutil.copytree(template.root, whole.root)
    assert in_a_child(lambda: release(whole, "2", SECOND)) == 0
    for operation in range(10_000):
        home = Home(root / "killed")
        shutil.copytree(template.root, home.root)
        ended = in_a_child(lambda home=home: release(home, "2", SECOND), killed_before(operation, home.root))
        then = public(home, SECOND)
        assert in_a_child(lambda home=home: release(home, "2", SECOND)) == 0
        edition = current(home)
        after = {"version": edition and edition.releases[NAME], "same_bytes": tree(home) == tree(whole)}
        print(json.dumps({"operation": operation, "ended": ended, "then": then, "after": after}))
        shutil.rmtree(home.root)
        if ended != KILLED:
            return


if __name__ == "__main__":
    main()
