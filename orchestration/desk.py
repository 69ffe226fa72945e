"""The release desk: one person prepares a release, another signs it for its minute, then the clock decides."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from orchestration.notices.notify import join
from orchestration.signatures import Prepared, Signed, account, add, entries
from published.calendar import next_release, planned
from published.catalog import Catalog
from published.dataset import Dataset
from published.editions import Due, Edition, arm, publish_due
from published.home import Home
from published.profile import Profile
from published.releases import newest, versions
from published.schedule import CITY
from published.vocabulary import Frozen, Text

BY_ITSELF = "演示配置自动签发 (the stand-in profile signs by itself)"
_AT_ONCE = timedelta(seconds=2)


class NotSigned(Exception):
    """Why a release cannot be signed, in one sentence."""


class Wish(Frozen):
    """What a signature says: who, why, which version (None: the newest) and for which minute (None: as announced)."""

    by: str
    reason: str
    version: str | None = None
    at: datetime | None = None


def prepared(home: Home, dataset: str, version: str, now: datetime) -> None:
    """Note who sealed a version."""
    add(home, Prepared(at=now, account=account(), dataset=dataset, version=version))


def sign_sealed(home: Home, dataset: Dataset, wish: Wish) -> Signed:
    """Sign a sealed version of a dataset for its minute; raises NotSigned.

    Signing an earlier version than the public one takes back what came after it.
    """
    now = datetime.now(UTC)
    known = versions(home.sealed, dataset.name)
    version = wish.version or (known[-1] if known else "")
    if version not in known:
        raise NotSigned(f"{dataset.title.zh}没有封存的 {version} 版；已封存：{'、'.join(known) or '无'}。")
    if not wish.by.strip() or not wish.reason.strip():
        raise NotSigned("签发须写明姓名（--by）和理由（--reason）。")
    _by_another(home, dataset, version)
    return _signed(home, dataset.name, version, wish, _minute_of(dataset, wish, now), now)


def arm_signed(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> tuple[Edition, ...]:
    """Assemble the editions that wait for their minute, as the signatures and the calendar say."""
    return arm(home, due(home, now), profile.notice, now, planned(catalog.datasets))


def publish_signed(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> tuple[Edition, ...]:
    """Arm what is signed and make public what is due."""
    join(home, profile, now)
    waiting = arm_signed(home, catalog, profile, now)
    begun = [one.effective_at for one in waiting if one.effective_at - now < _AT_ONCE]
    begins = max([now, *begun])
    time.sleep((begins - now).total_seconds())
    return publish_due(home, begins)


def sign_by_itself(home: Home, catalog: Catalog, profile: Profile, at: datetime | None) -> None:
    """Sign what is sealed for a minute, or as announced; only invented figures go out without a person's name."""
    if not profile.synthetic:
        return
    wish, now = Wish(by=BY_ITSELF, reason=BY_ITSELF, at=at), datetime.now(UTC)
    for name, version in unsigned(home, [dataset.name for dataset in catalog.datasets]):
        _signed(home, name, version, wish, at or _minute_of(catalog.dataset(name), wish, now), now)


def due(home: Home, now: datetime) -> list[Due]:
    """What the signatures make public: of each dataset what is in force, and what comes at later minutes.

    A signature under what is no longer sealed says nothing.
    """
    last: dict[tuple[str, datetime | None], Signed] = {}
    for one in _signatures(home):
        minute = one.effective_at if one.effective_at > now else None
        known = last.get((one.dataset, minute))
        if known is None or known.effective_at <= one.effective_at:
            last[one.dataset, minute] = one
    return [
        Due(dataset=one.dataset, version=one.version, effective_at=one.effective_at, reason=_said(one.reason))
        for one in last.values()
    ]


def unsigned(home: Home, datasets: Iterable[str]) -> list[tuple[str, str]]:
    """The newest sealed versions that nobody has signed: dataset and version."""
    signed = {(one.dataset, one.version) for one in entries(home) if isinstance(one, Signed)}
    sealed = ((name, release.version) for name in datasets if (release := newest(home.sealed, name)))
    return [one for one in sealed if one not in signed]


def _by_another(home: Home, dataset: Dataset, version: str) -> None:
    """Whoever prepared a version does not sign it, unless its YAML leaves that to anyone."""
    if dataset.release is None or dataset.release.sign_off == "anyone":
        return
    made = [one for one in entries(home) if isinstance(one, Prepared)]
    of_it = [one for one in made if (one.dataset, one.version) == (dataset.name, version)]
    if of_it and of_it[-1].account == account():
        raise NotSigned(f"{dataset.title.zh} {version} 版由账户 {account()} 准备，须由另一人签发。")


def _minute_of(dataset: Dataset, wish: Wish, now: datetime) -> datetime:
    if wish.at is None:
        announced = next_release(dataset.release, now) if dataset.release else None
        if announced is None:
            raise NotSigned(f"发布日历中没有{dataset.title.zh}今后的日期；请用 --at 或 --now 指明时刻。")
        return announced
    minute = wish.at if wish.at.tzinfo else wish.at.replace(tzinfo=CITY)
    if minute < now - _AT_ONCE:
        raise NotSigned(f"{minute:%Y-%m-%d %H:%M} 已过；要立即公开请用 --now。")
    return minute


def _signed(home: Home, dataset: str, version: str, wish: Wish, minute: datetime, now: datetime) -> Signed:
    entry = Signed(
        at=now,
        by=wish.by.strip(),
        account=account(),
        dataset=dataset,
        version=version,
        effective_at=minute.replace(microsecond=0),
        reason=wish.reason.strip(),
    )
    add(home, entry)
    return entry


def _signatures(home: Home) -> list[Signed]:
    signed = (one for one in entries(home) if isinstance(one, Signed))
    return [one for one in signed if one.version in versions(home.sealed, one.dataset)]


def _said(reason: str | None) -> Text | None:
    return Text(zh=reason, en=reason) if reason else None
