"""What a release was made from and what it holds, as one signed file: no clock in it, hashes and names alone."""

import json
from pathlib import Path
from typing import Annotated, Self

from pydantic import StringConstraints

from published.folders import sha256
from published.verdict import Severity, Verdict
from published.vocabulary import Frozen, Text

MANIFEST = "manifest.json"
SIGNATURE = f"{MANIFEST}.minisig"
UNKNOWN = "unknown"
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+$")]


class Input(Frozen):
    """A delivered file that a release was computed from, by the identity of its rows."""

    feed: str
    file: str
    rows_sha256: str


class Snapshot(Input):
    """The same with the snapshot that holds it and the digest of its very bytes."""

    snapshot: str
    bytes_sha256: str

    @property
    def identity(self) -> Input:
        """What says whether the rows are the same."""
        return Input(feed=self.feed, file=self.file, rows_sha256=self.rows_sha256)


class Code(Frozen):
    """The commit that ran, `unknown` where nobody can tell; `clean`: nothing was changed beside it."""

    commit: str
    clean: bool | None


class Origin(Frozen):
    """The code that made a release, its lock file, and the parameter tables by their path in the dbt project."""

    code: Code
    lock_sha256: str
    parameters: dict[str, str]


class Asked(Frozen):
    """A question of the gate and its answer."""

    name: str
    severity: Severity
    passed: bool


class Withheld(Frozen):
    """What disclosure control did to the tables of a universe: cells and those withheld, % of the value kept, and the
    least doubt left about a cell at risk, in % of its value (None: no limit).
    """

    universe: str
    rules: str
    cells: int
    withheld: int
    value_kept: float
    narrowest: float | None


class Link(Frozen):
    """The release before, by the digest of its manifest."""

    version: Version
    manifest_sha256: str


class Manifest(Origin):
    """Everything that a signature vouches for: `files` are all of the folder but what vouches for them."""

    dataset: str
    version: Version
    notice: Text | None
    provisional: bool
    files: dict[str, str]
    inputs: tuple[Snapshot, ...]
    checks: tuple[Asked, ...]
    disclosure: Withheld | None
    previous: Link | None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a sealed or public release."""
        return cls.model_validate_json((folder / MANIFEST).read_bytes())

    @property
    def remark(self) -> str:
        """What every file beside it says of the figures; empty where they are real and settled."""
        words = [f"{self.notice.zh} ({self.notice.en})"] if self.notice else []
        return " · ".join([*words, "试算 (provisional)"] if self.provisional else words)

    @property
    def content(self) -> bytes:
        """Its only spelling: sorted names, one line each."""
        told = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, indent=1)
        return f"{told}\n".encode()


def link_to(folder: Path) -> Link | None:
    """The link of the chain to a sealed release, None where it was sealed before there were manifests."""
    path = folder / MANIFEST
    return Link(version=folder.name, manifest_sha256=sha256(path)) if path.exists() else None


def asked(verdict: Verdict) -> tuple[Asked, ...]:
    """The gate's questions without its words."""
    return tuple(Asked(name=check.name, severity=check.severity, passed=check.passed) for check in verdict.checks)


def withheld(verdict: Verdict) -> Withheld | None:
    """What disclosure control did, None where there was nothing to protect; rounded figures are all shown."""
    done = verdict.protection
    if done is None:
        return None
    return Withheld(
        universe=done.universe,
        rules=done.rules,
        cells=done.cells,
        withheld=0 if done.rounded else done.at_risk + done.complementary,
        value_kept=done.value_kept,
        narrowest=done.narrowest,
    )
