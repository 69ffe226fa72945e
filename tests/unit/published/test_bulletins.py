"""Notices are read newest first from the editions that have begun, and from no more editions than are asked for."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from published import bulletins
from published.arming import Due, arm, publish_due
from published.bulletins import corrected, newest, since
from published.calendar import planned
from published.editions import Edition, current, identify
from published.home import Home
from published.sealing import seal
from published.vocabulary import Text
from tests.unit.published.described import SYNTHETIC, dataset, proposal, row, table, unread

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
NAME = "orchard_yield"
MOVED = {
    "was": "2026-12-31 10:00",
    "becomes": "2027-01-08 10:00",
    "reason": {"zh": "资料晚到。", "en": "The data came late."},
    "announced": "2026-11-25",
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def public(home: Home, at: datetime, value: str) -> Edition:
    """An edition that shows another version from a minute on."""
    release = seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)
    assert release is not None
    moved = dataset(release={"rule": "0 10 31 12 *", "lag": 1, "changes": [MOVED]})
    arm(home, [Due(dataset=NAME, version=release.version, effective_at=at)], SYNTHETIC, at, planned([moved]))
    return publish_due(home, at)[-1]


def test_newest_first_and_a_calendar_change_on_its_day(home: Home) -> None:
    first = public(home, NOW, "1")
    day = datetime.fromisoformat("2026-11-25T00:00:00+08:00")
    told = [(one.kind, one.at) for one in newest(home, first.id, day, 9)]
    assert told == [("calendar", day), ("release", NOW)]
    assert newest(home, first.id, day - timedelta(seconds=1), 9)[0].kind == "release"
    last = public(home, day + timedelta(days=1), "2")
    assert [one.kind for one in newest(home, last.id, last.effective_at, 9)] == ["release", "calendar", "release"]
    assert len(newest(home, first.id, day, 9)) == 2, "up to that edition"


def test_no_more_editions_are_read_than_are_asked_for(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [public(home, NOW + timedelta(minutes=number), str(number)) for number in range(6)]
    read: list[str] = []
    monkeypatch.setattr(bulletins, "folder", lambda home, name: read.append(name) or home.site / "editions" / name)
    assert len(newest(home, made[-1].id, NOW + timedelta(hours=1), 2)) == 2
    assert read == [one.id for one in reversed(made[-3:])]
    found = since(home, made[-1].id, NOW + timedelta(hours=1), made[3].effective_at)
    assert [one.id for one in found] == [identify(one.effective_at) for one in made[3:]]


def test_a_correction_is_known_by_the_revision_that_the_release_states(home: Home) -> None:
    public(home, NOW, "1")
    edition = current(home)
    assert edition is not None and corrected(home, edition, NAME, "1.0") is None
    file = home.releases / NAME / "1.0" / "release.json"
    note = {"zh": "单位有误。", "en": "A unit was wrong."}
    facts = json.loads(file.read_bytes())
    for reasons, said in (
        ([{"reason": "routine"}], None),
        ([{"reason": "correction", "note": note}], Text.model_validate(note)),
    ):
        file.unlink(missing_ok=True)
        file.write_text(json.dumps({**facts, "revision": {"against": "0.9", "reasons": reasons}}), encoding="utf-8")
        assert corrected(home, edition, NAME, "1.0") == said
    assert newest(home, edition.id, NOW, 1)[0].kind == "correction"
