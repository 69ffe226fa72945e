"""What a takedown erases, found before anything is: the versions named, and whatever else still holds what must go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from orchestration.mistakes import Mistake
from orchestration.signatures import TakenDown, entries, taken_down
from published.editions import current
from published.erasure import Files
from published.folders import read_sums
from published.home import Home
from published.releases import Release, is_there, numbers, versions
from published.tombstone import MARKS
from published.traces import Wanted, folded
from published.vocabulary import Frozen, Text

CHANGES = ("changes.csv", "changes.json")
Versions = Mapping[str, tuple[str, ...]]
FEW = 3
"""Of fewer revised figures, what release.json tells of their sizes gives the earlier figures away."""


class Order(Frozen):
    """What is to be taken down, by whom and on which legal ground; `words`: what must stand nowhere any more.

    `everywhere`: every other version that holds it as well. `instead`: the earlier version to be shown from then on.
    """

    dataset: str
    versions: tuple[str, ...]
    by: str
    ground: Text
    words: tuple[str, ...] = ()
    everywhere: bool = False
    instead: str | None = None


@dataclass(frozen=True)
class Plan:
    """Dataset ► versions that are erased whole, those of earlier takedowns among them, so that what was interrupted is
    finished; files that go from versions that stay; which others hold what must go, and in which files.
    """

    whole: Versions
    files: Files
    unnamed: Mapping[tuple[str, str], tuple[str, ...]]

    @property
    def erased(self) -> Files:
        """Everything that goes; no names of files: all of them."""
        found = {name: dict(of_it) for name, of_it in self.files.items()}
        for name, gone in self.whole.items():
            found.setdefault(name, {}).update(dict.fromkeys(gone, ()))
        return found


def plan(home: Home, order: Order) -> Plan:
    """What goes if the order is carried out; raises Mistake for one that cannot be."""
    _check(home, order)
    whole = {name: tuple(before) for name, before in taken_down(home).items()}
    whole[order.dataset] = tuple(dict.fromkeys((*whole.get(order.dataset, ()), *order.versions)))
    wanted = Wanted(order.words)
    while True:
        files = _changes(home, whole)
        unnamed = _beyond_changes(dict(_holders(home, order, whole, files, wanted)))
        if order.instead in whole[order.dataset]:
            raise Mistake(f"{order.instead} 版不能代替（--instead）：它自己也要删除；请改选一版，或不写 --instead。")
        if not (order.everywhere and unnamed):
            return Plan(whole, files, unnamed)
        for dataset, version in unnamed:
            whole[dataset] = (*whole.get(dataset, ()), version)


def _check(home: Home, order: Order) -> None:
    known = numbers(home.sealed, order.dataset)
    if unknown := sorted(set(order.versions) - set(known)):
        raise Mistake(f"{order.dataset} 没有 {'、'.join(unknown)} 版；已封存：{'、'.join(known) or '无'}。")
    if not (order.by.strip() and order.ground.zh.strip() and order.ground.en.strip()):
        raise Mistake("请写明姓名（--by）和法律依据（--ground）。")
    if any(len(folded(word)) < 2 for word in order.words):
        raise Mistake("要删除的文字（--text）至少两个字，否则到处都是。")
    if Wanted(order.words).within(f"{order.by} {order.ground.zh} {order.ground.en}"):
        raise Mistake("法律依据和姓名会留下，其中不能出现要删除的文字。")
    if order.instead and not _can_replace(home, order):
        raise Mistake(f"{order.instead} 版不能代替（--instead）：须曾公开、仍在，而现在公开的一版要删除。")


def _can_replace(home: Home, order: Order) -> bool:
    """Whether the version was public and is there, and the public one goes; or this very order was noted before."""
    noted = (one.instead for one in entries(home) if isinstance(one, TakenDown) and one.dataset == order.dataset)
    if {*order.versions} <= taken_down(home).get(order.dataset, {}).keys():
        return any(one and one.version == order.instead for one in noted)
    public, there = current(home), versions(home.sealed, order.dataset)
    if public is None or order.instead not in there or not public.reaches(order.dataset, order.instead):
        return False
    return public.releases.get(order.dataset) in order.versions


def _changes(home: Home, whole: Versions) -> dict[str, dict[str, tuple[str, ...]]]:
    """The change sets of versions that stay, against one that goes: they repeat its figures."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for dataset, gone in whole.items():
        for version, release in _living(home, dataset, gone):
            sealed = read_sums(home.sealed / dataset / version)
            names = [name for name in CHANGES if name in sealed]
            if names and release.revision and release.revision.against in gone:
                found.setdefault(dataset, {})[version] = tuple(names)
    return found


def _holders(
    home: Home, order: Order, whole: Versions, files: Files, wanted: Wanted
) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """The versions that would still hold what must go: its words or, where none are given, its figures."""
    datasets = sorted(path.name for path in home.sealed.iterdir() if path.is_dir()) if order.words else [order.dataset]
    for dataset in datasets:
        gone = whole.get(dataset, ())
        for version, release in _living(home, dataset, gone):
            folder, passed = home.sealed / dataset / version, files.get(dataset, {}).get(version, ())
            held = _with_words(folder, passed, wanted) if order.words else _with_figures(folder, release, gone)
            if held:
                yield (dataset, version), held


def _beyond_changes(unnamed: dict[tuple[str, str], tuple[str, ...]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Those that hold it themselves: the change sets that only repeat it go with them."""
    themselves = {at: files for at, files in unnamed.items() if set(files) - set(CHANGES)}
    return themselves or unnamed


def _with_words(folder: Path, passed: tuple[str, ...], wanted: Wanted) -> tuple[str, ...]:
    looked_at = (path for path in sorted(folder.iterdir()) if path.name not in (*passed, *MARKS))
    return tuple(path.name for path in looked_at if wanted.held_by(path))


def _with_figures(folder: Path, release: Release, gone: tuple[str, ...]) -> tuple[str, ...]:
    """The same data, or a summary of so few revised figures that it gives the earlier ones away."""
    erased = [folder.parent / one for one in gone if is_there(folder.parent / one)]
    if release.data_sha256 in {Release.read(one).data_sha256 for one in erased}:
        return (f"{folder.parent.name}.parquet",)
    revision = release.revision
    few = revision and revision.against in gone and any(moved.cells < FEW for moved in revision.measures)
    return ("release.json",) if few else ()


def _living(home: Home, dataset: str, gone: tuple[str, ...]) -> Iterator[tuple[str, Release]]:
    for version in versions(home.sealed, dataset):
        if version not in gone:
            yield version, Release.read(home.sealed / dataset / version)
