"""The owner of a late feed is written to once for each delivery that is missing, then weekly until it comes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.archive import Archive
from orchestration.ledger import Entry, Outcome
from orchestration.notices.lateness import delivered, standings
from orchestration.notices.outbox import acts
from orchestration.notices.remind import remind
from published.catalog import Catalog
from published.feed import Owner
from published.home import Home
from published.profile import Profile
from published.receivers import Smtp
from published.vocabulary import Text
from tests.deliveries import feed
from tests.servers.mail import Mailbox, mail_server
from tests.unit.published.described import dataset

OWNER = Owner(name="陈静", mail="feeds@bureau.example")
WEEKLY = feed().model_copy(update={"schedule": "30 6 * * 1", "owner": OWNER})
YIELD = dataset(feeds=(WEEKLY.key,))
CATALOG = Catalog(datasets=(YIELD,), feeds=(WEEKLY,))
PULLED = datetime(2026, 11, 22, 22, 31, tzinfo=UTC)
LATE = datetime(2026, 12, 4, 0, tzinfo=UTC)
CITY = Profile(name="city", title=Text(zh="市", en="city"), synthetic=False, folder="deliveries")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home").prepare()
    came(made, PULLED)
    return made


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running


def came(home: Home, at: datetime, outcome: Outcome = "same_bytes") -> None:
    Archive.of(home, WEEKLY).ledger.append(Entry(at=at, file="returns.csv", outcome=outcome))


def city(mailbox: Mailbox) -> Profile:
    account = Smtp(host="127.0.0.1", port=mailbox.port, encryption="disable", sender="desk@data.example")
    return CITY.model_copy(update={"reminders": account})


def test_the_letter_names_feed_delivery_and_the_release_that_waits(home: Home, mailbox: Mailbox) -> None:
    (act,) = remind(home, CATALOG, city(mailbox), LATE)
    (message,) = mailbox.messages
    text = message.get_content()
    assert act.outcome == "delivered" and message["To"] == OWNER.mail
    chinese, english = text.index("应于 2026-11-30 送达，至今已迟 4 天"), text.index("was expected on 2026-11-30")
    assert chinese < english and text.startswith("陈静：") and WEEKLY.key in text
    assert "果园产出，2026-12-31 10:00" in text and "Yield of orchards, 2026-12-31 10:00" in text
    assert WEEKLY.title.zh in message["Subject"]


def test_it_is_written_once_then_weekly_until_the_feed_comes(home: Home, mailbox: Mailbox) -> None:
    days = [LATE + timedelta(days=number) for number in range(16)]
    written = [bool(remind(home, CATALOG, city(mailbox), day)) for day in days]
    assert [number for number, done in enumerate(written) if done] == [0, 7, 14]
    assert len({message["Message-ID"] for message in mailbox.messages}) == 3
    came(home, days[-1])
    assert remind(home, CATALOG, city(mailbox), days[-1] + timedelta(days=1)) == ()


def test_another_missing_delivery_is_another_reminder(home: Home, mailbox: Mailbox) -> None:
    remind(home, CATALOG, city(mailbox), LATE)
    came(home, LATE)
    next_late = LATE + timedelta(days=14)
    assert [act.message for act in remind(home, CATALOG, city(mailbox), next_late)] == [
        f"late/{WEEKLY.key}/2026-12-14T0630/1"
    ]


def test_what_the_server_does_not_take_is_tried_again_next_time(home: Home, mailbox: Mailbox) -> None:
    mailbox.refusal = "451 later"
    (act,) = remind(home, CATALOG, city(mailbox), LATE)
    assert act.outcome == "failed" and act.why and "451" in act.why
    mailbox.refusal = None
    assert [act.outcome for act in remind(home, CATALOG, city(mailbox), LATE)] == ["delivered"]


def test_without_a_server_or_an_owner_it_is_only_said(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    assert remind(home, CATALOG, CITY, LATE) == () and "没有写明发信的邮件服务器" in caplog.text
    nobody = CATALOG.model_copy(update={"feeds": (WEEKLY.model_copy(update={"owner": None}),)})
    assert remind(home, nobody, CITY, LATE) == () and "没有写明负责人" in caplog.text
    assert acts(home) == ()


def test_a_feed_on_time_is_no_matter(home: Home, mailbox: Mailbox) -> None:
    assert remind(home, CATALOG, city(mailbox), PULLED) == () and mailbox.messages == []


def test_a_refused_file_is_no_delivery_and_an_old_one_does_not_renew(home: Home) -> None:
    came(home, LATE, "refused")
    came(home, LATE - timedelta(days=30), "new")
    assert delivered(home, WEEKLY) == [PULLED, LATE - timedelta(days=30)]
    renewed = WEEKLY.model_copy(update={"renewed": "0 6 5 * *"})
    assert delivered(home, renewed) == [LATE - timedelta(days=30)]
    assert standings(home, CATALOG, LATE)[WEEKLY.key].state == "late"
