"""Which snapshots of a remembered feed counted when: registers keep their history from raw snapshots alone.

raw/known/<source>/<feed>/<file stem>__<snapshot>.parquet ► the rows of every snapshot that ever counted
raw/known/deliveries.parquet   feed, file, snapshot, counted_from, counted_to (city time; null while it counts)
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.archive import Archive, Passport, private_folder
from published.feed import Feed
from published.home import Home

CITY_TIME = ZoneInfo("Asia/Shanghai")
_SCHEMA = pa.schema([(name, pa.string()) for name in ("feed", "file", "snapshot", "counted_from", "counted_to")])


def write_history(home: Home, feeds: Iterable[Feed]) -> None:
    """Lay out for dbt what the remembered feeds delivered at any time."""
    known = home.raw / "known"
    private_folder(home.raw, known)
    archives = [Archive.of(home, feed) for feed in feeds if feed.remembered]
    rows = [row for archive in archives for row in _spells(archive)]
    pq.write_table(pa.Table.from_pylist(rows, _SCHEMA), known / ".deliveries.parquet")
    (known / ".deliveries.parquet").chmod(0o600)
    (known / ".deliveries.parquet").replace(known / "deliveries.parquet")
    for archive in archives:
        _link(archive, known / archive.feed.source / archive.feed.name)


def _spells(archive: Archive) -> Iterator[dict[str, str | None]]:
    """Per file, one row for each unbroken time in which one of its snapshots counted."""
    for stem, passports in _by_stem(archive).items():
        turns = [(e.at, e.snapshot) for e in archive.ledger.entries() if e.outcome == "new" and _stem(e.file) == stem]
        known = {passport.folder: passport for passport in passports}
        begun = [(at, known[folder]) for at, folder in turns if folder in known]
        begun = begun or [(passport.pulled_at, passport) for passport in passports]
        ends = [*(at for at, _ in begun[1:]), None]
        for (start, passport), end in zip(begun, ends, strict=True):
            yield {
                "feed": archive.feed.key,
                "file": passport.file,
                "snapshot": passport.snapshot,
                "counted_from": _city_time(start),
                "counted_to": _city_time(end),
            }


def _link(archive: Archive, folder: Path) -> None:
    """The newest reading of each snapshot."""
    private_folder(archive.root, folder)
    for passport in archive.passports():
        rows = archive.folder / passport.stem / passport.folder / "rows.parquet"
        link = folder / f".{passport.stem}__{passport.snapshot}"
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(rows, folder))
        link.replace(folder / f"{passport.stem}__{passport.snapshot}.parquet")


def _by_stem(archive: Archive) -> dict[str, list[Passport]]:
    found: dict[str, list[Passport]] = {}
    for passport in archive.passports():
        found.setdefault(passport.stem, []).append(passport)
    return found


def _stem(file: str) -> str:
    return Path(file).stem


def _city_time(at: datetime | None) -> str | None:
    return at.astimezone(CITY_TIME).strftime("%Y-%m-%d %H:%M:%S") if at else None
