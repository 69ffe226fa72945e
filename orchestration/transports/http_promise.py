"""What a server says of a body (its length, its digests, its validators), and whether the bytes keep it."""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from orchestration.transports.patience import TryAgain

_FIELDS = re.compile(r"\s*(sha-256|sha-512|md5)=:?([A-Za-z0-9+/=]+?):?\s*", re.IGNORECASE)
_HASHES = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}
_OF_THE_WHOLE = ("repr-digest", "digest")
_OF_THE_BODY = ("content-digest",)
_VALIDATORS = ("etag", "last-modified")
_SIZES = ("content-length", *_OF_THE_WHOLE, *_OF_THE_BODY, "content-md5")
KEPT = (*_VALIDATORS, *_SIZES, "date", "content-type", "content-encoding")
"""What of a server's words may be kept for ever."""


class Promise:
    """The digests that a server promised; `vouched` says that one of them covers the whole file."""

    def __init__(self, headers: Mapping[str, str], part: bool = False) -> None:
        named = _OF_THE_WHOLE if part else (*_OF_THE_WHOLE, *_OF_THE_BODY)
        fields = {name: headers[name] for name in named if name in headers}
        if not part and "content-md5" in headers:
            fields["content-md5"] = f"md5={headers['content-md5']}"
        self._promised = [
            (name, found[1].lower(), found[2])
            for name, field in fields.items()
            for found in map(_FIELDS.fullmatch, field.split(","))
            if found
        ]
        self._hashes = {algorithm: hashlib.new(_HASHES[algorithm]) for _, algorithm, _ in self._promised}
        self.vouched = bool(self._promised)

    def keep(self, chunk: bytes) -> None:
        """The next bytes, as they came."""
        for each in self._hashes.values():
            each.update(chunk)

    def check_kept(self) -> None:
        """All bytes came; raises TryAgain where a digest disagrees."""
        for name, algorithm, promised in self._promised:
            if base64.b64encode(self._hashes[algorithm].digest()).decode().rstrip("=") != promised.rstrip("="):
                raise TryAgain("digest", cause=name)


def strong_etag(headers: Mapping[str, str]) -> str | None:
    """An entity tag that stands for exact bytes."""
    etag = headers.get("etag", "")
    return etag if re.fullmatch(r'"[^"]+"', etag) else None


def conditions(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers that ask for the bytes only if they changed; none where the validators could miss a change."""
    asked = {}
    if etag := strong_etag(headers):
        asked["If-None-Match"] = etag
    modified, sent = _moment(headers.get("last-modified")), _moment(headers.get("date"))
    if modified and sent and sent - modified >= timedelta(minutes=1):
        asked["If-Modified-Since"] = headers["last-modified"]
    return asked


def agree(known: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """The server says today of its file what it said of ours: all validators, and sizes and digests where it can."""
    validators = all(known.get(name) == now.get(name) for name in _VALIDATORS)
    return validators and all(known[name] == now[name] for name in _SIZES if name in known and name in now)


def _moment(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None


def last_modified(headers: Mapping[str, str]) -> datetime | None:
    """The sender's time stamp."""
    return _moment(headers.get("last-modified"))
