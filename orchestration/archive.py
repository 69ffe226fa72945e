"""Where a feed's snapshots lie under raw, and how a folder gets there: whole or not at all, then read-only.

raw/<source>/<feed>/<file stem>/<sha256[:16]>/{payload/<file>, rows.parquet, passport.json}
raw/<source>/<feed>/refused/<sha256[:16]>/{payload/<file>, refusal.json}
raw/<source>/<feed>/deliveries.jsonl
raw/current/<source>/<feed>/<file stem>.parquet ► the rows that dbt reads
raw/access.jsonl   who opened what          raw/encryption.json   whose key the payloads and rows are sealed with
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from orchestration.ledger import Ledger
from orchestration.raw_key import RawKey
from orchestration.sealed_bytes import seal
from published.feed import Feed
from published.home import Home
from published.vocabulary import Frozen, Text

SHORT = 16


class Passport(Frozen):
    """What is known for ever about one snapshot: where it came from, when, and its two hashes.

    `sha256` is of the bytes (evidence), `rows_sha256` of the canonical rows (identity); `reading` changes
    with the declaration by which the bytes were read; `size` in bytes; `folder` is the snapshot's folder;
    `notes` say in what the file departs from what is agreed.
    """

    feed: str
    file: str
    folder: str
    pulled_at: datetime
    modified: datetime | None
    headers: dict[str, str]
    size: int
    sha256: str
    rows: int
    rows_sha256: str
    reading: str
    code_list_version: str | None
    notes: tuple[Text, ...] = ()

    @property
    def snapshot(self) -> str:
        """The short hash that every row carries as `_snapshot`."""
        return self.sha256[:SHORT]

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return Path(self.file).stem


@dataclass(frozen=True)
class Archive:
    """The folders of one feed."""

    root: Path
    feed: Feed
    key: RawKey | None

    @classmethod
    def of(cls, home: Home, feed: Feed) -> "Archive":
        """The archive of a feed; its folder is made, closed to everyone but the owner.

        Raises HomeError where the zone is encrypted and its key is not at hand, or the other way round.
        """
        private_folder(home.raw, home.raw / feed.source / feed.name)
        return cls(home.raw, feed, RawKey.of(home.raw))

    @property
    def folder(self) -> Path:
        """Everything of this feed."""
        return self.root / self.feed.source / self.feed.name

    @property
    def current_folder(self) -> Path:
        """One link per file, to the rows that count now."""
        return self.root / "current" / self.feed.source / self.feed.name

    @property
    def ledger(self) -> Ledger:
        """The deliveries of this feed."""
        return Ledger(self.folder / "deliveries.jsonl")

    def passports(self, stem: str = "*") -> list[Passport]:
        """Every snapshot of the feed or of one of its files, oldest first."""
        pattern = stem if stem == "*" else escape(stem)
        found = (_passport(path.parent) for path in self.folder.glob(f"{pattern}/*/passport.json"))
        return sorted((p for p in found if p), key=lambda passport: (passport.pulled_at, passport.file))

    def current(self) -> dict[str, Passport]:
        """File stem ► passport of the snapshot that counts now."""
        links = sorted(self.current_folder.glob("*.parquet"))
        found = {link.stem: _passport(link.resolve().parent) for link in links}
        return {stem: passport for stem, passport in found.items() if passport}

    def point(self, passport: Passport) -> None:
        """Make a snapshot the current one of its file, at one instant."""
        private_folder(self.root, self.current_folder)
        rows = self.folder / passport.stem / passport.folder / "rows.parquet"
        link = self.current_folder / f".{uuid.uuid4().hex}"
        link.symlink_to(os.path.relpath(rows, self.current_folder))
        link.replace(self.current_folder / f"{passport.stem}.parquet")
        _sync(self.current_folder)

    def restore_current(self) -> None:
        """Rebuild the links from ledger and passports where the folder that holds them is gone."""
        if self.current_folder.is_dir():
            return
        entries = enumerate(self.ledger.entries())
        order = {(Path(entry.file).stem, entry.snapshot): place for place, entry in entries}
        for passport in sorted(self.passports(), key=lambda p: order.get((p.stem, p.folder), -1)):
            self.point(passport)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder to prepare a snapshot in; what is not settled is gone afterwards."""
        folder = self.root / ".incoming" / uuid.uuid4().hex
        private_folder(self.root, folder / "payload")
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def settle(self, staged: Path, *place: str) -> None:
        """Move a prepared folder to its place, durable, read-only and, where the zone has a key, its payload sealed.

        One that stands there already wins.
        """
        final = self.folder.joinpath(*place)
        private_folder(self.root, final.parent)
        if self.key:
            for payload in (staged / "payload").iterdir():
                seal(payload, self.key)
        for path in (*staged.rglob("*"), staged):
            if path.is_file():
                path.chmod(0o400)
            _sync(path)
        try:
            staged.rename(final)
        except OSError:
            if not final.is_dir():
                raise
        _sync(final.parent)


def private_folder(root: Path, folder: Path) -> None:
    """Make `folder` and what leads to it from `root`, each readable by its owner alone."""
    for part in (
        root,
        *reversed([p for p in folder.parents if p.is_relative_to(root) and p != root]),
        folder,
    ):
        part.mkdir(mode=0o700, parents=part == root, exist_ok=True)


def _passport(folder: Path) -> Passport | None:
    try:
        return Passport.model_validate_json((folder / "passport.json").read_bytes())
    except (OSError, ValueError):
        return None


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
