"""A walk over the whole site by its links, bounded: of addresses that differ in values alone, a few."""

import re
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

STARTS = ("/", "/robots.txt", "/sitemap.xml", "/llms.txt", "/calendar.json", "/calendar.ics", "/notices.atom")
_LINK = re.compile(r'(?:href|src|srcset|action)="([^"#]+)')
_ALIKE = (
    (re.compile(r"^(/\w\w)?/editions/[0-9T-]+(?=/)"), r"\1/editions/*"),
    (re.compile(r"(/open/[^/.]+/)[^/]+$"), r"\1*"),
    (re.compile(r"(/releases/[^/]+/)[0-9.]+(?=/)"), r"\1*"),
)


class Frontier:
    """Addresses to be asked for, once each: the starts, and of each `kind` that they lead to at most `most`."""

    def __init__(self, starts: Iterable[str], most: int, kind: Callable[[str], object]) -> None:
        self._todo, self._known = deque(starts), set[str]()
        self._starts = frozenset(self._todo)
        self._kinds, self._most, self._kind = Counter[object](), most, kind

    @property
    def kinds(self) -> int:
        """How many kinds of addresses were met."""
        return len(self._kinds)

    def __iter__(self) -> Iterator[str]:
        while self._todo:
            address = self._todo.popleft()
            kind = self._kind(address)
            is_wanted = address in self._starts or self._kinds[kind] < self._most
            if address not in self._known and is_wanted:
                self._known.add(address)
                self._kinds[kind] += 1
                yield address

    def follow(self, address: str, headers: Mapping[str, str], text: str) -> None:
        """Note where an answer leads."""
        found = [headers["location"]] if "location" in headers else []
        if headers.get("content-type", "").startswith("text/html"):
            found += [unescape(link) for link in _LINK.findall(text)]
        self._todo.extend(link for link in (urljoin(address, one) for one in found) if link.startswith("/"))


def alike(address: str) -> str:
    """The path without its query; any edition, any row of a table, any version of a dataset are alike."""
    path = urlsplit(address).path
    for pattern, one in _ALIKE:
        path = pattern.sub(one, path)
    return path


async def walk(application: Any, frontier: Frontier) -> AsyncIterator[httpx.Response]:
    """Every answer of an ASGI application in this process, redirects followed as links."""
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        for address in frontier:
            answer = await client.get(address)
            frontier.follow(address, answer.headers, answer.text)
            yield answer
