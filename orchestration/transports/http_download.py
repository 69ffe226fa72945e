"""One file by HTTP: fetched whole, resumed where it broke off, or found unchanged."""

import re
from collections.abc import Mapping

import httpx

from orchestration.transports.arriving import Arriving
from orchestration.transports.http_caller import Caller
from orchestration.transports.http_promise import Promise, agree, strong_etag
from orchestration.transports.patience import TryAgain

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_STEP = 1 << 20
_START = 1 << 12


class Download:
    """What came so far of `url` into `copy`, over as many attempts as it takes.

    A resumed file whose server vouches for no digest of the whole is believed only after every part but the
    last has been read again: then no change under an unchanged ETag can have mixed two files.
    """

    def __init__(self, caller: Caller, url: str, copy: Arriving, conditions: Mapping[str, str]) -> None:
        self._caller, self._url, self._copy, self._conditions = caller, url, copy, conditions
        self.headers: Mapping[str, str] = {}
        self.unchanged = False
        self._whole = False
        self._parts: list[tuple[int, int]] = []

    def go_on(self, known: Mapping[str, str]) -> None:
        """One attempt to get the rest; raises TryAgain, after which the next attempt goes on from there."""
        if not self._whole and not self.unchanged:
            self._more(known)
        while self._parts:
            self._read_again(*self._parts[-1])
            self._parts.pop()

    def _more(self, known: Mapping[str, str]) -> None:
        resumed = self._resumable()
        with self._caller.ask("GET", self._url, self._range() if resumed else self._conditions) as response:
            if response.status_code == 304:
                return self._not_modified(response, known)
            if resumed and response.status_code == 206:
                self._check_part(response)
                self._parts.append((self._parts[-1][1] if self._parts else 0, self._copy.size))
            elif response.status_code == 200:
                self._start(response)
            else:
                self._forget()
                raise TryAgain("answer", cause=f"HTTP {response.status_code}")
            promise = self._promise(part=resumed and response.status_code == 206)
            self._take(response, promise)
            self._whole = True
            if promise.vouched:
                self._parts = []

    def _take(self, response: httpx.Response, promise: Promise) -> None:
        for piece in self._caller.pieces(response, promise):
            if self._copy.size < _START:
                self._caller.check_no_web_page(self._copy.part(0, _START) + piece[:_START])
            self._copy.write(piece)
        expected = self.headers.get("content-length")
        if expected and "content-encoding" not in self.headers and self._copy.size != int(expected):
            raise TryAgain("cut_off", found=f"{self._copy.size:,}", expected=expected)

    def _promise(self, part: bool) -> Promise:
        promise = Promise(self.headers, part)
        if promise.vouched:
            for start in range(0, self._copy.size, _STEP):
                promise.keep(self._copy.part(start, min(start + _STEP, self._copy.size)))
        return promise

    def _start(self, response: httpx.Response) -> None:
        self._forget()
        ends = ("content-length", "transfer-encoding", "content-encoding")
        self.headers = response.headers
        if not any(name in response.headers for name in ends) and not Promise(response.headers).vouched:
            raise self._caller.refuse("answer", cause="no Content-Length: nobody can tell whether it is whole")

    def _forget(self) -> None:
        self._copy.start_anew()
        self.headers, self._parts, self._whole = {}, [], False

    def _resumable(self) -> bool:
        said = self.headers
        ranges = said.get("accept-ranges", "bytes") == "bytes" and "content-encoding" not in said
        return bool(self._copy.size and ranges and strong_etag(said) and said.get("content-length", "").isdecimal())

    def _range(self, end: str = "", start: int | None = None) -> dict[str, str]:
        begin = self._copy.size if start is None else start
        return {"Range": f"bytes={begin}-{end}", "If-Range": self.headers["etag"], "Accept-Encoding": "identity"}

    def _check_part(self, response: httpx.Response, start: int | None = None, end: int | None = None) -> None:
        """Exactly the bytes that are missing, of the same file; otherwise everything starts anew."""
        total = int(self.headers["content-length"])
        expected = (self._copy.size if start is None else start, total - 1 if end is None else end - 1, total)
        found = _RANGE.fullmatch(response.headers.get("content-range", ""))
        same = all(
            response.headers.get(n, self.headers.get(n)) == self.headers.get(n) for n in ("etag", "last-modified")
        )
        fits = found and tuple(map(int, found.groups())) == expected and "content-encoding" not in response.headers
        if response.status_code != 206 or not same or not fits:
            self._forget()
            raise TryAgain("changed_while_copied")

    def _read_again(self, start: int, end: int) -> None:
        with self._caller.ask("GET", self._url, self._range(str(end - 1), start)) as response:
            self._check_part(response, start, end)
            for piece in self._caller.pieces(response, Promise({})):
                if piece != self._copy.part(start, start + len(piece)):
                    self._forget()
                    raise TryAgain("changed_while_copied")
                start += len(piece)

    def _not_modified(self, response: httpx.Response, known: Mapping[str, str]) -> None:
        """Believed only where it was asked for and speaks of the same file; otherwise asked without conditions."""
        asked, self._conditions = self._conditions, {}
        said = {name: response.headers[name] for name in ("etag", "last-modified") if name in response.headers}
        if not asked or not agree(known, {**known, **said}):
            raise TryAgain("answer", cause="HTTP 304")
        self.unchanged = True
