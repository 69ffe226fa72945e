"""Every row that a statistic ever published, with the releases in which it stood: one table per dataset.

A row that stays from release to release is stored once. Registers have no such table: who refuses is taken out of all
their states, and this would bring them back. The replayed states are kept beside the editions and extended by what is
new; replayed from nothing they are the same bytes.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from published.dataset import Column, Dataset
from published.home import Home
from published.releases import Release, release_folder
from published.replay import as_of, replayed, shape
from published.vocabulary import Text

_VERSIONS = b"versions"


def _column(name: str, kind: str, title: Text, definition: Text) -> Column:
    return Column(name=name, type=kind, role="attribute", title=title, definition=definition)


SPAN_COLUMNS = (
    _column(
        "first_version",
        "varchar",
        Text(zh="始于版本", en="First version"),
        Text(zh="这一行从哪个版本起是这样。", en="The version since which the row has been like this."),
    ),
    _column(
        "last_version",
        "varchar",
        Text(zh="止于版本", en="Last version"),
        Text(
            zh="这一行到哪个版本为止是这样；仍在最新版本中的为空。",
            en="The last version with the row; empty while it stands.",
        ),
    ),
    _column(
        "first_release",
        "integer",
        Text(zh="始于第几次发布", en="First release"),
        Text(
            zh="始于版本是本数据集的第几次发布。",
            en="Which release of the dataset, counted from 1, the first version is.",
        ),
    ),
    _column(
        "last_release",
        "integer",
        Text(zh="止于第几次发布", en="Last release"),
        Text(
            zh="止于版本是本数据集的第几次发布；仍在最新版本中的为空。",
            en="Which release the last version is; empty while it stands.",
        ),
    ),
)
"""The columns besides those of the dataset. As of release 3: first_release <= 3 and coalesce(last_release, 3) >= 3."""


def name_of(dataset: str) -> str:
    """The table with the vintages of a dataset."""
    return f"{dataset}_vintages"


def described(dataset: Dataset) -> Dataset:
    """The description of the table with the vintages of a dataset."""
    title, told = dataset.title, dataset.definition
    changed = {
        "name": name_of(dataset.name),
        "title": Text(zh=f"{title.zh}：历次发布", en=f"{title.en}: vintages"),
        "definition": Text(
            zh=f"历次发布过的每一行，及其在哪些版本中是这样。{told.zh}",
            en=f"Every row that was ever published, with the versions in which it stood. {told.en}",
        ),
        "columns": (*dataset.columns, *SPAN_COLUMNS),
        "key": (*dataset.key, "first_release"),
        "headline": None,
        "method": None,
    }
    return dataset.model_copy(update=changed)


def vintages(home: Home, dataset: str, history: Sequence[str]) -> pa.Table:
    """Every row of these releases (versions in the order of publication), in the columns of the last of them."""
    folders = [release_folder(home, dataset, version) for version in history]
    path = home.vintages / f"{dataset}.parquet"
    states, done = _kept(path, folders)
    if done < len(folders):
        states = replayed(folders, states, done)
        _keep(path, states, folders)
    return as_of(states, len(folders))


def _kept(path: Path, folders: Sequence[Path]) -> tuple[pa.Table, int]:
    """The states replayed before, and after how many releases; none where they are not those of these releases."""
    columns = shape(folders[-1])
    nothing = columns.empty_table(), 0
    if not path.exists():
        return nothing
    states = pq.read_table(path)
    names = json.loads(states.schema.metadata[_VERSIONS])
    wanted = [folder.name for folder in folders]
    shared = min(len(names), len(wanted))
    alike = names[:shared] == wanted[:shared] and states.schema.remove_metadata() == columns
    alike = alike and states.schema.metadata[b"structure"].decode() == Release.read(folders[-1]).structure
    return (states.replace_schema_metadata(), len(names)) if alike and _is_of(states, folders[0].parent) else nothing


def _is_of(states: pa.Table, releases: Path) -> bool:
    """Whether the last release that was replayed is still what it was."""
    names = json.loads(states.schema.metadata[_VERSIONS])
    last = releases / names[-1]
    return last.is_dir() and states.schema.metadata == _told([releases / name for name in names])


def _keep(path: Path, states: pa.Table, folders: Sequence[Path]) -> None:
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".incoming-", delete=False) as incoming:
        pq.write_table(states.replace_schema_metadata(_told(folders)), incoming, compression="zstd")
    Path(incoming.name).replace(path)


def _told(folders: Sequence[Path]) -> dict[bytes, bytes]:
    """Which releases the states are of: their versions, and of the last one what its data are."""
    names = json.dumps([folder.name for folder in folders])
    last = Release.read(folders[-1])
    return {_VERSIONS: names.encode(), b"last": last.data_sha256.encode(), b"structure": last.structure.encode()}
