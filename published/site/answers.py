"""HTTP answers: whole bodies, files, redirects, and the headers that every answer carries."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "db": "application/vnd.sqlite3",
    "html": HTML,
    "js": "text/javascript; charset=utf-8",
    "json": JSON,
    "jsonld": "application/ld+json",
    "md": "text/markdown; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""File extension ► content type; any other is plain text."""
FOR_EVER = "public, max-age=31536000, immutable"
A_RELEASE = "public, max-age=31536000, s-maxage=0, immutable"
"""A file of a release never changes, but it may be erased: who has it need not ask again, who hands it on must."""
FRESH = {"cache-control": "no-cache"}
"""What may be another at any minute is asked for each time; with its tag, that costs one line."""
A_DAY = {"cache-control": "public, max-age=86400, s-maxage=0, immutable"}
"""Data of a past edition: it changes by a takedown or a mended program alone, which is seen a day later at most."""

POLICY = (
    "default-src 'self'; style-src 'self'; img-src 'self' data:; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
EMBED_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"

_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Link, X-Data-Notice, ETag, Content-Disposition",
}


@dataclass(frozen=True)
class Answer:
    """A whole answer, small enough to hold."""

    status: int
    body: bytes
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[bytes, bytes]]:
        """Its headers as ASGI wants them."""
        about = {"content-type": self.content_type, "content-length": str(len(self.body))}
        return encoded({**({} if self.status == 304 else about), **self.headers})

    async def send(self, send: Send) -> None:
        """Write it out."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.pairs})
        await send({"type": "http.response.body", "body": self.body})


def redirect(address: str) -> Answer:
    """The one address under which a page is known."""
    return Answer(308, b"", TEXT, {"location": address})


def unchanged(headers: Mapping[str, str]) -> Answer:
    """The reader's copy is still right; with the headers of the answer that it is a copy of, since they replace those
    that the reader's program has kept."""
    return Answer(304, b"", TEXT, dict(headers))


def json_answer(value: object, status: int, headers: Mapping[str, str]) -> Answer:
    """A small JSON object, readable from any origin."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, body, JSON, {**_OPEN, **headers})


def common_headers(*, framed: bool = False) -> dict[str, str]:
    """What every answer carries; `framed`: what other sites may show in a frame of theirs."""
    return {name: value for name, value in _ALWAYS.items() if not (framed and name == "x-frame-options")}


def open_data() -> dict[str, str]:
    """What lets pages of any other origin read the data."""
    return dict(_OPEN)


def encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI wants them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def with_headers(
    send: Send, added: Mapping[str, str], *, on_success: Mapping[str, str] | None = None, body: bool = True
) -> Send:
    """A `send` that adds headers where unset, replaces some on status 200, and keeps back a HEAD's body."""

    async def wrapped(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _merged(message, added, on_success or {})}
        elif not body:
            message = {**message, "body": b""}
        await send(message)

    return wrapped


def _merged(
    message: Mapping[str, Any], added: Mapping[str, str], on_success: Mapping[str, str]
) -> list[tuple[bytes, bytes]]:
    replaced = encoded(on_success) if message["status"] == 200 else []
    names = {name for name, _ in replaced}
    kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in names]
    present = names | {name.lower() for name, _ in kept}
    return kept + replaced + [(name, value) for name, value in encoded(added) if name not in present]
