"""The public releases on disk: datasets, versions, files; only sealed names are ever served."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from published.dataset import Dataset
from published.describe import quality
from published.describe.prov import provenance
from published.editions import Edition, first_with, public_since
from published.folders import SUMS, read_sums
from published.home import Home
from published.manifest import MANIFEST, SIGNATURE, Manifest
from published.numbering import order
from published.releases import Release, is_there, read_dataset, release_folder
from published.schedule import CITY
from published.site.gone import gone, gone_table
from published.site.pages.addresses import root_of
from published.site.pages.revision import Because, RevisionWords, reasons, revision_words
from published.site.refusals import not_found
from published.tombstone import MARKS, Tombstone, taken_down
from published.verdict import Verdict
from published.vocabulary import Text

_DATASET = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})*")
OUTCOMES = {
    "release": Text(zh="通过", en="passed"),
    "release_with_notes": Text(zh="通过，有说明", en="passed, with notes"),
    "hold": Text(zh="暂缓", en="held"),
}


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
    count: int
    """How many there are in all."""
    before: str | None
    """Where the list goes on: with those older than this version; None where it ends."""
    erased: tuple[tuple[str, Text], ...] = ()
    """The versions that were taken down by then, each with the ground."""


@dataclass(frozen=True)
class Begun:
    """When a version became public; the page of the dataset as it was then, None where that showed another."""

    day: date
    href: str | None


@dataclass(frozen=True)
class ReleasePage:
    """One release: what it holds, what the gate said, and how it differs from the one before."""

    dataset: Dataset
    release: Release
    verdict: Verdict
    outcome: Text
    files: tuple[SealedFile, ...]
    revision: RevisionWords | None
    corrected: tuple[tuple[str, Because], ...]
    """What later versions had to put right, with their numbers."""
    erased: Tombstone | None
    """Which of its files were taken down."""

    @property
    def is_signed(self) -> bool:
        """Whether it was sealed with a manifest and its signature."""
        return self._holds(SIGNATURE)

    @property
    def has_quality_report(self) -> bool:
        """Whether it was sealed with a quality report."""
        return self._holds(quality.PAGE)

    def _holds(self, name: str) -> bool:
        return name in {file.name for file in self.files}


@dataclass(frozen=True)
class PublicReleases:
    """The releases that are public in an edition: those that it shows, and what was public before it."""

    home: Home
    edition: Edition

    def datasets(self) -> list[str]:
        """The datasets that have a public release."""
        return sorted(self.edition.living(self.home))

    def versions(self, dataset: str, most: int, before: str | None = None) -> VersionList:
        """So many public versions of a dataset, newest first; raises Refused where it is not shown."""
        shown = self.edition.releases.get(dataset)
        if shown is None or not is_there(release_folder(self.home, dataset, shown)):
            raise gone_table(self.home, self.edition, dataset) or not_found()
        if before is not None and not _VERSION.fullmatch(before):
            raise not_found()
        known = self.edition.history(self.home, dataset)
        older = [one for one in reversed(known) if before is None or order(one) < order(before)]
        folders = [release_folder(self.home, dataset, one) for one in older[:most]]
        found = [(folder.name, Release.read(folder)) for folder in folders]
        return VersionList(
            dataset=read_dataset(release_folder(self.home, dataset, shown)),
            versions=tuple((version, one, reasons(one.revision)) for version, one in found),
            count=len(known),
            before=found[-1][0] if len(older) > most else None,
            erased=tuple(sorted(self.edition.taken_down.get(dataset, {}).items(), key=lambda one: order(one[0]))),
        )

    def begun(self, listed: VersionList) -> dict[str, Begun]:
        """Version ► when it became public, and where the page of the dataset is still as it was then."""
        name = listed.dataset.name
        found = first_with(self.home, self.edition.id, [(name, version) for version, _, _ in listed.versions])
        return {
            version: Begun(
                day=first.effective_at.astimezone(CITY).date(),
                href=f"{root_of(first.id)}/open/{name}" if first.releases.get(name) == version else None,
            )
            for (_, version), first in found.items()
        }

    def page(self, dataset: str, version: str) -> ReleasePage:
        """What the page of one release says; raises Refused (404) where there is none."""
        folder = self._folder(dataset, version)
        stone = Tombstone.beside(folder)
        verdict = Verdict.model_validate_json((folder / "verdict.json").read_bytes())
        sums = read_sums(folder)
        names = sorted(sums.keys() - (stone.files.keys() if stone else set()))
        listed = [SealedFile(name, (folder / name).stat().st_size, sums[name]) for name in names]
        listed.append(SealedFile(SUMS, (folder / SUMS).stat().st_size, None))
        found, release = read_dataset(folder), Release.read(folder)
        revised = revision_words(found, release.revision) if release.revision else None
        later = tuple(self._corrected(dataset, version))
        return ReleasePage(found, release, verdict, OUTCOMES[verdict.outcome], tuple(listed), revised, later, stone)

    def file(self, dataset: str, version: str, name: str) -> tuple[Path, str | None]:
        """A file that SHA256SUMS names, or SHA256SUMS itself or a tombstone, with its checksum; raises Refused else:
        410 for what was taken down, 404 for what never was."""
        folder = self._address(dataset, version)
        stone = Tombstone.beside(folder)
        if stone and name in MARKS:
            return folder / name, None
        if stone and (name in stone.files or stone.is_whole):
            raise gone(stone, name if name in stone.files else None)
        if name == SUMS:
            return folder / SUMS, None
        sums = read_sums(folder)
        if name not in sums or "/" in name or name.startswith("."):
            raise not_found()
        return folder / name, sums[name]

    def provenance(self, dataset: str, version: str) -> bytes:
        """Where a release comes from in PROV-O; raises Refused (404) where it was sealed without a manifest."""
        folder = self._folder(dataset, version)
        if not (folder / MANIFEST).is_file():
            raise not_found()
        since = public_since(self.home, self.edition.id, dataset, version)
        return json.dumps(provenance(Manifest.read(folder), since), ensure_ascii=False, indent=1).encode()

    def _corrected(self, dataset: str, version: str) -> Iterator[tuple[str, Because]]:
        for later in self.edition.corrections.get(dataset, ()):
            if order(later) > order(version) and is_there(release_folder(self.home, dataset, later)):
                told = reasons(Release.read(release_folder(self.home, dataset, later)).revision)
                yield from ((later, because) for because in told if because.warns)

    def _folder(self, dataset: str, version: str) -> Path:
        folder = self._address(dataset, version)
        if stone := taken_down(folder):
            raise gone(stone)
        return folder

    def _address(self, dataset: str, version: str) -> Path:
        if not (_DATASET.fullmatch(dataset) and _VERSION.fullmatch(version)):
            raise not_found()
        folder = release_folder(self.home, dataset, version)
        there = (folder / SUMS).is_file() or taken_down(folder)
        if not (self.edition.reaches(dataset, version) and there):
            raise not_found()
        return folder


def public_key(home: Home) -> bytes:
    """By which the signatures of all releases are checked; raises Refused (404) before there is one."""
    if not home.public_key.is_file():
        raise not_found()
    return home.public_key.read_bytes()
