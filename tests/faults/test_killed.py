"""Killed before any file operation of a release, the old or the new one is public and whole; the next run finishes."""

from pathlib import Path

from tests.faults.killed import kills


def test_a_release_killed_anywhere_is_finished_by_the_next_run(tmp_path: Path) -> None:
    found = kills("tests.faults.killed", tmp_path)
    assert len(found) > 50
    for kill in found:
        assert kill["as_killed"], kill
        assert kill["then"]["whole"] and kill["then"]["version"] in ("1.0", "1.1"), kill
        assert kill["after"] == {"version": "1.1", "same_bytes": True}, kill
    versions = [kill["then"]["version"] for kill in found]
    assert versions == sorted(versions) and set(versions) == {"1.0", "1.1"}, "at one operation old becomes new"
