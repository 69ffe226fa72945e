"""Files as answers: whole, or the range of bytes that a reader wants to go on with."""

from collections.abc import Mapping
from pathlib import Path

import anyio

from published.site.answers import TEXT, Answer, Send, encoded
from published.site.asked import Asked
from published.site.conditions import span

CHUNK = 256 * 1024


async def send_file(path: Path, content_type: str, headers: Mapping[str, str], asked: Asked, send: Send) -> None:
    """Stream a file, or the one range of it that is asked for; of a HEAD the headers alone."""
    size = path.stat().st_size
    range_ = span(_range(asked, headers.get("etag", "")), size)
    first, last = range_ or (0, size - 1)
    if range_ and first > last:
        await _unsatisfiable(size).send(send)
        return
    facts = {"content-type": content_type, "content-length": str(last - first + 1), "accept-ranges": "bytes"}
    if range_:
        facts["content-range"] = f"bytes {first}-{last}/{size}"
    start = {"status": 206 if range_ else 200, "headers": encoded({**facts, **headers})}
    await send({"type": "http.response.start", **start})
    await _send_bytes(path, first, 0 if asked.method == "HEAD" else last - first + 1, send)


def _range(asked: Asked, tag: str) -> str:
    """The Range header, where it counts: of a GET, and not where If-Range names another file (only a strong tag of
    ours can match: dates are not sent).
    """
    if asked.method != "GET" or asked.headers.get("if-range", tag) != tag:
        return ""
    return asked.headers.get("range", "")


def _unsatisfiable(size: int) -> Answer:
    headers = {"content-range": f"bytes */{size}", "accept-ranges": "bytes", "cache-control": "no-store"}
    body = f"请求的字节范围超出文件（共 {size} 字节）。\nThe range lies beyond the file ({size} bytes).\n"
    return Answer(416, body.encode(), TEXT, headers)


async def _send_bytes(path: Path, first: int, left: int, send: Send) -> None:
    if left > 0:
        async with await anyio.open_file(path, "rb") as content:
            await content.seek(first)
            while left > 0 and (chunk := await content.read(min(CHUNK, left))):
                left -= len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
