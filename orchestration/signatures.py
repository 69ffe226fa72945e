"""Who signed which release, and for which minute: an append-only log, one line of JSON each."""

import getpass
import os
from collections.abc import Iterable
from datetime import datetime

from published.editions import Due
from published.home import Home
from published.profile import Profile
from published.releases import newest, versions
from published.vocabulary import Frozen, Text

BY_ITSELF = "演示配置自动签发 (the stand-in profile signs by itself)"


class Signature(Frozen):
    """That a version of a dataset becomes public at a minute: signed when, by whom under which account, and why."""

    at: datetime
    by: str
    account: str
    dataset: str
    version: str
    effective_at: datetime
    reason: Text | None = None


def signatures(home: Home) -> tuple[Signature, ...]:
    """The whole log, in the order of signing."""
    log = home.desk / "signatures.jsonl"
    if not log.exists():
        return ()
    return tuple(map(Signature.model_validate_json, log.read_text(encoding="utf-8").splitlines()))


def sign(home: Home, by: str, due: Due, now: datetime) -> Signature:
    """Add a signature; it is on the disk when this returns."""
    signature = Signature(at=now, by=by, account=getpass.getuser(), **dict(due))
    with (home.desk / "signatures.jsonl").open("a", encoding="utf-8") as log:
        log.write(signature.model_dump_json() + "\n")
        log.flush()
        os.fsync(log.fileno())
    return signature


def sign_by_itself(home: Home, profile: Profile, datasets: Iterable[str], now: datetime) -> None:
    """Sign for now what is sealed and unsigned; only invented figures may go out without a person's name."""
    if not profile.synthetic:
        return
    signed = {(one.dataset, one.version) for one in signatures(home)}
    for dataset in datasets:
        sealed = newest(home.sealed, dataset)
        if sealed and (dataset, sealed.version) not in signed:
            due = Due(dataset=dataset, version=sealed.version, effective_at=now.replace(microsecond=0))
            sign(home, BY_ITSELF, due, now)


def due(home: Home, now: datetime) -> list[Due]:
    """What the signatures make public: of each dataset what is in force, and what comes at later minutes.

    A signature under what is no longer sealed says nothing.
    """
    last: dict[tuple[str, datetime | None], Signature] = {}
    for one in (one for one in signatures(home) if one.version in versions(home.sealed, one.dataset)):
        minute = one.effective_at if one.effective_at > now else None
        known = last.get((one.dataset, minute))
        if known is None or known.effective_at <= one.effective_at:
            last[one.dataset, minute] = one
    return [
        Due(dataset=one.dataset, version=one.version, effective_at=one.effective_at, reason=one.reason)
        for one in last.values()
    ]
