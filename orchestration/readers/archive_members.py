"""Zip archives of delivered files: each member in turn as a file of its own, for as long as it is being read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from orchestration.readers.zip_guard import unpacked
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

Member = tuple[str, Path]
"""Name in the archive, and where it lies unpacked."""


@contextmanager
def members(feed: Feed, path: Path) -> Iterator[list[Member]]:
    """The members by name, in a private folder that is gone afterwards; raises DeliveryRefused."""
    with tempfile.TemporaryDirectory(prefix="yongzhuan-") as folder:
        found: dict[str, Path] = {}
        for entry, chunk in unpacked(feed, path):
            name = _readable(entry)
            if name not in found:
                found[name] = Path(folder) / str(len(found)) / f"{path.name}›{PurePosixPath(name).name}"
                _check(feed, path, name)
                found[name].parent.mkdir()
            with found[name].open("ab") as file:
                file.write(chunk)
        if not found:
            raise DeliveryRefused(feed.key, path.name, "no_member", format=feed.format)
        yield sorted(found.items())


def _check(feed: Feed, path: Path, name: str) -> None:
    if PurePosixPath(name).suffix.lower() != f".{feed.format}" or not name.isprintable():
        raise DeliveryRefused(feed.key, path.name, "member_unknown", name=name, format=feed.format)


def _readable(entry: str) -> str:
    """Archives made under Windows name their members in GBK, which zipfile takes for code page 437."""
    try:
        return entry.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry
