"""Notices of what became public reach every receiver, not before the minute, at least once, each under one id."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.notices import notify as module
from orchestration.notices.notify import join, notify, ready, waiting
from orchestration.notices.outbox import acts, alone
from orchestration.notices.undelivered import Undelivered
from orchestration.transports.patience import Patience
from published.arming import Due, arm, publish_due
from published.bulletins import Bulletin
from published.calendar import planned
from published.editions import armed
from published.home import Home
from published.profile import Profile
from published.receivers import Mailing, Smtp, Webhook
from published.sealing import seal
from published.vocabulary import Text
from tests.servers.mail import Mailbox, mail_server
from tests.servers.webhook import SECRET, Receiver, receiving
from tests.unit.published.described import SYNTHETIC, dataset, proposal, row, table, unread

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
MINUTE = NOW + timedelta(hours=1)
NAME = "orchard_yield"
READER = "reader@office.example"
CITY = Profile(name="city", title=Text(zh="市", en="city"), synthetic=False, folder="f", site="https://data.example/")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv("HOOK", SECRET)
    monkeypatch.setattr(module, "post", hurried(module.post))
    with receiving() as running:
        yield running


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running


def hurried(post: Callable[..., None]) -> Callable[..., None]:
    return lambda receiver, message: post(receiver, message, Patience(attempts=3, first_wait=0.01, longest_wait=0.02))


def hooked(receiver: Receiver) -> Profile:
    return CITY.model_copy(update={"notices": (Webhook(webhook=receiver.url, secret="env:HOOK"),)})


def mailed(mailbox: Mailbox, *to: str) -> Profile:
    smtp = Smtp(host="127.0.0.1", port=mailbox.port, encryption="disable", sender="notices@data.example")
    return CITY.model_copy(update={"notices": (Mailing(smtp=smtp, to=to or (READER,)),)})


def sealed(home: Home, value: str, at: datetime, now: datetime) -> None:
    """A version that is armed for a minute."""
    release = seal(home, proposal(), table(row(value=value)), unread)
    assert release is not None
    due = Due(dataset=NAME, version=release.version, effective_at=at)
    arm(home, [due], None, now, planned([dataset()]))


def public(home: Home, value: str, at: datetime) -> None:
    sealed(home, value, at, at)
    publish_due(home, at)


def test_nothing_is_sent_before_the_minute_and_once_from_it_on(home: Home, receiver: Receiver) -> None:
    profile = hooked(receiver)
    join(home, profile, NOW)
    sealed(home, "1", MINUTE, NOW)
    assert notify(home, profile, MINUTE - timedelta(seconds=1)) == () and receiver.posted == []
    assert notify(home, profile, MINUTE) == (), "not before it is at its public place"
    publish_due(home, MINUTE)
    (act,) = notify(home, profile, MINUTE)
    assert act.outcome == "delivered" and notify(home, profile, MINUTE) == ()
    (posted,) = receiver.posted
    assert posted.id == "2026-11-22T103000"
    said = posted.verified()
    assert isinstance(said, dict) and said["type"] == "notices.published"
    assert said["timestamp"] == "2026-11-22T10:30:00+08:00"
    (notice,) = said["data"]["notices"]
    assert notice["link"] == "https://data.example/releases/orchard_yield/1.0/" and notice["kind"] == "release"


def test_a_receiver_that_fails_twice_gets_it_in_the_same_run(home: Home, receiver: Receiver) -> None:
    receiver.statuses = [500, 429, 200]
    join(home, hooked(receiver), NOW)
    public(home, "1", NOW)
    (act,) = notify(home, hooked(receiver), NOW)
    assert act.outcome == "delivered" and len({posted.id for posted in receiver.posted}) == 1


def test_one_letter_per_reader_and_edition_in_both_languages(home: Home, mailbox: Mailbox) -> None:
    profile = mailed(mailbox, READER, "other@office.example")
    join(home, profile, NOW)
    public(home, "1", NOW)
    assert [act.outcome for act in notify(home, profile, NOW)] == ["delivered"] * 2
    assert sorted(to for _, (to,) in mailbox.envelopes) == ["other@office.example", READER]
    text = mailbox.messages[0].get_content()
    assert "果园产出首次发布" in text and "published for the first time" in text
    assert "https://data.example/releases/orchard_yield/1.0/" in text
    assert mailbox.messages[0]["Subject"] == "甬专数据：1 条通知 1 notice"


def test_invented_figures_are_told_as_such(home: Home, mailbox: Mailbox) -> None:
    profile = mailed(mailbox)
    join(home, profile, NOW)
    release = seal(home, proposal(SYNTHETIC), table(row()), unread)
    assert release is not None
    due = Due(dataset=NAME, version=release.version, effective_at=NOW)
    arm(home, [due], SYNTHETIC, NOW, planned([dataset()]))
    publish_due(home, NOW)
    notify(home, profile, NOW)
    (message,) = mailbox.messages
    assert message["Subject"].startswith("[演示数据 synthetic data]")
    assert "the figures are not Ningbo's" in message.get_content()


def test_who_joins_is_told_of_what_comes_not_of_what_was(home: Home, receiver: Receiver) -> None:
    public(home, "1", NOW)
    assert notify(home, hooked(receiver), NOW + timedelta(seconds=1)) == ()
    public(home, "2", MINUTE)
    assert [act.message for act in notify(home, hooked(receiver), MINUTE)] == ["2026-11-22T103000"]


def test_one_receivers_failure_stops_nobody_else(home: Home, receiver: Receiver, mailbox: Mailbox) -> None:
    receiver.statuses = [404]
    both = hooked(receiver).model_copy(update={"notices": (*hooked(receiver).notices, *mailed(mailbox).notices)})
    join(home, both, NOW)
    public(home, "1", NOW)
    outcomes = {act.to: act.outcome for act in notify(home, both, NOW)}
    assert sorted(outcomes.values()) == ["delivered", "failed"] and outcomes[READER] == "delivered"
    assert all("/" not in act.to for act in acts(home)), "a webhook's address may hold a secret"


def test_what_failed_is_tried_again_after_growing_pauses_then_given_up_and_said(
    home: Home, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.statuses, profile, now = [410], hooked(receiver), NOW
    join(home, profile, now)
    public(home, "1", now)
    pauses, tried = [], [now]
    while notify(home, profile, now)[0].outcome == "failed":
        (one,) = waiting(home, profile, now)
        assert ready(home, profile, now) == () and notify(home, profile, now) == ()
        pauses.append(one.again - now)
        now = one.again
        tried.append(now)
    assert pauses == sorted(pauses) and pauses[0] == timedelta(minutes=1) and max(pauses) == timedelta(hours=6)
    assert timedelta(days=7) <= now - NOW < timedelta(days=7, hours=6)
    assert notify(home, profile, now + timedelta(days=1)) == () and "不再尝试" in caplog.text
    assert len(receiver.posted) == len(tried)


def test_a_person_who_asks_does_not_wait_for_the_pause(home: Home, receiver: Receiver) -> None:
    receiver.statuses, profile = [404, 200], hooked(receiver)
    join(home, profile, NOW)
    public(home, "1", NOW)
    notify(home, profile, NOW)
    assert notify(home, profile, NOW + timedelta(seconds=1)) == ()
    assert [act.outcome for act in notify(home, profile, NOW + timedelta(seconds=1), waiting)] == ["delivered"]


def test_a_crash_before_it_is_written_down_sends_it_again_under_its_id(
    home: Home, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = hooked(receiver)
    join(home, profile, NOW)
    public(home, "1", NOW)
    with monkeypatch.context() as power, pytest.raises(KeyboardInterrupt):
        power.setattr(module, "add", interrupted)
        notify(home, profile, NOW)
    notify(home, profile, NOW)
    assert [posted.id for posted in receiver.posted] == ["2026-11-22T093000"] * 2
    assert receiver.posted[0].body == receiver.posted[1].body


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_that_send_at_once_do_not_send_twice(home: Home, receiver: Receiver) -> None:
    join(home, hooked(receiver), NOW)
    public(home, "1", NOW)
    with alone(home) as may:
        assert may and notify(home, hooked(receiver), NOW) == ()
    assert len(notify(home, hooked(receiver), NOW)) == 1


RUNS = st.lists(st.tuples(st.integers(0, 90), st.booleans(), st.booleans()), min_size=1, max_size=12)


@settings(deadline=None, max_examples=12)
@given(RUNS)
def test_however_runs_and_failures_fall_each_notice_is_taken_once_and_never_early(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[int, bool, bool]]
) -> None:
    """Minutes between runs, whether a version is armed half an hour ahead, whether the receiver takes what comes."""
    home = Home(tmp_path_factory.mktemp("law") / "home").prepare()
    profile = CITY.model_copy(update={"notices": (Webhook(webhook="https://hooks.example/", secret="env:HOOK"),)})
    now, taken, working = NOW, list[tuple[datetime, Bulletin]](), [True]

    def deliver(_: object, __: object, bulletin: Bulletin) -> None:
        if not working[0]:
            raise Undelivered("HTTP 500")
        taken.append((now, bulletin))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_post", deliver)
        join(home, profile, now)
        for number, (minutes, another, works) in enumerate([*runs, (90, False, True)]):
            now += timedelta(minutes=minutes)
            working[0] = works
            publish_due(home, now)
            if another and not armed(home):
                sealed(home, str(number), now + timedelta(minutes=30), now)
            notify(home, profile, now, waiting)
    ids = [notice.id for _, bulletin in taken for notice in bulletin.notices]
    assert len(set(ids)) == len(ids)
    assert all(at >= notice.at for at, bulletin in taken for notice in bulletin.notices)
    versions = {path.name for path in (home.releases / NAME).glob("[0-9]*")}
    assert {notice.link.split("/")[3] for _, bulletin in taken for notice in bulletin.notices} == versions
