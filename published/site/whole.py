"""A whole answer that is ready to be sent any number of times: plain, compressed, or as `not modified`."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from published.site import answers
from published.site.answers import Send
from published.site.compression import IDENTITY, chosen, compressed, compressible
from published.site.conditions import named

Pairs = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, bytes, bytes]

_NOTHING: Mapping[str, Any] = {"type": "http.response.body", "body": b""}
_OF_THE_BODY = frozenset({b"content-length", b"content-type", b"content-encoding", b"content-disposition"})


class Wanted(NamedTuple):
    """Of a request all that shapes an answer of an edition: its address as sent, and in which form it is wanted."""

    key: Key
    encoding: bytes
    tags: bytes
    head: bool

    @classmethod
    def of(cls, scope: Mapping[str, Any]) -> Self:
        """Read from an ASGI scope; of a header that comes twice the last counts, as everywhere here."""
        host = accepted = tags = b""
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"accept-encoding":
                accepted = value
            elif name == b"if-none-match":
                tags = value
        path = scope.get("raw_path") or scope["path"].encode()
        key = (scope.get("scheme", "http"), host, path, scope.get("query_string", b""))
        return cls(key, chosen(accepted), tags, scope["method"] == "HEAD")


@dataclass
class Whole:
    """Status 200, headers and body, with what is made of them once."""

    headers: Pairs
    body: bytes
    tag: bytes = b""
    _ready: dict[bytes, tuple[Mapping[str, Any], Mapping[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, headers: Iterable[tuple[bytes, bytes]], body: bytes, *, framed: bool = False) -> Self:
        """From the headers that an answer has of its own; those of every answer (of what is `framed`) are added."""
        given = {name.lower(): value for name, value in headers} | {b"content-length": str(len(body)).encode()}
        known = dict(answers.encoded(answers.common_headers(framed=framed))) | given
        if compressible(known.get(b"content-type", b"")):
            known[b"vary"] = b"accept-encoding"
        return cls(list(known.items()), body, known.get(b"etag", b""))

    async def send(self, wanted: Wanted, send: Send) -> None:
        """Answer a request for it."""
        if wanted.tags and self.tag and named(wanted.tags, self.tag):
            await send(self._unchanged())
            await send(_NOTHING)
            return
        start, body = self._ready.get(wanted.encoding) or await self._made(wanted.encoding)
        await send(start)
        await send(_NOTHING if wanted.head else body)

    def compress(self, encoding: bytes, *, once: bool = False) -> None:
        """Make it ready in an encoding."""
        headers, body = self.headers, self.body
        if encoding != IDENTITY and compressible(dict(headers)[b"content-type"]):
            smaller = compressed(body, encoding, once=once)
            if smaller is not None:
                length = (b"content-length", str(len(smaller)).encode())
                kept = [pair for pair in headers if pair[0] != b"content-length"]
                headers, body = [*kept, (b"content-encoding", encoding), length], smaller
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        self._ready[encoding] = (start, {"type": "http.response.body", "body": body})

    async def _made(self, encoding: bytes) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        if encoding == IDENTITY:
            self.compress(encoding)
        else:
            await asyncio.to_thread(self.compress, encoding)
        return self._ready[encoding]

    def _unchanged(self) -> Mapping[str, Any]:
        return _not_modified(self.headers)


def unless_had(send: Send, tags: bytes) -> Send:
    """A `send` that says `not modified` instead of an answer whose tag the reader names (If-None-Match): only what
    would be answered is judged, never an address that is refused."""
    had = False

    async def wrapped(message: Mapping[str, Any]) -> None:
        nonlocal had
        if message["type"] == "http.response.start":
            tag = next((value for name, value in message["headers"] if name == b"etag"), b"")
            had = message["status"] == 200 and bool(tag) and named(tags, tag)
            await send(_not_modified(message["headers"]) if had else message)
        else:
            await send({**message, "body": b""} if had else message)

    return wrapped if tags else send


def _not_modified(headers: Pairs) -> Mapping[str, Any]:
    kept = [pair for pair in headers if pair[0] not in _OF_THE_BODY]
    return {"type": "http.response.start", "status": 304, "headers": kept}
