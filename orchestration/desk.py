"""The release desk: one person prepares a release, another signs it for its minute, then the clock decides."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from orchestration.signatures import Entry, account, add, entries
from published.calendar import planned
from published.catalog import Catalog
from published.dataset import Dataset
from published.editions import CITY_TIME, Due, Edition, arm, publish_due
from published.home import Home
from published.profile import Profile
from published.releases import newest, versions
from published.vocabulary import Text

BY_ITSELF = "演示配置自动签发 (the stand-in profile signs by itself)"
_AT_ONCE = timedelta(seconds=2)


class NotSigned(Exception):
    """Why a release cannot be signed, in one sentence."""


def prepared(home: Home, dataset: str, version: str, now: datetime) -> None:
    """Note who sealed a version."""
    add(home, Entry(act="prepared", at=now, by=account(), account=account(), dataset=dataset, version=version))


def sign_sealed(home: Home, dataset: Dataset, version: str | None, by: str, reason: str, at: datetime | None) -> Entry:
    """Sign a sealed version of a dataset for a minute (in the city's time; None: now); raises NotSigned.

    Signing an earlier version than the public one takes back what came after it.
    """
    now = datetime.now(UTC)
    known = versions(home.sealed, dataset.name)
    wanted = version or (known[-1] if known else None)
    if wanted not in known or wanted is None:
        raise NotSigned(f"{dataset.title.zh}没有封存的 {version or ''} 版；已封存：{'、'.join(known) or '无'}。")
    if not by.strip() or not reason.strip():
        raise NotSigned("签发须写明姓名（--by）和理由（--reason）。")
    minute = (at.replace(tzinfo=CITY_TIME) if at and not at.tzinfo else at) or now
    if at and minute <= now:
        raise NotSigned(f"{minute:%Y-%m-%d %H:%M} 已过；不写 --at 则立即公开。")
    return _signed(home, by.strip(), wanted, dataset.name, minute, reason.strip(), now)


def arm_signed(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> tuple[Edition, ...]:
    """Assemble the editions that wait for their minute, as the signatures and the calendar say."""
    return arm(home, due(home, now), profile.notice, now, planned(catalog.datasets))


def publish_signed(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> tuple[Edition, ...]:
    """Make public what is signed and due; where figures are invented, what is sealed is signed for now."""
    if profile.synthetic:
        _sign_by_itself(home, now)
    waiting = arm_signed(home, catalog, profile, now)
    begun = [one.effective_at for one in waiting if one.effective_at - now < _AT_ONCE]
    for minute in begun:
        time.sleep(max(0.0, (minute - datetime.now(UTC)).total_seconds()))
    return publish_due(home, max([now, *begun]))


def due(home: Home, now: datetime) -> list[Due]:
    """What the signatures make public: of each dataset what is in force, and what comes at later minutes.

    A signature under what is no longer sealed says nothing.
    """
    last: dict[tuple[str, datetime | None], Entry] = {}
    for one in _signatures(home):
        minute = one.effective_at if one.effective_at and one.effective_at > now else None
        known = last.get((one.dataset, minute))
        if known is None or _minute(known) <= _minute(one):
            last[one.dataset, minute] = one
    return [
        Due(dataset=one.dataset, version=one.version, effective_at=_minute(one), reason=_said(one.reason))
        for one in last.values()
    ]


def unsigned(home: Home, datasets: Iterable[str]) -> list[tuple[str, str]]:
    """The newest sealed versions that nobody has signed: dataset and version."""
    signed = {(one.dataset, one.version) for one in entries(home) if one.act == "signed"}
    sealed = ((name, release.version) for name in datasets if (release := newest(home.sealed, name)))
    return [one for one in sealed if one not in signed]


def _sign_by_itself(home: Home, now: datetime) -> None:
    names = sorted(path.name for path in home.sealed.iterdir() if path.is_dir())
    for dataset, version in unsigned(home, names):
        _signed(home, BY_ITSELF, version, dataset, now, BY_ITSELF, now)


def _signed(home: Home, by: str, version: str, dataset: str, minute: datetime, reason: str, now: datetime) -> Entry:
    entry = Entry(
        act="signed",
        at=now,
        by=by,
        account=account(),
        dataset=dataset,
        version=version,
        effective_at=minute.replace(microsecond=0),
        reason=reason,
    )
    add(home, entry)
    return entry


def _signatures(home: Home) -> list[Entry]:
    return [one for one in entries(home) if one.act == "signed" and one.version in versions(home.sealed, one.dataset)]


def _minute(signature: Entry) -> datetime:
    if signature.effective_at is None:
        raise ValueError(f"a signature of {signature.dataset} {signature.version} names no minute")
    return signature.effective_at


def _said(reason: str | None) -> Text | None:
    return Text(zh=reason, en=reason) if reason else None
