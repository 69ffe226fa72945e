"""Killed anywhere, a takedown leaves a site that can be shown, and the next run leaves nothing of what had to go."""

import json
import subprocess
import sys
from pathlib import Path

from published.home import PROJECT
from tests.faults.killed import KILLED


def test_a_takedown_killed_anywhere_is_finished_by_the_next_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.taking_down", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(kills) > 5 and kills[-1]["ended"] == 0
    assert all(kill["ended"] == KILLED for kill in kills[:-1])
    for kill in kills:
        assert kill["then"] in ("1.0", "1.1"), kill
        assert kill["after"] == {"shown": "1.0", "left": [], "faults": []}, kill
