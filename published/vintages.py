"""Every row that a statistic ever published, with the releases in which it stood: one table per dataset.

A row that stays from release to release is stored once. Registers have no such table: who refuses is taken out of all
their states, and this would bring them back. The replayed states are kept beside the editions, those of each structure
and of each run of releases under one key apart, and extended by what is new; replayed from nothing they are the same
bytes.
"""

import io
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from published.dataset import Column, Dataset
from published.folders import put
from published.formats import sqlite
from published.home import Home
from published.releases import Release, is_there, release_folder
from published.replay import rekeyed, replayed, shape
from published.scratch import scratch
from published.vocabulary import Frozen, Text


class _Kept(Frozen):
    """Which releases were replayed: the versions, since which one, in what columns, and what the data of the last are.

    `since`: the first of those that lead up to the last under its key; rows of earlier ones are left out.
    """

    versions: tuple[str, ...]
    since: str
    columns: tuple[tuple[str, str], ...]
    structure: str
    last: str

    @classmethod
    def of(cls, home: Home, dataset: str, history: Sequence[str]) -> Self:
        """What would be kept of these releases."""
        last = release_folder(home, dataset, history[-1])
        release = Release.read(last)
        return cls(
            versions=tuple(history),
            since=history[rekeyed(home, dataset, history)],
            columns=tuple((column.name, str(column.type)) for column in shape(last)),
            structure=release.structure,
            last=release.data_sha256,
        )

    @property
    def file(self) -> str:
        """A structure that comes back after another key has a file for each time."""
        return f"{self.structure}-{self.since}.db"

    def holds(self, home: Home, dataset: str, wanted: Self) -> bool:
        """Whether these releases begin with the wanted ones, or go on to be them, and are still what they were."""
        shared = min(len(self.versions), len(wanted.versions))
        alike = self.versions[:shared] == wanted.versions[:shared] and self.columns == wanted.columns
        last = release_folder(home, dataset, self.versions[-1])
        return alike and is_there(last) and Release.read(last).data_sha256 == self.last


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


def part(home: Home, dataset: Dataset, history: Sequence[str]) -> sqlite.Part:
    """Every row of these releases (versions in the order of publication), in the columns of the last of them.

    Later states are not there, and what ended later still stands.
    """
    wanted, release = _Kept.of(home, dataset.name, history), len(history)
    path = home.vintages / dataset.name / wanted.file
    kept = _kept(path)
    if kept and not kept.holds(home, dataset.name, wanted):
        kept = None
    if kept is None or len(kept.versions) < release:
        _extend(home, dataset, path, kept, wanted)
    stands = f"last_release is null or last_release >= {release}"
    ended = {name: f"case when {stands} then null else {name} end" for name in ("last_version", "last_release")}
    columns = {name: f'"{name}"' for name, _ in wanted.columns} | ended
    return sqlite.Part(path, name_of(dataset.name), columns, f"first_release <= {release}")


def states(home: Home, dataset: Dataset, history: Sequence[str]) -> pa.Table:
    """The same rows with exact decimals."""
    wanted = part(home, dataset, history)
    columns = ", ".join(f'{sql} as "{name}"' for name, sql in (wanted.columns or {}).items())
    with scratch() as database:
        database.register("states", _states(wanted.file))
        found: pa.Table = database.sql(f"select {columns} from states where {wanted.rows}").to_arrow_table()
    return found


def _kept(path: Path) -> _Kept | None:
    """What was replayed before, None where nothing was."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as database:
        (told,) = database.execute("select releases from kept").fetchone()
    return _Kept.model_validate_json(told)


def _extend(home: Home, dataset: Dataset, path: Path, kept: _Kept | None, wanted: _Kept) -> None:
    """Replay what is new; beside the table, for the next time, the same states with their decimals."""
    folders = [release_folder(home, dataset.name, version) for version in wanted.versions]
    before = _states(path) if kept else shape(folders[-1]).empty_table()
    states = replayed(folders, before, len(kept.versions) if kept else wanted.versions.index(wanted.since))
    written = io.BytesIO()
    pq.write_table(states, written, compression="zstd")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".incoming-") as folder:
        incoming = Path(folder) / path.name
        sqlite.write(described(dataset), states, incoming)
        with closing(sqlite3.connect(incoming)) as database, database:
            database.execute("create table kept (releases text not null, states blob not null)")
            database.execute("insert into kept values (?, ?)", (wanted.model_dump_json(), written.getvalue()))
        put(incoming, path)


def _states(path: Path) -> pa.Table:
    with closing(sqlite3.connect(path)) as database:
        (states,) = database.execute("select states from kept").fetchone()
    return pq.read_table(io.BytesIO(states))
