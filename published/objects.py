"""Equal files kept once: a sealed file is a link to the content that its sha256 names, so only changes take room."""

import errno
import os
import shutil
from pathlib import Path

from published.folders import sha256
from published.home import HomeError


class Rotten(HomeError):
    """Kept content that is no longer what its name says, in one sentence."""


def keep_once(folder: Path, store: Path) -> None:
    """Make every file of a folder a read-only link to the same bytes in the store; raises Rotten for a spoilt one."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        keep_file(path, store)


def keep_file(path: Path, store: Path) -> None:
    """Make one file a read-only link to the same bytes in the store; raises Rotten where those are spoilt."""
    digest = sha256(path)
    kept = store / digest[:2] / digest
    if kept.exists():
        _check(kept, digest)
        try:
            _replace_by_link(path, kept)
        except OSError as error:
            _raise_unless_full(error)
            path.chmod(0o444)
            _replace_by_link(kept, path)
    else:
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o444)
        os.link(path, kept)


def share(source: str, target: str) -> None:
    """Give a kept file another name; a copy of its own where the file system allows it no more names."""
    try:
        os.link(source, target)
    except OSError as error:
        _raise_unless_full(error)
        shutil.copy2(source, target)


def _raise_unless_full(error: OSError) -> None:
    """A file has 65,000 names at most on ext4; after that a copy goes on in its place."""
    if error.errno != errno.EMLINK:
        raise error


def _check(kept: Path, digest: str) -> None:
    if sha256(kept) != digest:
        raise Rotten(f"{kept} 的内容已损坏，与文件名不符；请从备份恢复后再试。")


def _replace_by_link(path: Path, kept: Path) -> None:
    beside = path.with_name(f".{path.name}.link")
    beside.unlink(missing_ok=True)
    os.link(kept, beside)
    beside.replace(path)
