"""Taking down: the log, the tombstones, an edition without it, the erasure, in this order; then the proof by search.

Killed anywhere, the same call again finishes: every step finds what is left to do.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from orchestration.access import user
from orchestration.desk import publish_signed
from orchestration.desk_page import write_desk
from orchestration.protection import candidate_path
from orchestration.signatures import HandedOut, Signed, TakenDown, add, entries
from orchestration.takedown_plan import Order, Plan
from orchestration.touched import LIST
from published.catalog import Catalog
from published.erasure import bury, digests, erase, forget
from published.folders import sha256
from published.home import Home
from published.manifest import MANIFEST
from published.profile import Profile
from published.proof import Signer
from published.traces import Wanted

SETTLING = 6.0
"""Seconds in which running servers go over to the edition without it."""


def take_down(
    home: Home,
    catalog: Catalog,
    profile: Profile,
    order: Order,
    plan: Plan,
    signer: Signer,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Carry out a plan."""
    for dataset, versions in plan.whole.items():
        _note(home, order, dataset, versions)
    for one in entries(home):
        if isinstance(one, TakenDown):
            whole = dict.fromkeys(one.versions, ())
            bury(home, {one.dataset: whole}, one.at, one.ground, signer)
    bury(home, plan.files, datetime.now(UTC), order.ground, signer)
    publish_signed(home, catalog, profile, datetime.now(UTC))
    wait(SETTLING)
    erase(home, plan.erased)
    held = Wanted(order.words)
    for path in remade(home, catalog):
        if path.stem == order.dataset or held.held_by(path):
            path.unlink()
    wait(SETTLING)
    forget(home, plan.erased)
    (home.desk / LIST).unlink(missing_ok=True)
    write_desk(home, catalog, profile, datetime.now(UTC))


def wanted(home: Home, order: Order, plan: Plan) -> Wanted:
    """What must be found nowhere any more."""
    return Wanted(order.words, digests(home, plan.erased))


def remade(home: Home, catalog: Catalog) -> list[Path]:
    """Candidates and verdicts: what the next run makes anew."""
    every = (*(candidate_path(home, dataset) for dataset in catalog.datasets), *sorted(home.verdicts.iterdir()))
    return [path for path in every if path.is_file()]


def handed_out(home: Home, plan: Plan) -> list[HandedOut]:
    """Who was given what of it before its minute."""
    given = (one for one in entries(home) if isinstance(one, HandedOut))
    return [one for one in given if one.version in plan.whole.get(one.dataset, ())]


def _note(home: Home, order: Order, dataset: str, versions: tuple[str, ...]) -> None:
    """One line of the log for each dataset, once."""
    noted = {
        one
        for entry in entries(home)
        if isinstance(entry, TakenDown) and entry.dataset == dataset
        for one in entry.versions
    }
    fresh = tuple(one for one in versions if one not in noted)
    if not fresh:
        return
    now = datetime.now(UTC)
    instead = _signed(home, order, now) if order.instead and dataset == order.dataset else None
    by, account = order.by.strip(), user()
    entry = TakenDown(
        at=now, by=by, account=account, dataset=dataset, versions=fresh, ground=order.ground, instead=instead
    )
    add(home, entry)


def _signed(home: Home, order: Order, now: datetime) -> Signed:
    """The signature of the earlier version that is shown from now on."""
    version = str(order.instead)
    return Signed(
        at=now,
        by=order.by.strip(),
        account=user(),
        dataset=order.dataset,
        version=version,
        manifest_sha256=sha256(home.sealed / order.dataset / version / MANIFEST),
        effective_at=now.replace(microsecond=0),
        reason=order.ground.zh,
    )
