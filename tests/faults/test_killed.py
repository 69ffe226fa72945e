"""Killed before any file operation of a release, the old or the new one is public and whole; the next run finishes."""

import json
import subprocess
import sys
from pathlib import Path

from published.home import PROJECT
from tests.faults.killed import KILLED


def test_a_release_killed_anywhere_is_finished_by_the_next_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.killed", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(kills) > 50 and kills[-1]["ended"] == 0
    assert all(kill["ended"] == KILLED for kill in kills[:-1])
    for kill in kills:
        assert kill["then"]["whole"] and kill["then"]["version"] in ("1.0", "1.1"), kill
        assert kill["after"] == {"version": "1.1", "same_bytes": True}, kill
    versions = [kill["then"]["version"] for kill in kills]
    assert versions == sorted(versions) and set(versions) == {"1.0", "1.1"}, "at one operation old becomes new"
