"""Folders that appear whole or not at all, and their checksums."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SUMS = "SHA256SUMS"


@contextmanager
def arriving(target: Path) -> Iterator[Path]:
    """A hidden folder beside `target` that takes its place once the block has ended well.

    A block that removes the folder has changed its mind: nothing appears. A power cut may leave files without their
    content: for what is checked before it is read.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=target.parent))
    try:
        yield incoming
        if incoming.is_dir():
            incoming.chmod(0o755)
            incoming.rename(target)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """As `arriving`, and what has appeared is on the disk."""
    with arriving(target) as incoming:
        yield incoming
        for path in incoming.rglob("*"):
            _sync(path)
    _sync(target.parent)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """As `appearing`, in the place of what may stand there, which goes only when the new one is whole."""
    made = target.with_name(f".incoming-{target.name}")
    remove(made)
    with appearing(made) as incoming:
        yield incoming
    remove(target)
    made.rename(target)


def remove(folder: Path) -> None:
    """Take a folder away at one instant, then what is in it; nothing where there is none."""
    if folder.is_dir():
        hidden = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder.parent))
        folder.rename(hidden / folder.name)
        shutil.rmtree(hidden)


def numbered(parent: Path) -> list[str]:
    """The names of the folders in it that begin with a digit; none where it is not there."""
    return [one.name for one in _entries(parent) if one.name[0].isdecimal() and one.is_dir()]


def sweep(parent: Path) -> None:
    """Remove what a killed process left beside the folders that it was to make; only who works alone may sweep."""
    for left in _entries(parent):
        if left.name.startswith(".incoming-"):
            shutil.rmtree(left.path)


def replace_file(path: Path, content: str) -> None:
    """Write a small file so that a reader sees the old or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    incoming = path.with_name(f".{path.name}.incoming")
    incoming.write_text(content, encoding="utf-8")
    put(incoming, path)


def put(incoming: Path, path: Path) -> None:
    """Let a finished file take the place of the one that may stand there, once it is on the disk."""
    _sync(incoming)
    incoming.replace(path)


def sums(digests: Mapping[str, str], remark: str) -> str:
    """Digests by file name in the form that sha256sum -c reads, under a remark."""
    lines = [f"# {remark}"] if remark else []
    lines += [f"{digest}  {name}" for name, digest in sorted(digests.items())]
    return "\n".join(lines) + "\n"


def read_sums(folder: Path) -> dict[str, str]:
    """File name ► sha256 as sealed."""
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    listed = (line.split("  ", 1) for line in lines if not line.startswith("#"))
    return {name: digest for digest, name in listed}


def sha256(path: Path) -> str:
    """The hex digest of a file's bytes."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _entries(parent: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, without asking for each what it is: a folder may hold thousands."""
    if not parent.exists():
        return []
    with os.scandir(parent) as found:
        return list(found)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
