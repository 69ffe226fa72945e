"""The releases of a dataset: sealed folders, public for ever once they are published."""

import shutil
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from published.dataset import Dataset
from published.folders import appearing, numbered, read_sums, sha256
from published.home import Home
from published.manifest import Input
from published.numbering import order
from published.objects import share
from published.revision import Revision
from published.vocabulary import Frozen, Text
from published.wholeness import Changed, check_whole

RELEASE = "release.json"


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
        return cls.model_validate_json((folder / RELEASE).read_bytes())

    def same_content(self, other: Self) -> bool:
        """Whether both say the same of the same data, whatever their number and inputs."""
        kept = ("data_sha256", "description_sha256", "notice")
        return all(getattr(self, name) == getattr(other, name) for name in kept)

    def repeats(self, sealed: Self, public: Self | None) -> bool:
        """Whether it adds nothing to the newest sealed one: the same, and the same said of what is public before."""
        is_public = public is not None and public.version == sealed.version
        return self.same_content(sealed) and (is_public or self.revision == sealed.revision)


def versions(folder: Path, dataset: str) -> tuple[str, ...]:
    """The versions of a dataset in `sealed` or `releases` that were not taken down, oldest first."""
    return tuple(one for one in numbers(folder, dataset) if is_there(folder / dataset / one))


def numbers(folder: Path, dataset: str) -> tuple[str, ...]:
    """Every number that a version of a dataset ever had in `sealed` or `releases`, oldest first."""
    return tuple(sorted(numbered(folder / dataset), key=order))


def is_there(folder: Path) -> bool:
    """Whether a version holds a release: of one that was taken down, its release.json goes first."""
    return (folder / RELEASE).exists()


def newest(folder: Path, dataset: str) -> Release | None:
    """The newest release of a dataset in `sealed` or `releases`, None before the first."""
    known = (folder / dataset / one for one in reversed(numbers(folder, dataset)))
    last = next(filter(is_there, known), None)
    return Release.read(last) if last else None


def publish(home: Home, dataset: str, version: str) -> None:
    """Link a sealed version to its public address, once; raises Changed where it is not what was sealed."""
    address = home.releases / dataset / version
    if not address.exists():
        check_whole(home.sealed / dataset / version)
        with appearing(address) as folder:
            shutil.copytree(home.sealed / dataset / version, folder, dirs_exist_ok=True, copy_function=share)


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


def whole_database(folder: Path) -> Path:
    """The data of a release as a database; raises Changed where they are not what was sealed."""
    data = folder / f"{folder.parent.name}.db"
    if not data.exists() or sha256(data) != read_sums(folder)[data.name]:
        raise Changed(f"{data} 与封存时不同，不能公开；请从备份恢复或重新发布。")
    return data
