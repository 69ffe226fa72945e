"""Sealed folders of one dataset: written once, numbered, public for ever once they are published."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from published.dataset import Dataset
from published.describe import quality
from published.describe.method import sealed_method
from published.describe.quality_chapters import Reported
from published.describe.readme import readme
from published.folders import appearing, sha256
from published.formats import WRITERS
from published.formats import changes as change_files
from published.home import Home
from published.manifest import Input, Link, Manifest, Origin, Snapshot, asked, link_to, withheld
from published.numbering import following, order
from published.objects import keep_once
from published.proof import Signer, digests, prove
from published.reasons import classified
from published.revision import FIRST, Revision, revision
from published.revision_policy import Stated
from published.revisions import ChangeSet, compare
from published.verdict import Verdict
from published.vocabulary import Frozen, Text
from published.wholeness import Changed, check_whole


class Release(Frozen):
    """What release.json says: no clock in it, so equal content is equal bytes."""

    dataset: str
    version: str
    structure: str
    notice: Text | None
    data_sha256: str
    description_sha256: str
    inputs: tuple[Input, ...]
    revision: Revision | None = None
    """How it differs from the version before; None in releases sealed before that was said."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The release in a sealed or public folder."""
        return cls.model_validate_json((folder / "release.json").read_bytes())

    def same_content(self, other: Self) -> bool:
        """Whether both say the same of the same data, whatever their number and inputs."""
        kept = ("data_sha256", "description_sha256", "notice")
        return all(getattr(self, name) == getattr(other, name) for name in kept)

    def repeats(self, sealed: Self, public: Self | None) -> bool:
        """Whether it adds nothing to the newest sealed one: the same, and the same said of what is public before."""
        is_public = public is not None and public.version == sealed.version
        return self.same_content(sealed) and (is_public or self.revision == sealed.revision)


class Proposal(Frozen):
    """What is to be sealed: a judged candidate with everything that goes into its folder.

    `stated`: why published figures change, where a person says so.
    """

    dataset: Dataset
    notice: Text | None
    verdict: Verdict
    report: str
    inputs: tuple[Snapshot, ...]
    origin: Origin
    signer: Signer
    stated: Stated | None = None
    follows: str | None = None
    """The version that is public before this one, which it is compared with; "": none is; None: the newest sealed."""


Inspect = Callable[[Path], None]
"""Looks at a filled release folder before anyone can see it, and raises where it must not appear."""


def versions(folder: Path, dataset: str) -> tuple[str, ...]:
    """The versions of a dataset in `sealed` or `releases`, oldest first."""
    found = (path.name for path in (folder / dataset).glob("[0-9]*") if path.is_dir())
    return tuple(sorted(found, key=order))


def newest(folder: Path, dataset: str) -> Release | None:
    """The newest release of a dataset in `sealed` or `releases`, None before the first."""
    known = versions(folder, dataset)
    return Release.read(folder / dataset / known[-1]) if known else None


def seal(home: Home, proposal: Proposal, table: pa.Table, inspect: Inspect) -> Release | None:
    """Write the next version of a dataset under `sealed`; None where the content is that of the newest one.

    What `inspect` raises over the filled folder keeps it from appearing. Raises NeedsReason where published figures
    change and nobody says why.
    """
    dataset = proposal.dataset
    previous = newest(home.sealed, dataset.name)
    before = _public_before(home, proposal, previous)
    changes = _changes(home, before, dataset, table)
    revised = _revision(before, changes, proposal)
    breaks = before is not None and (revised.breaks or before.structure != dataset.structure)
    version = following(previous.version if previous else None, before.version if before else None, breaks=breaks)
    link = link_to(home.sealed / dataset.name / before.version) if before else None
    with appearing(home.sealed / dataset.name / version) as folder:
        if before and changes:
            change_files.write(changes, before.version, proposal.notice, folder)
        release = _fill(folder, proposal, _stamped(table, proposal.notice), version, link, revised)
        if previous and release.repeats(previous, before):
            shutil.rmtree(folder)
            return None
        inspect(folder)
        keep_once(folder, home.objects)
    return release


def publish(home: Home, dataset: str, version: str) -> None:
    """Link a sealed version to its public address, once; raises Changed where it is not what was sealed."""
    address = home.releases / dataset / version
    if not address.exists():
        check_whole(home.sealed / dataset / version)
        with appearing(address) as folder:
            shutil.copytree(home.sealed / dataset / version, folder, dirs_exist_ok=True, copy_function=os.link)


