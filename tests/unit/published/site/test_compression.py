"""A body arrives as it was, in the encoding that the reader's program takes, and only where that makes it small."""

import gzip
import os

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.site.compression import BROTLI, ENCODINGS, GZIP, IDENTITY, SHARE, chosen, compressed, compressible

OPENED = {BROTLI: brotli.decompress, GZIP: gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (b"gzip, deflate, br, zstd", BROTLI),
        (b"gzip", GZIP),
        (b"GZIP;q=0.5", GZIP),
        (b"br;q=0, gzip", GZIP),
        (b"br;q=0.0,gzip;q=0", IDENTITY),
        (b"*", BROTLI),
        (b"*;q=0", IDENTITY),
        (b"identity", IDENTITY),
        (b"", IDENTITY),
        (b"gzip;q=1.2.3", IDENTITY),
        (b"gzipped, brr", IDENTITY),
        (b"\xff\x00;;q==,", IDENTITY),
    ],
)
def test_what_the_reader_takes_is_sent(accepted: bytes, encoding: bytes) -> None:
    assert chosen(accepted) == encoding


@given(st.binary(max_size=80))
@settings(deadline=None)
def test_whatever_is_sent_as_the_header_some_encoding_is_chosen(accepted: bytes) -> None:
    assert chosen(accepted) in (IDENTITY, *ENCODINGS)


@given(st.text(min_size=1, max_size=30), st.integers(0, 500), st.sampled_from(ENCODINGS), st.booleans())
@settings(deadline=None, max_examples=40)
def test_it_arrives_as_it_was_and_at_most_half_as_large(text: str, times: int, encoding: bytes, once: bool) -> None:
    body = (text * times).encode("utf-8", "surrogatepass")
    made = compressed(body, encoding, once=once)
    assert made is None or (OPENED[encoding](made) == body and len(made) * SHARE <= len(body))


def test_what_does_not_get_small_is_left_alone() -> None:
    assert compressed(os.urandom(5_000), BROTLI) is None
    assert compressed(b"a" * 100, GZIP) is None


@pytest.mark.parametrize(
    ("content_type", "is_text"),
    [
        (b"text/html; charset=utf-8", True),
        (b"application/json; charset=utf-8", True),
        (b"application/ld+json", True),
        (b"image/svg+xml", True),
        (b"text/csv", True),
        (b"image/png", False),
        (b"application/vnd.apache.parquet", False),
        (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
    ],
)
def test_text_is_compressed_and_archives_are_not(content_type: bytes, is_text: bool) -> None:
    assert compressible(content_type) == is_text
