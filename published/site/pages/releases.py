"""The public releases on disk: datasets, versions, files; only sealed names are ever served."""

import re
from dataclasses import dataclass
from pathlib import Path

from published.dataset import Dataset
from published.folders import SUMS, read_sums
from published.home import Home
from published.manifest import SIGNATURE
from published.releases import Release, read_dataset, versions
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
    """A dataset with its public versions, newest first."""

    dataset: Dataset
    versions: tuple[tuple[str, Release], ...]


@dataclass(frozen=True)
class ReleasePage:
    """One release: what it holds and what the gate said."""

    dataset: Dataset
    release: Release
    verdict: Verdict
    outcome: str
    files: tuple[SealedFile, ...]

    @property
    def is_signed(self) -> bool:
        """Whether it was sealed with a manifest and its signature."""
        return SIGNATURE in {file.name for file in self.files}


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
    return VersionList(read_dataset(folders[0]), tuple((folder.name, Release.read(folder)) for folder in folders))


def release_page(home: Home, dataset: str, version: str) -> ReleasePage:
    """What the page of one release says; raises Refused (404) where there is none."""
    folder = _folder(home, dataset, version)
    verdict = Verdict.model_validate_json((folder / "verdict.json").read_bytes())
    sums = read_sums(folder)
    listed = [SealedFile(name, (folder / name).stat().st_size, digest) for name, digest in sorted(sums.items())]
    listed.append(SealedFile(SUMS, (folder / SUMS).stat().st_size, None))
    return ReleasePage(read_dataset(folder), Release.read(folder), verdict, OUTCOMES[verdict.outcome], tuple(listed))


def sealed_file(home: Home, dataset: str, version: str, name: str) -> tuple[Path, str | None]:
    """A file that SHA256SUMS names, or SHA256SUMS itself, with its checksum; raises Refused (404) else."""
    folder = _folder(home, dataset, version)
    if name == SUMS:
        return folder / SUMS, None
    sums = read_sums(folder)
    if name not in sums or "/" in name or name.startswith("."):
        raise not_found()
    return folder / name, sums[name]


def public_key(home: Home) -> bytes:
    """By which the signatures of all releases are checked; raises Refused (404) before there is one."""
    if not home.public_key.is_file():
        raise not_found()
    return home.public_key.read_bytes()


def _folder(home: Home, dataset: str, version: str) -> Path:
    folder = home.releases / dataset / version
    if not (_DATASET.fullmatch(dataset) and _VERSION.fullmatch(version) and (folder / SUMS).is_file()):
        raise not_found()
    return folder
