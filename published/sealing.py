"""Candidate ► sealed release: a folder that is filled, proved and numbered once, before anybody sees it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from published.dataset import Dataset
from published.describe import quality
from published.describe.method import sealed_method
from published.describe.quality_chapters import Reported
from published.describe.readme import readme
from published.folders import appearing, sha256
from published.formats import WRITERS
from published.formats import changes as change_files
from published.home import Home
from published.manifest import MANIFEST, Link, Manifest, Origin, Snapshot, asked, link_to, withheld
from published.numbering import following
from published.objects import keep_once
from published.proof import Signer, digests, prove
from published.reasons import classified
from published.releases import Release, is_provisional, newest, numbers, read_dataset, read_table
from published.revision import FIRST, Revision, revision
from published.revision_policy import Stated
from published.revisions import ChangeSet, compare
from published.tombstone import Buried, taken_down, taken_down_with
from published.verdict import Verdict
from published.vocabulary import Frozen, Text


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


def seal(home: Home, proposal: Proposal, table: pa.Table, inspect: Inspect) -> Release | None:
    """Write the next version of a dataset under `sealed`; None where the content is that of the newest one.

    What `inspect` raises over the filled folder keeps it from appearing. Raises NeedsReason where published figures
    change and nobody says why, Buried where the data are those of a version that was taken down.
    """
    dataset = proposal.dataset
    given = numbers(home.sealed, dataset.name)
    previous = newest(home.sealed, dataset.name)
    before = _public_before(home, proposal, previous)
    changes = _changes(home, before, dataset, table)
    revised = _revision(before, changes, proposal)
    breaks = before is not None and (revised.breaks or before.structure != dataset.structure)
    version = following(given[-1] if given else None, before.version if before else None, breaks=breaks)
    link = _link(home, dataset.name, before)
    with appearing(home.sealed / dataset.name / version) as folder:
        if before and changes:
            change_files.write(changes, before.version, proposal.notice, folder)
        release = _fill(folder, proposal, _stamped(table, proposal.notice), version, link, revised)
        if on := taken_down_with(home.sealed / dataset.name, given, release.data_sha256):
            raise Buried(f"{dataset.title.zh}的内容与已依法删除的 {on} 版相同，不能再封存；请先在来源中删去。")
        if previous and release.repeats(previous, before):
            shutil.rmtree(folder)
            return None
        inspect(folder)
        keep_once(folder, home.objects)
    return release


def _link(home: Home, dataset: str, before: Release | None) -> Link | None:
    """To the version that is public before; where that was taken down, its tombstone has the digest.

    Of a version that was never public, what becomes public does not tell.
    """
    if before:
        return link_to(home.sealed / dataset / before.version)
    stones = (taken_down(home.sealed / dataset / number) for number in reversed(numbers(home.releases, dataset)))
    erased = next((stone for stone in stones if stone), None)
    digest = erased.files.get(MANIFEST) if erased else None
    return Link(version=erased.version, manifest_sha256=digest) if erased and digest else None


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
    sealed = Reported(dataset, verdict, revised, table, version)
    for extension, write in WRITERS.items():
        write(sealed, folder / f"{dataset.name}.{extension}")
    (folder / "dataset.json").write_text(dataset.model_dump_json(indent=1), encoding="utf-8")
    (folder / "verdict.json").write_text(verdict.model_dump_json(indent=1), encoding="utf-8")
    (folder / "verdict.html").write_text(proposal.report, encoding="utf-8")
    (folder / "README.md").write_text(readme(dataset, version), encoding="utf-8")
    if page := sealed_method(dataset):
        (folder / "method.md").write_text(page, encoding="utf-8")
    quality.write(quality.quality_report(sealed), folder)
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
