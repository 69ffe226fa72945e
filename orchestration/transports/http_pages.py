"""The pages of a JSON API, each with its exact bytes, as one uncompressed zip that is the same for the same pages."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import httpx

from orchestration.transports.arriving import Arriving
from orchestration.transports.http_caller import Caller
from orchestration.transports.http_promise import Promise
from published.ways_in import NextCursor, NextLink, PageNumber

PAGES_CAP = 10_000
PAGE_CAP = 64 << 20
_LONG_AGO = (1980, 1, 1, 0, 0, 0)

Pages = NextLink | NextCursor | PageNumber


class Page(NamedTuple):
    """One page: its number, its bytes, its rows, and where the next one is."""

    number: int
    body: bytes
    rows: list[Any]
    total: int | None
    following: str | None


@dataclass(frozen=True)
class Book:
    """All pages from `url` on."""

    caller: Caller
    url: str
    pages: Pages

    def write(self, copy: Arriving) -> None:
        """Put all pages into `copy`; raises DeliveryRefused where they are not one consistent set."""
        with copy.packed() as packed, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for page in self._all():
                copy.check_size(packed.tell() + len(page.body))
                archive.writestr(_entry(page.number), page.body)

    def _all(self) -> Iterator[Page]:
        """Page after page; at the end the first is read again, since a change moves rows between pages."""
        url: str | None = self._numbered(0)
        first: Page | None = None
        seen, rows = set[str](), 0
        for number in range(1, PAGES_CAP + 2):
            page = self._page(number, url or self.url)
            self._check_progress(page, seen)
            first = first or page
            if page.total != first.total:
                raise self.caller.refuse("pages_changed", cause=f"{first.total} ► {page.total}")
            if page.rows or number == 1:
                yield page
            rows, url = rows + len(page.rows), page.following
            if url is None:
                return self._check_still(first, rows, number)
        raise self.caller.refuse("pages_endless", cause=f"> {PAGES_CAP:,}")

    def _check_progress(self, page: Page, seen: set[str]) -> None:
        digest = hashlib.sha256(page.body).hexdigest()
        if digest in seen or (page.following and page.following in seen):
            raise self.caller.refuse("pages_endless", cause=f"page {page.number} again")
        seen.update({digest, page.following or digest})

    def _check_still(self, first: Page, rows: int, pages: int) -> None:
        if first.total is not None and rows != first.total:
            raise self.caller.refuse("pages_changed", cause=f"{rows:,} / {first.total:,}")
        if pages > 1:
            again = self._page(1, self._numbered(0))
            if (again.rows, again.total) != (first.rows, first.total):
                raise self.caller.refuse("pages_changed", cause="page 1")

    def _page(self, number: int, url: str) -> Page:
        body = self.caller.deadline.patiently(lambda: self._body(url))
        self.caller.check_no_web_page(body[:4096])
        try:
            content = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise self.caller.refuse("page", page=number, cause=f"JSON: {error}") from None
        rows = self._at(content, self.pages.rows, number)
        total = self._at(content, self.pages.total, number) if self.pages.total else None
        if not isinstance(rows, list) or not isinstance(total, int | None):
            raise self.caller.refuse("page", page=number, cause=f"{self.pages.rows or ''} {self.pages.total or ''}")
        return Page(number, body, rows, total, self._following(content, number, url, bool(rows)))

    def _body(self, url: str) -> bytes:
        body = bytearray()
        with self.caller.ask("GET", url, {"Accept": "application/json"}) as response:
            if response.status_code != 200:
                raise self.caller.refuse("answer", cause=f"HTTP {response.status_code}")
            for piece in self.caller.pieces(response, Promise(response.headers)):
                body += piece
                if len(body) > PAGE_CAP:
                    raise self.caller.refuse("too_large", limit=f"{PAGE_CAP:,} 字节")
        return bytes(body)

    def _following(self, content: Any, number: int, url: str, any_rows: bool) -> str | None:
        match self.pages:
            case PageNumber(last=last):
                more = any_rows and (last is None or number < self._last(content, last, number))
                return self._numbered(number) if more else None
            case NextLink(at=at):
                link = self._at(content, at, number, missing=None)
                return self.caller.same_origin(url, str(link)) if link else None
            case NextCursor(at=at, parameter=parameter):
                cursor = self._at(content, at, number, missing=None)
                return _with(self.url, parameter, str(cursor)) if cursor not in (None, "") else None

    def _last(self, content: Any, at: str, number: int) -> int:
        last = self._at(content, at, number)
        if not isinstance(last, int):
            raise self.caller.refuse("page", page=number, cause=at)
        return last - (self.pages.first - 1 if isinstance(self.pages, PageNumber) else 0)

    def _numbered(self, after: int) -> str:
        """The address of the page that follows `after` pages."""
        pages = self.pages
        return _with(self.url, pages.parameter, str(pages.first + after)) if isinstance(pages, PageNumber) else self.url

    def _at(self, content: Any, key: str | None, page: int, **default: Any) -> Any:
        """What stands at a dotted key, or the whole where there is no key."""
        for part in key.split(".") if key else ():
            if not isinstance(content, dict) or part not in content:
                if default:
                    return default["missing"]
                raise self.caller.refuse("page", page=page, cause=str(key))
            content = content[part]
        return content


def _entry(number: int) -> zipfile.ZipInfo:
    """A member whose header is the same whenever and wherever it is written."""
    entry = zipfile.ZipInfo(f"page_{number:04}.json", _LONG_AGO)
    entry.create_system, entry.external_attr = 3, 0o600 << 16
    return entry


def _with(url: str, parameter: str, value: str) -> str:
    return str(httpx.URL(url).copy_set_param(parameter, value))
