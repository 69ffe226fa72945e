"""What a reader keeps, and which bytes of a file it wants to go on with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.site.conditions import named, span


@pytest.mark.parametrize(
    ("tags", "same"),
    [
        (b'W/"a-b"', True),
        (b'"a-b"', True),
        (b'"x", W/"a-b" , "y"', True),
        (b'W/"a"', False),
        (b'"a-b', False),
        (b"a-b", False),
        (b"", False),
        (b"*", False),
    ],
)
def test_a_tag_is_known_weak_or_strong_and_in_a_list(tags: bytes, same: bool) -> None:
    assert named(tags, b'W/"a-b"') == same


@pytest.mark.parametrize(
    ("wanted", "bytes_"),
    [
        ("bytes=0-3", (0, 3)),
        ("bytes=7-", (7, 9)),
        ("bytes=-4", (6, 9)),
        ("bytes=-400", (0, 9)),
        ("bytes=3-400", (3, 9)),
        ("bytes=9-3", None),
        ("bytes=0-1,4-5", None),
        ("bytes=-", None),
        ("rows=0-1", None),
        ("bytes=" + "9" * 5_000 + "-", None),
        ("", None),
    ],
)
def test_one_range_of_ten_bytes(wanted: str, bytes_: tuple[int, int] | None) -> None:
    assert span(wanted, 10) == bytes_


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_range_beyond_the_file_is_empty(wanted: str) -> None:
    first, last = span(wanted, 10) or (0, 0)
    assert first > last


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 50))
@settings(deadline=None)
def test_a_range_is_what_slicing_gives(start: int, end: int, size: int) -> None:
    found = span(f"bytes={start}-{end}", size)
    content = bytes(range(size))
    if end < start:
        assert found is None
    else:
        assert found is not None and content[found[0] : found[1] + 1] == content[start : end + 1]
