"""HTTP answers: whole bodies, files, redirects, and the headers that every answer carries."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "db": "application/vnd.sqlite3",
    "html": HTML,
    "json": JSON,
    "jsonld": "application/ld+json",
    "md": "text/markdown; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
"""File extension ► content type; any other is plain text."""
FOR_EVER = "public, max-age=31536000, immutable"
CHUNK = 256 * 1024

POLICY = (
    "default-src 'self'; style-src 'self'; img-src 'self' data:; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
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

    async def send(self, send: Send) -> None:
        """Write it out."""
        headers = {"content-type": self.content_type, "content-length": str(len(self.body)), **self.headers}
        await send({"type": "http.response.start", "status": self.status, "headers": encoded(headers)})
        await send({"type": "http.response.body", "body": self.body})


def redirect(address: str) -> Answer:
    """The one address under which a page is known."""
    return Answer(308, b"", TEXT, {"location": address})


def unchanged(tag: str) -> Answer:
    """The reader's copy is still right."""
    return Answer(304, b"", TEXT, {"etag": tag})


async def send_file(path: Path, content_type: str, headers: Mapping[str, str], wanted: str, send: Send) -> None:
    """Stream a file, or the one byte range that `wanted` (a Range header, maybe empty) asks for."""
    size = path.stat().st_size
    first, last, partial = _span(wanted, size)
    facts = {"content-type": content_type, "content-length": str(last - first + 1), "accept-ranges": "bytes"}
    if partial:
        facts["content-range"] = f"bytes {first}-{last}/{size}"
    status = 206 if partial else 200
    await send({"type": "http.response.start", "status": status, "headers": encoded({**facts, **headers})})
    async with await anyio.open_file(path, "rb") as content:
        await content.seek(first)
        left = last - first + 1
        while left > 0:
            chunk = await content.read(min(CHUNK, left))
            if not chunk:
                break
            left -= len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _span(wanted: str, size: int) -> tuple[int, int, bool]:
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted.strip())
    if not found or not any(found.groups()) or size == 0:
        return 0, size - 1, False
    start, end = found.groups()
    first = int(start) if start else max(size - int(end), 0)
    last = min(int(end), size - 1) if start and end else size - 1
    return (first, last, True) if first <= last else (0, size - 1, False)


def json_answer(value: object, status: int, headers: Mapping[str, str]) -> Answer:
    """A small JSON object, readable from any origin."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, body, JSON, {**_OPEN, **headers})


def common_headers() -> dict[str, str]:
    """What every answer carries."""
    return dict(_ALWAYS)


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
