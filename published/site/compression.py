"""Which encoding a reader's program takes, and bodies in it.

Nothing that is served is secret and nothing of a reader stands in a page, so lengths give nothing away (BREACH).
"""

import gzip
import re
from functools import lru_cache

import brotli

IDENTITY, BROTLI, GZIP = b"", b"br", b"gzip"
ENCODINGS = (BROTLI, GZIP)
"""In the order in which we choose."""
LEAST_BYTES = 600
"""Below it a packet is sent all the same."""
SHARE = 2
"""A compressed body is kept where it is at most this part of the plain one: so both together are no more than it."""

_TEXT = re.compile(rb"text/|application/(?:[\w.-]+\+)?(?:json|xml|javascript)\b|image/svg\+xml")
_CHOICE = re.compile(rb"\s*([\w*-]+)\s*(?:;\s*q=([\d.]+)\s*)?")


@lru_cache(maxsize=512)
def chosen(accepted: bytes) -> bytes:
    """What to send to whoever sent this Accept-Encoding: the first of ENCODINGS that it takes, else IDENTITY."""
    weights = {found[1].lower(): _weight(found[2]) for one in accepted.split(b",") if (found := _CHOICE.fullmatch(one))}
    return next((one for one in ENCODINGS if weights.get(one, weights.get(b"*", 0.0)) > 0), IDENTITY)


def compressible(content_type: bytes) -> bool:
    """Whether a body of that type gets smaller: text does, pictures and archives do not."""
    return _TEXT.match(content_type) is not None


def compressed(body: bytes, encoding: bytes, *, once: bool = False) -> bytes | None:
    """A body in one of ENCODINGS, None where it does not get small; `once`: done at the start, worth more time."""
    if len(body) < LEAST_BYTES:
        return None
    if encoding == BROTLI:
        made = brotli.compress(body, quality=10 if once else 5)
    else:
        made = gzip.compress(body, 9 if once else 6, mtime=0)
    return made if len(made) * SHARE <= len(body) else None


def _weight(given: bytes | None) -> float:
    try:
        return 1.0 if given is None else float(given)
    except ValueError:
        return 0.0
