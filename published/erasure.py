"""Erasing files of releases: tombstones first, then every copy, cache and database that was made from them.

Each step can be repeated, and what a killed process left over is done by the next.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path

from published.editions import DATABASE, INSPECTED, Edition
from published.folders import read_sums, remove, sha256
from published.home import Home
from published.manifest import MANIFEST, Manifest
from published.proof import Signer
from published.releases import RELEASE, is_there
from published.search import index
from published.tombstone import MARKS, Tombstone
from published.vocabulary import Text

Files = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Dataset ► version ► names of files; no names: all of them."""


def bury(home: Home, erased: Files, at: datetime, ground: Text, signer: Signer) -> None:
    """Raise the tombstones: from then on the site answers 410 for what they name."""
    for dataset, version, names in _each(erased):
        sealed = home.sealed / dataset / version
        known, stone = Tombstone.beside(sealed), _stone(sealed, names, at, ground)
        if known and stone.files.keys() <= known.files.keys():
            stone = known
        elif known:
            stone = stone.model_copy(update={"files": {**known.files, **stone.files}})
        for folder in _folders(home, dataset, version):
            stone.raise_in(folder, signer)


def erase(home: Home, erased: Files) -> None:
    """Erase what the tombstones name wherever it lies, and whatever was made from it."""
    stones = [(dataset, version, _known(home, dataset, version)) for dataset, version, _ in _each(erased)]
    for dataset, version, stone in stones:
        for folder in _folders(home, dataset, version):
            for name in sorted(stone.files, key=lambda name: name != RELEASE):
                (folder / name).unlink(missing_ok=True)
    forget(home, erased)
    for _, _, stone in stones:
        for digest in stone.files.values():
            _let_go(home.objects / digest[:2] / digest)


def forget(home: Home, erased: Files) -> None:
    """Remove what is made anew when somebody asks: databases of editions that held these releases, replayed states."""
    for folder in chain((home.site / "editions").glob("[0-9]*"), home.armed.glob("[0-9]*")):
        if _held(Edition.read(folder), erased):
            for name in (INSPECTED, index.FILE, f"{DATABASE}.db"):
                (folder / name).unlink(missing_ok=True)
    for made in (home.site / "rebuilt").glob("*"):
        remove(made)
    for dataset in erased:
        remove(home.vintages / dataset)


def digests(home: Home, erased: Files) -> frozenset[str]:
    """Of everything that was erased, less what a release that stays holds as well and says by itself."""
    stones = [_known(home, dataset, version) for dataset, version, _ in _each(erased)]
    every = {digest for stone in stones for digest in stone.files.values()}
    return frozenset(every - set(_kept(home)))


def _kept(home: Home) -> Iterator[str]:
    for path in home.sealed.glob("*/[0-9]*"):
        if is_there(path):
            stone = Tombstone.beside(path)
            yield from (one for name, one in read_sums(path).items() if not (stone and name in stone.files))


def _each(erased: Files) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    return ((dataset, version, names) for dataset, found in erased.items() for version, names in found.items())


def _stone(folder: Path, names: Iterable[str], at: datetime, ground: Text) -> Tombstone:
    there = [path for path in sorted(folder.iterdir()) if path.name not in MARKS and not path.name.startswith(".")]
    files = {path.name: sha256(path) for path in there if not names or path.name in names}
    return Tombstone(
        dataset=folder.parent.name,
        version=folder.name,
        taken_down_at=at,
        ground=ground,
        files=files,
        previous=Manifest.read(folder).previous if MANIFEST in files else None,
    )


def _known(home: Home, dataset: str, version: str) -> Tombstone:
    stone = Tombstone.beside(home.sealed / dataset / version)
    assert stone is not None, "a tombstone stands before anything is erased"
    return stone


def _folders(home: Home, dataset: str, version: str) -> list[Path]:
    return [folder for parent in (home.sealed, home.releases) if (folder := parent / dataset / version).is_dir()]


def _held(edition: Edition, erased: Files) -> bool:
    return any(edition.held(dataset, version) for dataset, version, names in _each(erased) if not names)


def _let_go(kept: Path) -> None:
    """Content that no release links to any more."""
    if kept.exists() and kept.stat().st_nlink == 1:
        kept.unlink()
