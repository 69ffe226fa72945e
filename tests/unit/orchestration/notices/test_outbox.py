"""The log of what was sent is only added to; a line that a crash tore hides no other."""

from datetime import UTC, datetime
from pathlib import Path

from orchestration.notices.outbox import Act, acts, add, alone
from published.home import Home

AT = datetime(2026, 11, 22, tzinfo=UTC)


def act(message: str) -> Act:
    return Act(at=AT, to="reader@office.example", outcome="delivered", message=message, told_at=AT)


def test_a_torn_line_is_passed_over(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    assert acts(home) == ()
    add(home, act("first"))
    log = home.desk / "outbox.jsonl"
    log.write_bytes(log.read_bytes() + b'{"about":"notices","at":"2026')
    add(home, act("second"))
    assert [one.message for one in acts(home)] == ["first", "second"]
    assert log.stat().st_mode & 0o077 == 0


def test_only_one_sends_at_a_time(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    with alone(home) as first, alone(home) as second:
        assert (first, second) == (True, False)
    with alone(home) as again:
        assert again
