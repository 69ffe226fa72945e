"""Deliveries ► immutable snapshots. The same bytes, or the same rows in other bytes, make no new one."""

import hashlib
import json
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from orchestration.access import opened
from orchestration.archive import SHORT, Archive, Passport
from orchestration.arrivals import circumstances, identity, original
from orchestration.ledger import Entry
from orchestration.raw_rows import write_rows
from orchestration.readers.notes import Notes, noted
from orchestration.refusals import DeliveryRefused
from orchestration.transports import Delivery, Known
from published.feed import Feed
from published.home import Home
from published.vocabulary import Text

READING = 2
"""To be raised when the readers come to read the same bytes differently."""


@dataclass(frozen=True)
class Taken:
    """What became of an accepted delivery; `passport` is of the snapshot that is current now, or that it copies."""

    outcome: Literal["new", "same_bytes", "same_rows", "copy"]
    passport: Passport
    notes: tuple[Text, ...] = ()


def take(home: Home, feed: Feed, delivery: Delivery, now: datetime) -> Taken:
    """Archive a delivery and make it current; consumes `delivery.path`.

    Raises DeliveryRefused after keeping the refused bytes as evidence; what was current stays current.
    """
    archive = Archive.of(home, feed)
    archive.restore_current()
    counting = archive.current().get(Path(delivery.file).stem)
    known = _known(archive, delivery)
    if known:
        delivery.path.unlink()
        taken = Taken("same_bytes" if known == counting else "new", known)
    else:
        taken = _archived(archive, delivery, counting, now)
    if taken.outcome == "new":
        taken = replace(taken, notes=circumstances(archive, counting, taken.passport))
        archive.point(taken.passport)
    _record(archive, delivery, now, taken)
    return taken


def known(home: Home, feed: Feed, file: str) -> Known | None:
    """The newest whole delivery of a file, if it was accepted and would be read the same way today."""
    archive = Archive.of(home, feed)
    counting = archive.current().get(Path(file).stem)
    entries = [entry for entry in archive.ledger.entries() if entry.file == file]
    fetched = next(
        (entry for entry in reversed(entries) if entry.headers is not None or entry.outcome == "refused"), None
    )
    if not counting or not fetched or fetched.headers is None or fetched.size is None:
        return None
    if (fetched.snapshot, reading(feed)) != (counting.folder, counting.reading):
        return None
    return Known(fetched.size, fetched.headers, fetched.at)


def keep(home: Home, feed: Feed, file: str, now: datetime) -> Taken:
    """Say in the ledger that the sender has nothing new; what is current stays so."""
    archive = Archive.of(home, feed)
    counting = archive.current()[Path(file).stem]
    same = Entry(
        at=now,
        file=file,
        size=counting.size,
        sha256=counting.sha256,
        rows_sha256=counting.rows_sha256,
        outcome="same_bytes",
        snapshot=counting.folder,
    )
    archive.ledger.append(same)
    return Taken("same_bytes", counting)


def record_refusal(home: Home, feed: Feed, file: str, refusal: DeliveryRefused, now: datetime) -> None:
    """Say in the ledger that a file, or by its pattern the whole feed, could not be fetched: no bytes to keep."""
    entry = Entry(at=now, file=file, outcome="refused", reason=str(refusal))
    Archive.of(home, feed).ledger.append(entry)


def current(home: Home, feed: Feed) -> list[Passport]:
    """Passports of the snapshots that count now, one per file, by file name."""
    archive = Archive.of(home, feed)
    archive.restore_current()
    return list(archive.current().values())


def refused_last(home: Home, feed: Feed) -> dict[str, bool]:
    """Files whose newest delivery was refused ► whether an earlier one of them counts instead.

    That the feed could not be listed (its pattern is refused) stands until anything of it is delivered.
    """
    stems = set(Archive.of(home, feed).current())
    files = [entry.file for entry in refusals(home, feed)]
    return {file: bool(stems) if file == feed.pattern else Path(file).stem in stems for file in files}


def refusals(home: Home, feed: Feed) -> list[Entry]:
    """The refusals that stand: each the newest entry of its file, by file name."""
    entries = Archive.of(home, feed).ledger.entries()
    newest = {entry.file: entry for entry in entries}
    unlisted = bool(entries) and entries[-1].file == feed.pattern
    standing = [entry for file, entry in sorted(newest.items()) if file != feed.pattern or unlisted]
    return [entry for entry in standing if entry.outcome == "refused"]


