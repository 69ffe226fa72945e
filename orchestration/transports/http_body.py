"""Bodies that came compressed: unpacked in small steps, so that a bomb meets the size cap before memory ends."""

import zlib
from collections.abc import Iterator

from orchestration.transports.patience import TryAgain

_STEP = 1 << 20
_GZIP = 31


def decoded(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The content of a body in that Content-Encoding; raises TryAgain where it is cut off or not what it says."""
    match encoding.strip().lower():
        case "" | "identity":
            yield from chunks
        case "gzip" | "x-gzip":
            yield from _unpacked(chunks)
        case other:
            raise TryAgain("answer", cause=f"Content-Encoding {other}")


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Members of a gzip stream, one after the other."""
    member = zlib.decompressobj(_GZIP)
    begun = False
    for chunk in chunks:
        while chunk:
            if member.eof:
                member, begun = zlib.decompressobj(_GZIP), False
            yield _step(member, chunk)
            begun = True
            chunk = member.unused_data if member.eof else member.unconsumed_tail
    if not begun or not member.eof:
        raise TryAgain("network", cause="gzip cut off")


def _step(member: "zlib._Decompress", chunk: bytes) -> bytes:
    try:
        return member.decompress(chunk, _STEP)
    except zlib.error as error:
        raise TryAgain("answer", cause=f"gzip: {error}") from error
