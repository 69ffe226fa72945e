"""The release desk: one person prepares a release, another signs it for its minute, then the clock decides."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from orchestration.access import user
from orchestration.in_force import last_sealed, signatures, still_sealed
from orchestration.mistakes import Mistake
from orchestration.notices.notify import join
from orchestration.signatures import Explained, Prepared, Signed, TakenBack, add, entries, taken_down
from published.arming import Due, arm, publish_due
from published.calendar import next_release, planned
from published.catalog import Catalog
from published.dataset import Dataset
from published.editions import Edition
from published.folders import sha256
from published.home import Home
from published.manifest import MANIFEST
from published.numbering import order
from published.profile import Profile
from published.releases import Release, newest, versions
from published.revision_policy import Stated
from published.schedule import CITY
from published.vocabulary import Frozen, Text

BY_ITSELF = "演示配置自动签发 (the stand-in profile signs by itself)"
_AT_ONCE = timedelta(seconds=2)
_STILL_NOW = timedelta(minutes=1)
"""As long may the signing of many datasets for now take."""


class NotSigned(Mistake):
    """Why a release cannot be signed, in one sentence."""


class Wish(Frozen):
    """What a signature says: who, why, which version (None: the newest) and for which minute (None: as announced)."""

    by: str
    reason: str
    version: str | None = None
    at: datetime | None = None


def prepared(home: Home, dataset: str, version: str, now: datetime) -> None:
    """Note who sealed a version, once."""
    if any(isinstance(one, Prepared) and (one.dataset, one.version) == (dataset, version) for one in entries(home)):
        return
    add(home, Prepared(at=now, account=user(), dataset=dataset, version=version))


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
    minute = _minute_of(dataset, wish, now)
    _fits(home, dataset, version, minute)
    return _signed(home, dataset.name, version, wish, minute, now)


def take_back(home: Home, dataset: Dataset, by: str, reason: str) -> list[str]:
    """Take back the signatures of a dataset whose minute has not come; returns their versions; raises NotSigned."""
    now = datetime.now(UTC)
    coming = (one for one in signatures(home, dataset.name) if one.effective_at > now)
    waiting = sorted({one.version for one in still_sealed(home, coming)})
    if not waiting:
        raise NotSigned(f"{dataset.title.zh}没有待公开的签发；已公开的请签发上一版来退回。")
    if not by.strip() or not reason.strip():
        raise NotSigned("须写明姓名（--by）和理由（--reason）。")
    told = {"at": now, "by": by.strip(), "account": user(), "dataset": dataset.name, "reason": reason.strip()}
    for version in waiting:
        add(home, TakenBack.model_validate({**told, "version": version}))
    return waiting


def publish_signed(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> tuple[Edition, ...]:
    """Make public what was armed and is due, then what is signed for now or late; arm the rest for its minute."""
    join(home, profile, now)
    already = publish_due(home, now)
    waiting = arm(home, due(home, now), profile.notice, now, planned(catalog.datasets), taken_down(home))
    begun = [one.effective_at for one in waiting if one.effective_at - now < _AT_ONCE]
    begins = max([now, *begun])
    time.sleep((begins - now).total_seconds())
    return (*already, *publish_due(home, begins))


def sign_by_itself(home: Home, catalog: Catalog, profile: Profile, at: datetime | None) -> None:
    """Sign what is sealed for a minute, or as announced; only invented figures go out without a person's name.

    What was public before and counts no more comes back by a person alone.
    """
    if not profile.synthetic:
        return
    wish, now = Wish(by=BY_ITSELF, reason=BY_ITSELF, at=at), datetime.now(UTC)
    for name, version in unsigned(home, [dataset.name for dataset in catalog.datasets]):
        announced = next_release(release, now) if (release := catalog.dataset(name).release) else None
        if (minute := at or announced) and version not in versions(home.releases, name):
            _signed(home, name, version, wish, minute, now)


def due(home: Home, now: datetime) -> list[Due]:
    """What the signatures make public: of each dataset what is in force, and what comes at later minutes.

    A signature under what is no longer sealed, or was sealed anew, says nothing.
    """
    of_minute: dict[tuple[str, datetime | None], list[Signed]] = {}
    for one in sorted(signatures(home), key=lambda one: one.effective_at):
        of_minute.setdefault((one.dataset, one.effective_at if one.effective_at > now else None), []).append(one)
    last = (last_sealed(home, signed) for signed in of_minute.values())
    return [
        Due(dataset=one.dataset, version=one.version, effective_at=one.effective_at, reason=_said(one.reason))
        for one in last
        if one and sha256(home.sealed / one.dataset / one.version / MANIFEST) == one.manifest_sha256
    ]


def explain(home: Home, by: str, dataset: str, stated: Stated) -> None:
    """Say why published figures change with the next release of a dataset; it holds for that release alone."""
    add(home, Explained(at=datetime.now(UTC), by=by, account=user(), dataset=dataset, stated=stated))


def explained(home: Home, dataset: str) -> Stated | None:
    """What was last said since the newest release of a dataset was prepared."""
    of_it = [one for one in entries(home) if isinstance(one, Prepared | Explained) and one.dataset == dataset]
    return of_it[-1].stated if of_it and isinstance(of_it[-1], Explained) else None


def foregoing(home: Home, dataset: str) -> str:
    """The version that is public before the next one: the one signed for the latest minute; "" where there is none."""
    last = last_sealed(home, sorted(signatures(home, dataset), key=lambda one: one.effective_at))
    return last.version if last else ""


def unsigned(home: Home, datasets: Iterable[str]) -> list[tuple[str, str]]:
    """The newest sealed versions that nobody has signed: dataset and version."""
    signed = {(one.dataset, one.version) for one in signatures(home)}
    sealed = ((name, release.version) for name in datasets if (release := newest(home.sealed, name)))
    return [one for one in sealed if one not in signed]


def _by_another(home: Home, dataset: Dataset, version: str) -> None:
    """Whoever prepared a version does not sign it, unless its YAML leaves that to anyone."""
    if dataset.release is None or dataset.release.sign_off == "anyone":
        return
    made = [one for one in entries(home) if isinstance(one, Prepared)]
    of_it = [one for one in made if (one.dataset, one.version) == (dataset.name, version)]
    if not of_it:
        raise NotSigned(
            f"日志中没有谁准备了{dataset.title.zh} {version} 版；请重新运行 yongzhuan release {dataset.name}。"
        )
    if of_it[-1].account == user():
        raise NotSigned(f"{dataset.title.zh} {version} 版由账户 {user()} 准备，须由另一人签发。")


def _fits(home: Home, dataset: Dataset, version: str, minute: datetime) -> None:
    """A new version follows what is public just before its minute, is compared with that, and nothing newer waits."""
    if version in versions(home.releases, dataset.name):
        return
    others = [one for one in signatures(home, dataset.name) if one.version != version]
    later = (one for one in others if order(one.version) > order(version))
    if newer := [one.version for one in still_sealed(home, later)]:
        raise NotSigned(f"{dataset.title.zh} {newer[-1]} 版已签发；比它早又从未公开的 {version} 版不能再签发。")
    earlier = sorted((one for one in others if one.effective_at < minute), key=lambda one: one.effective_at)
    last = last_sealed(home, earlier)
    before = last.version if last else ""
    revision = Release.read(home.sealed / dataset.name / version).revision
    against = revision.against if revision else None
    if (against or "") != before:
        raise NotSigned(
            f"{dataset.title.zh} {version} 版是与 {against or '空'} 版对比的，而届时公开的是 {before or '空'} 版；"
            f"请重新运行 yongzhuan release {dataset.name}。"
        )


def _minute_of(dataset: Dataset, wish: Wish, now: datetime) -> datetime:
    if wish.at is None:
        announced = next_release(dataset.release, now) if dataset.release else None
        if announced is None:
            raise NotSigned(f"发布日历中没有{dataset.title.zh}今后的日期；请用 --at 或 --now 指明时刻。")
        return announced
    minute = wish.at if wish.at.tzinfo else wish.at.replace(tzinfo=CITY)
    if minute < now - _STILL_NOW:
        raise NotSigned(f"{minute:%Y-%m-%d %H:%M} 已过；要立即公开请用 --now。")
    return minute


def _signed(home: Home, dataset: str, version: str, wish: Wish, minute: datetime, now: datetime) -> Signed:
    entry = Signed(
        at=now,
        by=wish.by.strip(),
        account=user(),
        dataset=dataset,
        version=version,
        manifest_sha256=sha256(home.sealed / dataset / version / MANIFEST),
        effective_at=minute.replace(microsecond=0),
        reason=wish.reason.strip(),
    )
    add(home, entry)
    return entry


def _said(reason: str | None) -> Text | None:
    return Text(zh=reason, en=reason) if reason else None
