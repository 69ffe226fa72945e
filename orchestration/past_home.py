"""A home as it was when a release was built, laid out beside the real one from what that keeps for ever."""

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.access import opened
from orchestration.archive import Archive, Passport
from orchestration.ledger import Entry
from orchestration.mistakes import Mistake
from orchestration.originals import content
from orchestration.raw_key import RawKey
from orchestration.raw_rows import MARKS, write_rows
from orchestration.recipes import FROM_BACKUP, Recipe, State, kept_content
from orchestration.row_identity import rows_sha256
from orchestration.sealed_bytes import Tampered
from orchestration.snapshots import reading
from published.feed import Feed
from published.folders import sha256
from published.home import Home
from published.manifest import Manifest
from published.numbering import order
from published.releases import numbers
from published.tombstone import taken_down
from published.wholeness import check_whole


def lay_out(home: Home, recipe: Recipe, state: State, datasets: Iterable[str], there: Home) -> None:
    """Everything but the deliveries: earlier releases of the datasets, kept files, the desk's log, the key.

    What was taken down since has no place there, what was taken down by then its tombstone.
    Raises Mistake, or Changed for a release that is not as it was sealed.
    """
    for name in datasets:
        since = _taken_down_since(home, state, name)
        for version in (one for one in _given(home, state, name) if one not in since):
            if version not in state.erased.get(name, ()):
                check_whole(home.sealed / name / version)
            shutil.copytree(home.sealed / name / version, there.sealed / name / version)
    for path, digest in state.files.items():
        _take_out(kept_content(home, digest), there.root / path)
    if recipe.desk:
        _copy_beginning(home.desk / "log.jsonl", recipe.desk, there.desk / "log.jsonl")
    shutil.copytree(home.keys, there.keys, dirs_exist_ok=True)
    shutil.copyfile(home.public_key, there.public_key)


def check_standing(home: Home, state: State, sealed: Path, linked: Collection[str]) -> None:
    """Raises Mistake where a release stands on one that was taken down since: it was compared with that, or all that
    its linked datasets had told bound it.
    """
    dataset, version = sealed.parts[-2:]
    before = Manifest.read(sealed).previous
    compared = {state.sealed.get(dataset), before.version if before else None}
    for name in sorted({dataset, *linked}):
        for gone in _taken_down_since(home, state, name):
            if name in linked or gone in compared:
                raise Mistake(
                    f"{dataset} {version} 版依据的 {name} {gone} 版在其封存后已依法删除，不能重做；"
                    "它自身是否完整，仍可用 yongzhuan verify 核查。"
                )


def lay_out_feed(home: Home, feed: Feed, size: int, there: Home) -> None:
    """What a feed had delivered when its ledger had that many bytes, read anew from the delivered bytes.

    Raises Mistake where a snapshot is gone or no longer what was delivered.
    """
    archive, past = Archive(home.raw, feed, RawKey.of(home.raw)), Archive.of(there, feed)
    _copy_beginning(archive.ledger.path, size, past.ledger.path)
    known = {(passport.stem, passport.folder): passport for passport in archive.passports()}
    wanted = sorted(_counted(feed, past.ledger.entries()))
    opened(home.raw, *(archive.folder.joinpath(*place) for place in wanted))
    for place in wanted:
        if place not in known:
            raise Mistake(f"快照 {archive.folder.joinpath(*place)} 不在了，不能重做；{FROM_BACKUP}。")
        _read_anew(archive, known[place], past)


def _given(home: Home, state: State, dataset: str) -> tuple[str, ...]:
    """The numbers that versions of a dataset had by then."""
    newest = order(state.sealed.get(dataset, "0.0"))
    return tuple(one for one in numbers(home.sealed, dataset) if order(one) <= newest)


def _taken_down_since(home: Home, state: State, dataset: str) -> tuple[str, ...]:
    by_then, given = state.erased.get(dataset, ()), _given(home, state, dataset)
    return tuple(one for one in given if one not in by_then and taken_down(home.sealed / dataset / one))


def _counted(feed: Feed, entries: Iterable[Entry]) -> set[tuple[str, str]]:
    """Stem and folder of the snapshot of each file that counted last; of a remembered feed, of all that ever did."""
    turns = [(Path(e.file).stem, e.snapshot) for e in entries if e.snapshot and e.outcome != "copy"]
    return set(turns) if feed.remembered else set(dict(turns).items())


def _read_anew(archive: Archive, passport: Passport, past: Archive) -> None:
    source = archive.folder / passport.stem / passport.folder
    with past.staging() as staged:
        payload = staged / "payload" / passport.file
        try:
            with payload.open("wb") as delivered:
                delivered.writelines(content(source / "payload" / passport.file, archive.key))
        except (Tampered, FileNotFoundError):
            payload.unlink()
        if not payload.exists() or sha256(payload) != passport.sha256:
            raise Mistake(f"快照 {source} 的原件不是当初收到的字节，不能重做；{FROM_BACKUP}。")
        if _rows(archive, passport, payload, past) != passport.rows_sha256:
            raise Mistake(f"由快照 {source} 的原件读出的行与当初不同，不能重做；{FROM_BACKUP}。")
        shutil.copyfile(source / "passport.json", staged / "passport.json")
        past.settle(staged, passport.stem, passport.folder)


def _rows(archive: Archive, passport: Passport, payload: Path, past: Archive) -> str:
    """Their identity, once they lie beside the payload's folder; what was read by an earlier declaration is as kept."""
    rows = payload.parent.parent / "rows.parquet"
    if passport.reading == reading(archive.feed):
        return write_rows(archive.feed, payload, passport.snapshot, rows, past.key)[1]
    shutil.copyfile(archive.folder / passport.stem / passport.folder / "rows.parquet", rows)
    decrypting = past.key.to_read_parquet() if past.key else None
    with pq.ParquetFile(rows, decryption_properties=decrypting) as kept:
        schema = pa.schema([field for field in kept.schema_arrow if field.name not in MARKS])
        return rows_sha256(schema, kept.iter_batches())


def _take_out(kept: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, target)


def _copy_beginning(log: Path, size: int, target: Path) -> None:
    """The first bytes of an append-only log."""
    with log.open("rb") as lines:
        target.write_bytes(lines.read(size))
