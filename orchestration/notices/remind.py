"""Writes to the owner of a late feed: once for each delivery that is missing, then weekly until it comes."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from orchestration.notices.lateness import standings
from orchestration.notices.mail import Letter, send
from orchestration.notices.outbox import Act, Outcome, acts, add, alone
from orchestration.notices.undelivered import Undelivered
from published.catalog import Catalog
from published.feed import Feed
from published.home import Home
from published.lateness import Standing
from published.profile import Profile
from published.receivers import Smtp
from published.schedule import CITY

log = logging.getLogger("yongzhuan")
AGAIN_AFTER = timedelta(days=7)


def remind(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> tuple[Act, ...]:
    """Write what is to be written now; what became of it."""
    with alone(home) as may:
        letters = tuple(reminders(home, catalog, now)) if may else ()
        if profile.reminders is None:
            for letter in letters:
                log.warning("配置没有写明发信的邮件服务器（reminders），没有发给 %s：%s", letter.to, letter.subject)
            return ()
        return tuple(_sent(home, profile.reminders, letter, now) for letter in letters)


def reminders(home: Home, catalog: Catalog, now: datetime) -> Iterator[Letter]:
    """The reminders that are to be written now; a feed without an owner is only named."""
    known = acts(home)
    for key, one in standings(home, catalog, now).items():
        feed = catalog.feed(key)
        if one.state != "late" or one.expected is None:
            continue
        if feed.owner is None:
            log.warning("%s 已迟 %d 天，来源没有写明负责人（owner）。", feed.title.zh, one.days)
        elif number := next_number(known, feed.owner.mail, _missing(one), now):
            yield letter_of(feed, feed.owner.mail, one, number, now)


def next_number(known: Iterable[Act], to: str, missing: str, now: datetime) -> int | None:
    """Which reminder of a missing delivery is to be written now; None where the last one is less than a week old."""
    written = [act for act in known if act.outcome == "delivered" and act.to == to and _of(act.message, missing)]
    if written and now - written[-1].at < AGAIN_AFTER:
        return None
    return len(written) + 1


def letter_of(feed: Feed, to: str, one: Standing, number: int, now: datetime) -> Letter:
    """What the owner is told: the feed, what is missing since when, and what waits for it."""
    assert one.expected is not None
    since = f"{one.expected.astimezone(CITY):%Y-%m-%d}"
    name = feed.owner.name if feed.owner and feed.owner.name else None
    zh = [
        f"{name}：" if name else "您好：",
        f"{feed.title.zh}（{feed.key}）应于 {since} 送达，至今已迟 {one.days} 天。请尽快报送。",
        *(f"等待它的发布：{each.title.zh}，{_minute(each.at)}。" for each in one.endangered),
    ]
    en = [
        f"{name}," if name else "Dear colleague,",
        f"{feed.title.en} ({feed.key}) was expected on {since} and is {one.days} days late. Please deliver it soon.",
        *(f"A release waits for it: {each.title.en}, {_minute(each.at)}." for each in one.endangered),
    ]
    subject = f"迟交提醒：{feed.title.zh}，应于 {since} 送达 Reminder: {feed.title.en} is late"
    return Letter(f"{_missing(one)}/{number}", to, now, subject, "\n".join([*zh, "", *en]) + "\n")


def _sent(home: Home, account: Smtp, letter: Letter, now: datetime) -> Act:
    outcome: Outcome = "delivered"
    why = None
    try:
        send(account, letter)
    except Undelivered as error:
        log.error("提醒没有发给 %s：%s；下次再试。", letter.to, error)
        outcome, why = "failed", str(error)
    else:
        log.info("已提醒 %s：%s", letter.to, letter.subject)
    act = Act(about="late", at=now, to=letter.to, outcome=outcome, message=letter.id, told_at=now, why=why)
    add(home, act)
    return act


def _missing(one: Standing) -> str:
    assert one.expected is not None
    return f"late/{one.feed}/{one.expected.astimezone(CITY):%Y-%m-%dT%H%M}"


def _of(message: str, missing: str) -> bool:
    return message.rpartition("/")[0] == missing


def _minute(at: datetime) -> str:
    return f"{at.astimezone(CITY):%Y-%m-%d %H:%M}"
