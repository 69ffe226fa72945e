"""A whole answer is sent plain, compressed, without its body, or as `not modified`, and always says which it is."""

import asyncio
import gzip
from collections.abc import Mapping
from typing import Any

import brotli
import pytest

from published.site import answers
from published.site.answers import HTML
from published.site.whole import Wanted, Whole

BODY = "专利转化运用 ".encode() * 400
TAG = 'W/"edition-1"'


def scope(method: str = "GET", path: str = "/", query: bytes = b"", **headers: str) -> dict[str, Any]:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"method": method, "path": path, "raw_path": path.encode(), "query_string": query, "headers": pairs}


def sent(asked: Mapping[str, Any], body: bytes = BODY, kind: str = HTML) -> tuple[int, dict[str, str], bytes]:
    whole = Whole.of(answers.encoded({"content-type": kind, "etag": TAG, **answers.FRESH}), body)
    messages: list[Mapping[str, Any]] = []

    async def send(message: Mapping[str, Any]) -> None:
        messages.append(message)

    for _ in range(2):
        messages.clear()
        asyncio.run(whole.send(Wanted.of(asked), send))
    start, content = messages
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, content["body"]


@pytest.mark.parametrize(
    ("accepted", "encoding", "opened"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_it_comes_in_the_encoding_that_is_taken(accepted: str, encoding: str | None, opened: Any) -> None:
    status, headers, body = sent(scope(accept_encoding=accepted))
    assert status == 200 and opened(body) == BODY and headers.get("content-encoding") == encoding
    assert headers["content-length"] == str(len(body)) and headers["vary"] == "accept-encoding"
    assert headers["etag"] == TAG and "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_picture_is_left_as_it_is() -> None:
    _, headers, body = sent(scope(accept_encoding="br"), kind="image/png")
    assert body == BODY and "content-encoding" not in headers and "vary" not in headers


def test_a_head_has_the_headers_of_the_body_that_would_come() -> None:
    _, whole, body = sent(scope(accept_encoding="br"))
    status, headers, nothing = sent(scope("HEAD", accept_encoding="br"))
    assert (status, headers, nothing) == (200, whole, b"") and headers["content-length"] == str(len(body))


@pytest.mark.parametrize("tags", [TAG, '"edition-1"', f'"x", {TAG}'])
def test_who_has_it_is_told_so_in_whatever_encoding(tags: str) -> None:
    for accepted in ("br", "gzip", ""):
        status, headers, body = sent(scope(accept_encoding=accepted, if_none_match=tags))
        assert (status, body) == (304, b"") and headers["etag"] == TAG and headers["cache-control"] == "no-cache"
        assert headers["vary"] == "accept-encoding"
        assert not {"content-length", "content-type", "content-encoding"} & set(headers)


def test_all_that_shapes_an_answer_is_in_its_key() -> None:
    keys = [
        Wanted.of(one).key
        for one in (
            scope(),
            scope(path="/open"),
            scope(path="/en/open"),
            scope(query=b"a=1"),
            scope(query=b"a=2"),
            scope(host="a"),
            scope(host="b"),
            {**scope(host="b"), "scheme": "https"},
        )
    ]
    assert len(set(keys)) == len(keys)
    assert Wanted.of(scope("HEAD", accept_encoding="br", if_none_match=TAG)).key == Wanted.of(scope()).key
