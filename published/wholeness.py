"""What is sealed goes out only as it was sealed."""

from pathlib import Path

from published.folders import SUMS, read_sums, sha256
from published.home import HomeError
from published.tombstone import MARKS, Tombstone


class Changed(HomeError):
    """A sealed release that is no longer what was sealed, in one sentence."""


def check_whole(folder: Path) -> None:
    """Raises Changed where a file is not what the checksums of a release say, is missing or is one too many.

    What was taken down is neither missing nor one too many.
    """
    stone = Tombstone.beside(folder)
    erased = stone.files if stone else {}
    listed = {name: digest for name, digest in read_sums(folder).items() if erased.get(name) != digest}
    there = {path.name for path in folder.iterdir()} - ({*MARKS, *erased} if stone else set())
    changed = [name for name, digest in listed.items() if name not in there or sha256(folder / name) != digest]
    if changed or there != {*listed, SUMS}:
        raise Changed(
            f"{folder} 与封存时不同（{'、'.join(changed) or '多出文件'}），不能公开；请从备份恢复或重新发布。"
        )
