"""What a department vouches for: the sha256, and with manifest.json the size, of each file that it delivered."""

import re
from typing import NamedTuple

from pydantic import Field, ValidationError

from orchestration.refusals import DeliveryRefused
from published.feed import Feed
from published.vocabulary import Frozen

_LINE = re.compile(r"\\?(?P<sha256>[0-9a-fA-F]{64}) [ *](?:\./)?(?P<name>[^/\\]+)")


class Vouched(NamedTuple):
    """What a file must be; SHA256SUMS says no size."""

    sha256: str
    size: int | None


class _File(Frozen):
    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-fA-F]{64}$")


class _Manifest(Frozen):
    files: list[_File]


def read_manifest(feed: Feed, manifest: str, content: bytes) -> dict[str, Vouched]:
    """File name ► what the manifest says of it; refused where it cannot be read or says two things of one file."""
    try:
        said = _of_json(content) if manifest.endswith(".json") else _of_sums(content.decode("utf-8"))
    except (ValidationError, ValueError) as error:
        raise DeliveryRefused(feed.key, manifest, "manifest_unreadable") from error
    vouched: dict[str, Vouched] = {}
    for name, what in said:
        if vouched.setdefault(name, what) != what:
            raise DeliveryRefused(feed.key, manifest, "manifest_twice", name=name)
    return vouched


def _of_json(content: bytes) -> list[tuple[str, Vouched]]:
    return [(f.name, Vouched(f.sha256.lower(), f.size)) for f in _Manifest.model_validate_json(content).files]


def _of_sums(text: str) -> list[tuple[str, Vouched]]:
    """Lines of `sha256sum`; a last line without its end may be cut off."""
    if text and not text.endswith("\n"):
        raise ValueError("cut off")
    found = [_LINE.fullmatch(line) for line in text.splitlines() if line.strip()]
    return [(line["name"], Vouched(line["sha256"].lower(), None)) for line in _all(found)]


def _all(found: list[re.Match[str] | None]) -> list[re.Match[str]]:
    if not found or None in found:
        raise ValueError("not a list of checksums")
    return [line for line in found if line]
