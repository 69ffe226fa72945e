"""The public releases on disk: datasets, versions, files; only sealed names are ever served."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from published.dataset import Dataset
from published.folders import SUMS, read_sums
from published.home import Home
from published.releases import Release, read_dataset, versions
from published.site.pages.revision import Because, RevisionWords, reasons, revision_words
from published.site.refusals import not_found
from published.verdict import Verdict

_DATASET = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")
OUTCOMES = {"release": "通过", "release_with_notes": "通过，有说明", "hold": "暂缓"}


@dataclass(frozen=True)
class SealedFile:
    """A file of a release as its checksums name it."""

    name: str
    size: int
    sha256: str | None


@dataclass(frozen=True)
class VersionList:
    """A dataset with its public versions, newest first, and why each differs from the one before."""

    dataset: Dataset
    versions: tuple[tuple[str, Release, tuple[Because, ...]], ...]


@dataclass(frozen=True)
class ReleasePage:
    """One release: what it holds, what the gate said, and how it differs from the one before."""

    dataset: Dataset
    release: Release
    verdict: Verdict
    outcome: str
    files: tuple[SealedFile, ...]
    revision: RevisionWords | None
    corrected: tuple[tuple[str, Because], ...]
    """What later versions had to put right, with their numbers."""


def dataset_names(home: Home) -> list[str]:
    """The datasets that have a public release."""
    if not home.releases.is_dir():
        return []
    names = (path.name for path in home.releases.iterdir() if _DATASET.fullmatch(path.name))
    return sorted(name for name in names if versions(home.releases, name))


def version_list(home: Home, dataset: str) -> VersionList:
    """The public versions of a dataset; raises Refused (404) where there are none."""
    if not _DATASET.fullmatch(dataset) or not (known := versions(home.releases, dataset)):
        raise not_found()
    folders = [home.releases / dataset / version for version in reversed(known)]
    found = [(folder.name, Release.read(folder)) for folder in folders]
    told = tuple((version, release, reasons(release.revision)) for version, release in found)
    return VersionList(read_dataset(folders[0]), told)


def release_page(home: Home, dataset: str, version: str) -> ReleasePage:
    """What the page of one release says; raises Refused (404) where there is none."""
    folder = _folder(home, dataset, version)
    verdict = Verdict.model_validate_json((folder / "verdict.json").read_bytes())
    sums = read_sums(folder)
    listed = [SealedFile(name, (folder / name).stat().st_size, digest) for name, digest in sorted(sums.items())]
    listed.append(SealedFile(SUMS, (folder / SUMS).stat().st_size, None))
    found, release = read_dataset(folder), Release.read(folder)
    revised = revision_words(found, release.revision) if release.revision else None
    later = tuple(_corrected(home, dataset, version))
    return ReleasePage(found, release, verdict, OUTCOMES[verdict.outcome], tuple(listed), revised, later)


def _corrected(home: Home, dataset: str, version: str) -> Iterator[tuple[str, Because]]:
    known = versions(home.releases, dataset)
    for later in known[known.index(version) + 1 :]:
        for because in reasons(Release.read(home.releases / dataset / later).revision):
            if because.warns:
                yield later, because


def sealed_file(home: Home, dataset: str, version: str, name: str) -> tuple[Path, str | None]:
    """A file that SHA256SUMS names, or SHA256SUMS itself, with its checksum; raises Refused (404) else."""
    folder = _folder(home, dataset, version)
    if name == SUMS:
        return folder / SUMS, None
    sums = read_sums(folder)
    if name not in sums or "/" in name or name.startswith("."):
        raise not_found()
    return folder / name, sums[name]


def _folder(home: Home, dataset: str, version: str) -> Path:
    folder = home.releases / dataset / version
    if not (_DATASET.fullmatch(dataset) and _VERSION.fullmatch(version) and (folder / SUMS).is_file()):
        raise not_found()
    return folder