def restore_current(home: Home, feed: Feed) -> None:
    """Rebuild the links that dbt reads, under raw/current, where the feed's folder there is gone."""
    Archive.of(home, feed).restore_current()


def reading(feed: Feed) -> str:
    """Changes whenever the same bytes would be read into other rows."""
    declared = feed.model_dump(
        include={
            *("format", "packed", "records", "encoding", "title_rows", "unit", "header_rows", "footer", "sheets"),
            *("ignored_columns", "columns"),
        }
    )
    return hashlib.sha256(json.dumps([READING, declared], sort_keys=True).encode()).hexdigest()[:SHORT]


def _known(archive: Archive, delivery: Delivery) -> Passport | None:
    """The snapshot of exactly these bytes, read as they would be read today."""
    wanted = (delivery.file, delivery.sha256, reading(archive.feed))
    stem = Path(delivery.file).stem
    return next((p for p in archive.passports(stem) if (p.file, p.sha256, p.reading) == wanted), None)


def _archived(archive: Archive, delivery: Delivery, counting: Passport | None, now: datetime) -> Taken:
    """A new snapshot, whole or not at all; none where the rows are those that count already."""
    with archive.staging() as staged:
        shutil.move(delivery.path, staged / "payload" / delivery.file)
        try:
            passport = _read_in(archive, delivery, staged, now)
        except DeliveryRefused as refusal:
            _keep_refused(archive, delivery, staged, refusal, now)
            raise
        if counting and identity(counting) == identity(passport):
            return Taken("same_rows", counting)
        if other := original(archive, passport):
            return Taken("copy", other, (noted("copy", other=other.file),))
        (staged / "passport.json").write_text(passport.model_dump_json(indent=2), encoding="utf-8")
        archive.settle(staged, passport.stem, passport.folder)
        return Taken("new", passport)


def _read_in(archive: Archive, delivery: Delivery, staged: Path, now: datetime) -> Passport:
    feed, short, how = archive.feed, delivery.sha256[:SHORT], reading(archive.feed)
    payload = staged / "payload" / delivery.file
    notes = Notes()
    opened(archive.root, archive.folder / payload.stem / short)
    rows, rows_sha256 = write_rows(feed, payload, short, staged / "rows.parquet", archive.key, notes)
    once_read_otherwise = (archive.folder / payload.stem / short).exists()
    return Passport(
        feed=feed.key,
        file=delivery.file,
        folder=f"{short}-{how[:8]}" if once_read_otherwise else short,
        pulled_at=now,
        modified=delivery.modified,
        headers=dict(delivery.headers),
        size=delivery.size,
        sha256=delivery.sha256,
        rows=rows,
        rows_sha256=rows_sha256,
        reading=how,
        code_list_version=feed.code_list_version,
        notes=notes.texts,
    )


def _keep_refused(archive: Archive, delivery: Delivery, staged: Path, refusal: DeliveryRefused, now: datetime) -> None:
    (staged / "rows.parquet").unlink(missing_ok=True)
    facts = {
        "feed": archive.feed.key,
        "file": delivery.file,
        "at": now.isoformat(),
        "size": delivery.size,
        "sha256": delivery.sha256,
        "code": refusal.code,
        "message": str(refusal),
        "english": refusal.english,
    }
    (staged / "refusal.json").write_text(json.dumps(facts, ensure_ascii=False, indent=2), encoding="utf-8")
    archive.settle(staged, "refused", delivery.sha256[:SHORT])
    archive.ledger.append(
        Entry(
            at=now,
            file=delivery.file,
            size=delivery.size,
            sha256=delivery.sha256,
            outcome="refused",
            reason=str(refusal),
        )
    )


def _record(archive: Archive, delivery: Delivery, now: datetime, taken: Taken) -> None:
    archive.ledger.append(
        Entry(
            at=now,
            file=delivery.file,
            size=delivery.size,
            sha256=delivery.sha256,
            rows_sha256=taken.passport.rows_sha256,
            outcome=taken.outcome,
            snapshot=taken.passport.folder,
            headers=dict(delivery.headers),
            notes=taken.notes or None,
        )
    )
