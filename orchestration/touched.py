"""What a correction touches: every published figure that the candidates of all datasets would change."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from orchestration.mistakes import Mistake
from orchestration.protection import candidate_path
from orchestration.review import inert
from published.catalog import Catalog
from published.dataset import Dataset
from published.editions import current
from published.folders import replace_file
from published.home import Home
from published.releases import Release, read_dataset, read_table, release_folder, versions
from published.revisions import Nature, compare

PUBLISHED: tuple[Nature, ...] = ("revised", "final", "gone", "withheld")
"""The natures of a change to what was published; what is new or told for the first time is none."""
LIST = "touched.csv"
Cell = dict[str, str | None]


@dataclass(frozen=True)
class Touched:
    """A dataset whose published figures change: against which version, and each cell as in a change set."""

    dataset: Dataset
    against: str
    cells: tuple[Cell, ...]

    def key(self, cell: Cell) -> str:
        """Which row a cell is in."""
        return " · ".join(str(cell[name]) for name in self.dataset.key)

    def line(self, cell: Cell) -> tuple[object, ...]:
        """The cell for a spreadsheet, in which no text is run as a formula."""
        column = cell["column"]
        is_figure = column is not None and self.dataset.column(column).role == "measure"
        told = [cell[name] if is_figure else inert(cell[name]) for name in ("was", "becomes")]
        return self.dataset.name, self.against, inert(self.key(cell)), column, *told, cell["nature"]


def touched(home: Home, catalog: Catalog) -> tuple[Touched, ...]:
    """Every dataset whose candidate, as last built, changes what is public; the largest number of cells first."""
    edition = current(home)
    shown = edition.releases if edition else {}
    found = (_touched(home, one, shown[one.name]) for one in catalog.datasets if one.name in shown)
    return tuple(sorted((one for one in found if one and one.cells), key=lambda one: -len(one.cells)))


def corrects(sealed: Release) -> bool:
    """Whether a sealed version puts right what was published."""
    return bool(sealed.revision and sealed.revision.corrects)


def touched_before_signing(home: Home, catalog: Catalog, dataset: Dataset, version: str | None) -> tuple[Touched, ...]:
    """What a correction that is to be signed touches everywhere; nothing where the version corrects nothing.

    Raises Mistake while datasets from the same feeds were not computed anew with it: what it touches is not known then.
    """
    known = versions(home.sealed, dataset.name)
    chosen = version or (known[-1] if known else "")
    if chosen not in known or chosen in versions(home.releases, dataset.name):
        return ()
    sealed = Release.read(home.sealed / dataset.name / chosen)
    if not corrects(sealed):
        return ()
    if left := behind(home, catalog, dataset):
        raise Mistake(
            f"{dataset.title.zh} {sealed.version} 版是更正；同来源的数据集还没有随它重新计算，看不出触及哪些数。"
            f"请先运行 yongzhuan release {' '.join([*left, dataset.name])}。"
        )
    return touched(home, catalog)


def behind(home: Home, catalog: Catalog, corrected: Dataset) -> list[str]:
    """The datasets made from the same feeds that were not judged since the build that a correction comes from."""
    begun = _build_of(home, corrected)
    sharing = (one for one in catalog.datasets if {*one.feeds} & {*corrected.feeds} and one != corrected)
    return [one.name for one in sharing if _judged(home, one) < begun]


def write_list(home: Home, found: Iterable[Touched]) -> Path:
    """Every touched cell as a CSV for whoever signs, under DATA_HOME/desk."""
    path, content = home.desk / LIST, io.StringIO()
    lines = csv.writer(content, lineterminator="\n")
    lines.writerow(("dataset", "against", "key", "column", "was", "becomes", "nature"))
    for one in found:
        lines.writerows(map(one.line, one.cells))
    replace_file(path, content.getvalue())
    return path


def _touched(home: Home, dataset: Dataset, version: str) -> Touched | None:
    candidate = candidate_path(home, dataset)
    if not candidate.exists():
        return None
    folder = release_folder(home, dataset.name, version)
    changes = compare(read_dataset(folder), read_table(folder, dataset.name), dataset, pq.read_table(candidate))
    cells = (line for line in changes.lines.to_pylist() if line["nature"] in PUBLISHED)
    return Touched(dataset, version, tuple(cells))


def _build_of(home: Home, dataset: Dataset) -> float:
    """When the build ended that the last verdict on a dataset is about."""
    judged = _judged(home, dataset)
    return max((ended for ended in _builds(home) if ended <= judged), default=judged)


def _builds(home: Home) -> Iterator[float]:
    return (path.stat().st_mtime for path in home.built.iterdir() if path.is_dir())


def _judged(home: Home, dataset: Dataset) -> float:
    path = home.verdicts / f"{dataset.name}.json"
    return path.stat().st_mtime if path.exists() else 0.0
