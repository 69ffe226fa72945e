"""The text of a document, decoded strictly, piece by piece."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

PIECE = 1 << 18


def characters(feed: Feed, path: Path) -> Iterator[str]:
    """Pieces of text without the byte order mark; raises DeliveryRefused for NUL bytes and another encoding."""
    decoder = codecs.getincrementaldecoder(feed.encoding)("strict")
    offset = 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            if b"\0" in piece:
                raise DeliveryRefused(feed.key, path.name, "nul")
            begun = len(decoder.getstate()[0])
            try:
                text = decoder.decode(piece)
            except UnicodeDecodeError as error:
                byte = offset - begun + error.start + 1
                facts: dict[str, Any] = {"byte": byte, "encoding": feed.encoding.upper()}
                raise DeliveryRefused(feed.key, path.name, "encoding", **facts) from error
            yield text if offset else text.removeprefix("\ufeff")
            offset += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise DeliveryRefused(feed.key, path.name, "truncated") from error
