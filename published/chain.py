"""Releases that stand on one another: each manifest names the digest of the one before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from published.folders import sha256
from published.home import KEY_FILE
from published.manifest import MANIFEST, Manifest
from published.signature import PublicKey, SignatureError
from published.tombstone import TOMBSTONE, Tombstone
from published.verification import Fault, Untrusted, buried, departures, is_regular, is_there, leftovers, shown, vouched
from published.vocabulary import Text

Joint = Manifest | Tombstone
"""What says of a version on which one it stands."""

_VERSION = re.compile(r"[0-9]+\.[0-9]+")
_STRAY = Text(zh="不是发布的文件夹；请移走", en="no folder of a release: remove it")


@dataclass(frozen=True)
class Findings:
    """The releases that are as they were sealed, by what was signed of them, and every fault of the others."""

    whole: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def below(self, name: str) -> "Findings":
        """The same, its files named from the folder above."""
        return replace(self, faults=tuple(replace(fault, file=f"{name}/{fault.file}") for fault in self.faults))


def verify(folder: Path, key: PublicKey) -> Findings:
    """What is wrong in a release folder, in the folder of all versions of a dataset, or in that of all datasets.

    Where there is no release at all, that is what is wrong.
    """
    found = _found(folder, key)
    return found if found.whole or found.faults else _release(folder, key)


def _found(folder: Path, key: PublicKey) -> Findings:
    folders = _folders(folder)
    if any(is_there(folder / name) for name in (MANIFEST, TOMBSTONE)) or not folders:
        return _release(folder, key)
    if any(_VERSION.fullmatch(path.name) for path in folders):
        return _versions(folder, key)
    every = [_versions(path, key).below(shown(path.name)) for path in folders]
    misplaced = [fault for path in folders for fault in _misplaced(path, key)]
    strays = (fault for fault in _strays(folder, folders) if fault.file != KEY_FILE)
    return _together([*every, Findings(faults=(*misplaced, *strays, *_key_beside(folder, key)))])


def _release(folder: Path, key: PublicKey) -> Findings:
    try:
        stone, comment = buried(folder, key) or (None, "")
        if stone and stone.is_whole:
            faults = (*leftovers(folder, stone), *_links(folder, stone, key))
        else:
            manifest, comment = vouched(folder, key)
            faults = (*departures(folder, manifest, stone), *_links(folder, manifest, key))
    except Untrusted as untrusted:
        return Findings(faults=(untrusted.fault,))
    return Findings(faults=faults) if faults else Findings(whole=(comment,))


def _versions(folder: Path, key: PublicKey) -> Findings:
    known = [path for path in _folders(folder) if _VERSION.fullmatch(path.name)]
    known.sort(key=lambda path: [int(part) for part in path.name.split(".")])
    each = [_release(path, key).below(path.name) for path in known]
    return _together([*each, Findings(faults=(*_gaps(known, key), *_strays(folder, known)))])


def _links(folder: Path, joint: Joint, key: PublicKey) -> Iterator[Fault]:
    """What stands in the folder of another version, or on another one than the release before it."""
    if _VERSION.fullmatch(folder.name) and folder.name != joint.version:
        words = (f"是 {joint.version} 版的", f"of version {joint.version}")
        name = MANIFEST if isinstance(joint, Manifest) else TOMBSTONE
        yield Fault(name, Text(zh=f"{words[0]}；请重新下载 {folder.name} 版", en=f"{words[1]}: download again"))
    if (before := joint.previous) is None:
        return
    beside = _digest(folder.parent / before.version, key)
    if beside and beside != before.manifest_sha256:
        zh = f"所接的 {before.version} 版不是旁边的那一份，其中一份被换过；请重新下载两版"
        en = f"stands on another version {before.version} than the one beside it: download both again"
        yield Fault(MANIFEST, Text(zh=zh, en=en))


def _digest(folder: Path, key: PublicKey) -> str | None:
    """The digest of the manifest of a release, by its tombstone where it was taken down; None where neither is."""
    if is_regular(folder / MANIFEST):
        return sha256(folder / MANIFEST)
    stone = next((joint for _, joint in _signed([folder], key)), None) if folder.is_dir() else None
    return stone.files.get(MANIFEST) if isinstance(stone, Tombstone) else None


def _gaps(folders: Sequence[Path], key: PublicKey) -> Iterator[Fault]:
    """Where a version stands on none of those before it that are there: on the last, or on an earlier one where what
    came between was withdrawn or never public."""
    chain = list(_signed(folders, key))
    for number, (path, joint) in enumerate(chain[1:], start=1):
        link, before = joint.previous, [earlier.name for earlier, _ in chain[:number]]
        if joint.dataset != chain[number - 1][1].dataset:
            other = Text(zh="属于另一个数据集；请移走", en="belongs to another dataset: remove it")
            yield Fault(f"{path.name}/{MANIFEST}", other)
        elif link is None or link.version not in before:
            named = link.version if link else "–"
            zh = f"所接的是 {named} 版，这里没有这一版；请补齐中间的版本"
            en = f"stands on {named}, which is not here: add what is missing"
            yield Fault(f"{path.name}/{MANIFEST}", Text(zh=zh, en=en))


def _misplaced(folder: Path, key: PublicKey) -> Iterator[Fault]:
    for path, joint in _signed(_folders(folder), key):
        if joint.dataset != folder.name:
            told = Text(zh=f"是 {joint.dataset} 的发布；请移走", en=f"a release of {joint.dataset}: remove it")
            yield Fault(f"{shown(folder.name)}/{shown(path.name)}", told)


def _key_beside(folder: Path, key: PublicKey) -> Iterator[Fault]:
    """The public key that a copy of all releases brings along is never used, and must be the one that is."""
    path = folder / KEY_FILE
    if not is_there(path):
        return
    try:
        same = is_regular(path) and PublicKey.read(path.read_text(encoding="utf-8")) == key
    except (SignatureError, UnicodeDecodeError):
        same = False
    if not same:
        zh, en = f"不是公钥 {key.id}；请另行取得公钥并核对", f"not the key {key.id}: get the public key elsewhere"
        yield Fault(KEY_FILE, Text(zh=zh, en=en))


def _signed(folders: Sequence[Path], key: PublicKey) -> Iterator[tuple[Path, Joint]]:
    for folder in folders:
        try:
            stone, _ = buried(folder, key) or (None, "")
            yield folder, stone if stone and stone.is_whole else vouched(folder, key)[0]
        except Untrusted:
            continue


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())


def _strays(folder: Path, known: Sequence[Path]) -> Iterator[Fault]:
    names = {path.name for path in known}
    yield from (Fault(shown(path.name), _STRAY) for path in sorted(folder.iterdir()) if path.name not in names)


def _together(findings: Sequence[Findings]) -> Findings:
    faults = tuple(fault for found in findings for fault in found.faults)
    return Findings(tuple(name for found in findings for name in found.whole), faults)
