"""What is left of erased files: a signed note where they lay, with their hashes, the date and the legal ground.

A tombstone names files of a release; a release that is taken down whole is the case in which it names all of them.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from published.folders import SUMS, replace_file
from published.home import HomeError
from published.manifest import Link, Version
from published.proof import Signer
from published.vocabulary import Frozen, Text

TOMBSTONE = "tombstone.json"
TOMBSTONE_SIGNATURE = f"{TOMBSTONE}.minisig"
MARKS = (TOMBSTONE, TOMBSTONE_SIGNATURE)


class Buried(HomeError):
    """Data that were taken down and must not come back, in one sentence."""


class Tombstone(Frozen):
    """Which files of a version were erased, by their sha256, when and on what ground.

    `previous`: the release before, as the erased manifest named it, so that the chain still holds.
    """

    dataset: str
    version: Version
    taken_down_at: datetime
    ground: Text
    files: dict[str, str]
    previous: Link | None

    @classmethod
    def beside(cls, folder: Path) -> Self | None:
        """The tombstone in the folder of a release; None where nothing was erased."""
        path = folder / TOMBSTONE
        return cls.model_validate_json(path.read_bytes()) if path.exists() else None

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the release is left."""
        return SUMS in self.files

    @property
    def content(self) -> bytes:
        """Its only spelling."""
        told = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, indent=1)
        return f"{told}\n".encode()

    def raise_in(self, folder: Path, signer: Signer) -> None:
        """Write it, signed, into the folder of the release."""
        words = [f"{self.dataset} {self.version}", "taken down", signer.remark]
        signature = signer.key.sign(self.content, " · ".join(filter(None, words)))
        replace_file(folder / TOMBSTONE_SIGNATURE, signature.text())
        replace_file(folder / TOMBSTONE, self.content.decode())


def taken_down(folder: Path) -> Tombstone | None:
    """The tombstone of a release that was taken down whole, None for any other."""
    stone = Tombstone.beside(folder)
    return stone if stone and stone.is_whole else None


def taken_down_with(dataset: Path, given: Iterable[str], digest: str) -> str | None:
    """The version of a dataset that was taken down with a file of that digest."""
    erased = (stone for number in given if (stone := taken_down(dataset / number)))
    return next((stone.version for stone in erased if digest in stone.files.values()), None)
