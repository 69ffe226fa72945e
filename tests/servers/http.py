"""A real HTTP server whose answers a test writes itself, down to the bytes and the moment the line goes dead."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request: its method, its path with query, its headers."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass
class Answer:
    """What the server says; `length` lies about the body, `cut` hangs up after so many bytes, `stall` never ends,
    `drip` gives a byte now and then."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    cut: int | None = None
    chunked: bool = False
    stall: bool = False
    drip: bool = False


@dataclass
class Site:
    """Answers by path (without query); a list is given out one by one, its last one for ever."""

    address: str
    answers: dict[str, "Answer | list[Answer] | Callable[[Asked], Answer]"] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        found = self.answers.get(asked.path.partition("?")[0], Answer(status=404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, Answer) else found(asked)

    def gets(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.method == "GET"]


@contextmanager
def http_site() -> Iterator[Site]:
    """A server on this machine, ended with the block."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site.answer(Asked(self.command, self.path, dict(self.headers)))
            self.send_response(answer.status)
            length = len(answer.body) if answer.length is None else answer.length
            sizes = {"Transfer-Encoding": "chunked"} if answer.chunked else {"Content-Length": str(length)}
            for name, value in ({} if length < 0 else sizes | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET" and answer.status != 304:
                with suppress(ConnectionError):
                    self.send_body(answer)
            if answer.stall:
                over.wait(20)
            self.close_connection = answer.cut is not None or length != len(answer.body) or answer.stall

        def send_body(self, answer: Answer) -> None:
            body = answer.body[: answer.cut]
            for byte in body if answer.drip else b"":
                over.wait(0.05)
                self.wfile.write(bytes([byte]))
            if not answer.drip:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body) if answer.chunked else body)
            if answer.chunked and answer.cut is None:
                self.wfile.write(b"0\r\n\r\n")

        do_HEAD = do_GET

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def with_ranges(body: bytes, headers: dict[str, str], cut: int) -> Callable[[Asked], Answer]:
    """A file server that knows ranges and hangs up after `cut` bytes of every answer."""

    def answer(asked: Asked) -> Answer:
        wanted = asked.headers.get("Range")
        if not wanted or asked.headers.get("If-Range") != headers.get("ETag"):
            return Answer(body, headers=headers, cut=cut if len(body) > cut else None)
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        part = body[int(first) : int(last) + 1 if last else None]
        place = f"bytes {first}-{int(first) + len(part) - 1}/{len(body)}"
        said = {**headers, "Content-Range": place}
        return Answer(part, 206, said, cut=cut if len(part) > cut else None)

    return answer
