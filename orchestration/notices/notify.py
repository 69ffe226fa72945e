"""Delivers the notices of public editions to the receivers of the profile; whoever fails is tried again later."""

import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from orchestration.notices.mail import send
from orchestration.notices.outbox import Act, Outcome, acts, add, alone
from orchestration.notices.queue import Waiting, earliest, outstanding, strangers
from orchestration.notices.undelivered import Undelivered
from orchestration.notices.webhook import post
from orchestration.notices.wordings import as_letter, as_post
from published.bulletins import Bulletin, since
from published.editions import public_ids
from published.home import Home
from published.profile import Profile
from published.receivers import Smtp, Webhook

log = logging.getLogger("yongzhuan")
Deliver = Callable[[Bulletin], None]


def join(home: Home, profile: Profile, now: datetime) -> None:
    """Note receivers that are new: they are told of what becomes public from now on."""
    begins = now.replace(microsecond=0)
    for to in strangers(acts(home), _receivers(profile)):
        add(home, Act(at=now, to=to, outcome="joined", told_at=begins))


def waiting(home: Home, profile: Profile, now: datetime) -> tuple[Waiting, ...]:
    """What was made public, its minute come, and not yet taken, in the order of time."""
    known, receivers, public = acts(home), _receivers(profile), public_ids(home)
    first = earliest(known, receivers)
    if first is None or not public:
        return ()
    return outstanding(known, receivers, since(home, public[-1], now, first))


def ready(home: Home, profile: Profile, now: datetime) -> tuple[Waiting, ...]:
    """What waits and is not in the pause after a failure."""
    return tuple(one for one in waiting(home, profile, now) if one.again <= now)


def notify(
    home: Home, profile: Profile, now: datetime, chosen: Callable[..., tuple[Waiting, ...]] = ready
) -> tuple[Act, ...]:
    """Deliver what is chosen of what waits, each once; what became of it. Nobody's failure stops another's delivery."""
    join(home, profile, now)
    with alone(home) as may:
        receivers = _receivers(profile)
        return tuple(_tried(home, receivers[one.to], one, now) for one in (chosen(home, profile, now) if may else ()))


def _tried(home: Home, deliver: Deliver, one: Waiting, now: datetime) -> Act:
    outcome, why = _outcome(deliver, one, now)
    act = Act(at=now, to=one.to, outcome=outcome, message=one.bulletin.id, told_at=one.bulletin.at, why=why)
    add(home, act)
    match outcome:
        case "delivered":
            log.info("已通知 %s：%s 版网站的 %d 条通知", one.to, one.bulletin.edition, len(one.bulletin.notices))
        case "failed":
            log.warning("%s 没有收到 %s 版网站的通知：%s；下次再试。", one.to, one.bulletin.edition, why)
        case _:
            log.error("%s 七天没有收到 %s 版网站的通知：%s；不再尝试。", one.to, one.bulletin.edition, why)
    return act


def _outcome(deliver: Deliver, one: Waiting, now: datetime) -> tuple[Outcome, str | None]:
    try:
        deliver(one.bulletin)
    except Undelivered as error:
        return "given_up" if one.hopeless(now) else "failed", str(error)
    return "delivered", None


def _receivers(profile: Profile) -> Mapping[str, Deliver]:
    """Who is told ► how; a webhook goes by its host, since its address may hold a secret."""
    found: dict[str, Deliver] = {}
    for receiver in profile.notices:
        if isinstance(receiver, Webhook):
            found[_name(receiver)] = partial(_post, receiver, profile.site)
        else:
            found |= {to: partial(_write, receiver.smtp, to, profile.site) for to in receiver.to}
    return found


def _name(receiver: Webhook) -> str:
    digest = hashlib.sha256(receiver.webhook.encode()).hexdigest()[:8]
    return f"{urlsplit(receiver.webhook).hostname}#{digest}"


def _post(receiver: Webhook, site: str | None, bulletin: Bulletin) -> None:
    post(receiver, as_post(bulletin, site))


def _write(account: Smtp, to: str, site: str | None, bulletin: Bulletin) -> None:
    send(account, as_letter(bulletin, to, site))
