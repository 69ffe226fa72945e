"""Killed anywhere, a takedown leaves a site that can be shown, and the next run leaves nothing of what had to go."""

from pathlib import Path

from tests.faults.killed import kills


def test_a_takedown_killed_anywhere_is_finished_by_the_next_run(tmp_path: Path) -> None:
    found = kills("tests.faults.taking_down", tmp_path)
    assert len(found) > 5
    for kill in found:
        assert kill["then"] in ("1.0", "1.1"), kill
        assert kill["after"] == {"shown": "1.0", "left": [], "faults": []}, kill
