"""Conditional and partial requests (RFC 9110): tags that a reader keeps, and the range of bytes that is wanted."""

import re

_TAG = re.compile(rb'(?:W/)?("[^"]*")')
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def named(tags: bytes, tag: bytes) -> bool:
    """Whether an If-None-Match names a tag: any of a list, weak or strong."""
    return tags == tag or (bool(tags) and tag.removeprefix(b"W/") in _TAG.findall(tags))


def span(wanted: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range that a Range header names; None where it names none that is well formed
    (then the whole is due), an empty one (first > last) where no byte of the file lies in it (416).
    """
    found = _RANGE.fullmatch(wanted.strip())
    if not found or not any(found.groups()):
        return None
    start, end = found.groups()
    if not start:
        return max(size - int(end), 0) if int(end) else size, size - 1
    if end and int(end) < int(start):
        return None
    return int(start), min(int(end), size - 1) if end else size - 1