def release_folder(home: Home, dataset: str, version: str) -> Path:
    """Where a release is read: at its public address, or where it waits sealed for its minute."""
    public = home.releases / dataset / version
    return public if public.exists() else home.sealed / dataset / version


def is_provisional(table: pa.Table) -> bool:
    """Whether any figure of the table has the observation status P."""
    return "obs_status" in table.column_names and "P" in table["obs_status"].to_pylist()


def read_dataset(folder: Path) -> Dataset:
    """The description as it was sealed."""
    return Dataset.model_validate_json((folder / "dataset.json").read_bytes())


def read_table(folder: Path, dataset: str) -> pa.Table:
    """The data as they were sealed."""
    return pq.read_table(folder / f"{dataset}.parquet")


def read_whole(folder: Path) -> pa.Table:
    """The data of a release; raises Changed where they are not what was sealed."""
    data = folder / f"{folder.parent.name}.parquet"
    if sha256(data) != Release.read(folder).data_sha256:
        raise Changed(f"{data} 与封存时不同，不能公开；请从备份恢复或重新发布。")
    return pq.read_table(data)


def _public_before(home: Home, proposal: Proposal, newest_sealed: Release | None) -> Release | None:
    if proposal.follows is None:
        return newest_sealed
    folder = home.sealed / proposal.dataset.name / proposal.follows
    return Release.read(folder) if proposal.follows else None


def _changes(home: Home, previous: Release | None, dataset: Dataset, table: pa.Table) -> ChangeSet | None:
    if previous is None:
        return None
    folder = home.sealed / dataset.name / previous.version
    return compare(read_dataset(folder), read_table(folder, dataset.name), dataset, table)


def _revision(previous: Release | None, changes: ChangeSet | None, proposal: Proposal) -> Revision:
    if previous is None or changes is None:
        return FIRST
    reasons = classified(changes, proposal.dataset.revisions, proposal.stated)
    return revision(previous.version, changes, reasons)


def _stamped(table: pa.Table, notice: Text | None) -> pa.Table:
    if notice is None:
        return table
    return table.append_column("notice", pa.array([_words(notice)] * table.num_rows, pa.string()))


def _words(notice: Text) -> str:
    return f"{notice.zh} ({notice.en})"


def _fill(
    folder: Path, proposal: Proposal, table: pa.Table, version: str, previous: Link | None, revised: Revision
) -> Release:
    stamp = {"notice": proposal.notice, "provisional": is_provisional(table)}
    dataset = proposal.dataset.model_copy(update={**stamp, "release": None})
    verdict = proposal.verdict.model_copy(update=stamp)
    for extension, write in WRITERS.items():
        write(dataset, table, folder / f"{dataset.name}.{extension}")
    (folder / "dataset.json").write_text(dataset.model_dump_json(indent=1), encoding="utf-8")
    (folder / "verdict.json").write_text(verdict.model_dump_json(indent=1), encoding="utf-8")
    (folder / "verdict.html").write_text(proposal.report, encoding="utf-8")
    (folder / "README.md").write_text(readme(dataset, version), encoding="utf-8")
    if page := sealed_method(dataset):
        (folder / "method.md").write_text(page, encoding="utf-8")
    quality.write(quality.quality_report(Reported(dataset, verdict, revised, table, version)), folder)
    release = _describe(folder, proposal, version, revised)
    (folder / "release.json").write_text(release.model_dump_json(indent=1), encoding="utf-8")
    prove(folder, _manifest(folder, proposal, dataset, version, previous), proposal.signer)
    return release


def _describe(folder: Path, proposal: Proposal, version: str, revised: Revision) -> Release:
    dataset = proposal.dataset
    return Release(
        dataset=dataset.name,
        version=version,
        structure=dataset.structure,
        notice=proposal.notice,
        data_sha256=sha256(folder / f"{dataset.name}.parquet"),
        description_sha256=sha256(folder / "dataset.json"),
        inputs=tuple(snapshot.identity for snapshot in proposal.inputs),
        revision=revised,
    )


def _manifest(folder: Path, proposal: Proposal, dataset: Dataset, version: str, previous: Link | None) -> Manifest:
    return Manifest(
        dataset=dataset.name,
        version=version,
        notice=dataset.notice,
        provisional=dataset.provisional,
        files=digests(folder),
        inputs=proposal.inputs,
        code=proposal.origin.code,
        lock_sha256=proposal.origin.lock_sha256,
        parameters=proposal.origin.parameters,
        checks=asked(proposal.verdict),
        disclosure=withheld(proposal.verdict),
        previous=previous,
    )
