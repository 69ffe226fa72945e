"""A sealed release handed out before its minute: encrypted for one person of the list, in the window, and logged."""

import hashlib
import io
import os
import tarfile
from datetime import datetime, timedelta
from pathlib import Path

from pyrage import encrypt, x25519

from orchestration.access import user
from orchestration.desk import due
from orchestration.mistakes import Mistake
from orchestration.signatures import HandedOut, add
from published.arming import Due
from published.dataset import Dataset
from published.home import Home
from published.pre_release import PreRelease, Reader
from published.schedule import in_the_city


class NotHandedOut(Mistake):
    """Why a release is not handed out, in one sentence."""


def hand_out(home: Home, dataset: Dataset, allowed: PreRelease, name: str, target: Path, now: datetime) -> HandedOut:
    """Write the waiting release of a dataset, encrypted for a reader, to a file that must not exist yet.

    Raises NotHandedOut for whoever is not on the list and outside the window. The log comes before the bytes.
    """
    reader = _reader(allowed, name)
    waiting = _waiting(home, dataset, allowed, now)
    sealed = encrypt(_bundle(home.sealed / dataset.name / waiting.version), [x25519.Recipient.from_str(reader.key)])
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as content:
        entry = HandedOut(
            at=now,
            account=user(),
            dataset=dataset.name,
            version=waiting.version,
            to=f"{reader.name}（{reader.office}）",
            effective_at=waiting.effective_at,
            sha256=hashlib.sha256(sealed).hexdigest(),
        )
        add(home, entry)
        content.write(sealed)
    return entry


def _reader(allowed: PreRelease, name: str) -> Reader:
    for reader in allowed.readers:
        if reader.name == name:
            return reader
    known = "、".join(reader.name for reader in allowed.readers) or "无"
    raise NotHandedOut(f"{name} 不在预先查阅名单中（名单：{known}）；名单在配置的 pre_release 中。")


def _waiting(home: Home, dataset: Dataset, allowed: PreRelease, now: datetime) -> Due:
    coming = [one for one in due(home, now) if one.dataset == dataset.name and one.effective_at > now]
    if not coming:
        raise NotHandedOut(f"{dataset.title.zh}没有签发后待公开的版本。")
    first = min(coming, key=lambda one: one.effective_at)
    opens = first.effective_at - timedelta(hours=allowed.hours)
    if now < opens:
        raise NotHandedOut(
            f"{dataset.title.zh} {first.version} 版在公开前 {allowed.hours} 小时内才可提供："
            f"{in_the_city(opens):%Y-%m-%d %H:%M} 起。"
        )
    return first


def _bundle(release: Path) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as bundle:
        bundle.add(release, arcname=f"{release.parent.name}-{release.name}")
    return content.getvalue()
