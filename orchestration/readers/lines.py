"""Lines of a text file, decoded strictly and within bounded memory."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

CELL_CAP = 1 << 20
"""Longest cell that is believed, in characters."""
RECORD_CAP = 4 << 20
"""Longest line or quoted record that is believed, in bytes."""
_CUT_SHORT = ("incomplete multibyte sequence", "unexpected end of data")


class Lines:
    """Iterates once over a file's lines, their endings kept; the byte order mark is taken off.

    Lines are cut at the byte 0x0A, which neither UTF-8 nor GB18030 uses inside a character.
    """

    def __init__(self, feed: Feed, path: Path) -> None:
        self.feed, self.path = feed, path
        self.number = 0
        self.offset = 0
        self.record_start = 0
        self.ended = True

    @property
    def record_size(self) -> int:
        """Bytes since `begin_record`."""
        return self.offset - self.record_start

    def begin_record(self) -> None:
        """The next line starts a new record."""
        self.record_start = self.offset

    def __iter__(self) -> Iterator[str]:
        with self.path.open("rb") as stream:
            decode = codecs.lookup(self.feed.encoding).decode
            while raw := stream.readline(RECORD_CAP + 1):
                self.number += 1
                self.offset += len(raw)
                self.ended = raw.endswith(b"\n")
                if self.record_size > RECORD_CAP:
                    raise self.refusal("cell_too_large", limit="1 MiB(单元格)/4 MiB(行)")
                if b"\0" in raw:
                    raise self.refusal("nul")
                try:
                    text, _ = decode(raw, "strict")
                except UnicodeDecodeError as error:
                    raise self._undecodable(error, len(raw)) from error
                yield text.removeprefix("\ufeff") if self.number == 1 else text

    def refusal(self, code: str, **facts: Any) -> DeliveryRefused:
        """A refusal at the line read last."""
        return DeliveryRefused(self.feed.key, self.path.name, code, row=self.number, **facts)

    def _undecodable(self, error: UnicodeDecodeError, length: int) -> DeliveryRefused:
        if not self.ended and error.reason in _CUT_SHORT:
            return self.refusal("truncated")
        byte = self.offset - length + error.start + 1
        return self.refusal("encoding", byte=byte, encoding=self.feed.encoding.upper())
