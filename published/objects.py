"""Equal files kept once: a sealed file is a link to the content that its sha256 names, so only changes take room."""

import os
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
        _replace_by_link(path, kept)
    else:
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o444)
        os.link(path, kept)


def _check(kept: Path, digest: str) -> None:
    if sha256(kept) != digest:
        raise Rotten(f"{kept} 的内容已损坏，与文件名不符；请从备份恢复后再试。")


def _replace_by_link(path: Path, kept: Path) -> None:
    beside = path.with_name(f".{path.name}.link")
    os.link(kept, beside)
    beside.replace(path)
