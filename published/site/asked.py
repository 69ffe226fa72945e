"""What a reader asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self
from urllib.parse import parse_qs, urlencode

from published.site.conditions import named
from published.site.language import Language, languages
from published.site.whole import Wanted

_DRAWN = re.compile(r"(/editions/[^/]+)?/(plots|embed)/.*")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9a-fA-F:]+\](:\d{1,5})?)/?")
_ELSEWHERE = re.compile(r"//|[\\\x00-\x20\x7f]")
"""What browsers read as the beginning of another site's address, or leave out of one before they read it."""
_ENGLISH_METHOD = re.compile(r"(/methods/[a-z0-9_]+)/en")


def is_origin(address: str) -> bool:
    """Whether an address is a scheme with a host, and nothing else."""
    return _ORIGIN.fullmatch(address) is not None


def known_as(scope: Mapping[str, Any], origin: str) -> dict[str, Any]:
    """The same request as one that was sent to the public address of the site, whatever passed it on.

    Raises ValueError where the address is no scheme with a host.
    """
    found = _ORIGIN.fullmatch(origin)
    if found is None:
        raise ValueError(f"{origin!r}：公开网址应为 https://主机 the public address must be https://host")
    kept = [(name, value) for name, value in scope.get("headers", ()) if name.lower() != b"host"]
    return {**scope, "scheme": found["scheme"], "headers": [*kept, (b"host", found["host"].encode())]}


@dataclass(frozen=True)
class Asked:
    """An HTTP request, read from its ASGI scope, in one of the site's languages."""

    scope: Any
    receive: Any
    language: Language
    wanted: Wanted
    """Under which key its answer is kept: the address as it was sent, language and edition included."""

    @classmethod
    def of(cls, scope: Any, receive: Any) -> Self:
        """The request, its language taken from what its address begins with and its address read from there on."""
        default, *others = languages().values()
        sent = cls(scope, receive, default, Wanted.of(scope))
        for language in others:
            if sent.raw_path.startswith(f"{language.prefix}/"):
                return replace(sent.within(language.prefix), language=language)
        return sent

    @property
    def method(self) -> str:
        """GET, HEAD …"""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """The decoded path."""
        return str(self.scope["path"])

    @property
    def query_bytes(self) -> int:
        """How long the query string is."""
        return len(self.scope.get("query_string") or b"")

    @cached_property
    def arguments(self) -> dict[str, list[str]]:
        """The query string's parameters."""
        return parse_qs((self.scope.get("query_string") or b"").decode("latin-1"), keep_blank_values=True)

    def last(self, name: str) -> str | None:
        """The value of a parameter, the last one where it comes several times."""
        return self.arguments.get(name, [None])[-1]

    @cached_property
    def headers(self) -> dict[str, str]:
        """Header ► value, names in lower case."""
        pairs = self.scope.get("headers") or []
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}

    def has(self, tag: str) -> bool:
        """Whether the reader keeps what stands under that tag (If-None-Match)."""
        return named(self.headers.get("if-none-match", "").encode("latin-1"), tag.encode())

    @property
    def extension(self) -> str:
        """What follows the last dot of the last part of the path."""
        last = self.path.rpartition("/")[2]
        return last.rpartition(".")[2] if "." in last else ""

    @property
    def raw_path(self) -> str:
        """The path as it was sent."""
        raw: bytes = self.scope.get("raw_path") or self.path.encode()
        return raw.decode("latin-1").partition("?")[0]

    @property
    def is_crooked(self) -> bool:
        """Whether the path, handed on in a redirect or link, could lead to another site: no page has such a one."""
        return _ELSEWHERE.search(self.raw_path) is not None or "//" in self.path or "\\" in self.path

    @property
    def moved(self) -> str | None:
        """Where it is to be asked instead: files of data (plots apart) are the same in every language, the first
        language has no prefix, and methods once had a suffix; None where the address is right."""
        first = next(iter(languages().values()))
        if found := _ENGLISH_METHOD.fullmatch(self.raw_path):
            return f"/en{found[1]}"
        if self.raw_path.startswith(f"/{first.code}/"):
            return self.whole.removeprefix(f"/{first.code}")
        if self.raw_path in {language.prefix for language in languages().values()}:
            return f"{self.raw_path}/"
        is_file = self.extension.isidentifier() and not _DRAWN.fullmatch(self.raw_path)
        return self.whole if self.language != first and is_file else None

    @property
    def whole(self) -> str:
        """The address as it was sent after language and edition, its query with it."""
        query = (self.scope.get("query_string") or b"").decode("latin-1")
        return f"{self.raw_path}?{query}" if query else self.raw_path

    def within(self, root: str) -> Self:
        """The same request, its address read from a root on that the path as sent begins with."""
        path, raw = self.path.removeprefix(root) or "/", self.raw_path.removeprefix(root) or "/"
        return replace(self, scope={**self.scope, "path": path, "raw_path": raw.encode("latin-1")})

    def at_home(self) -> Self:
        """The same request, as if it were for the home page."""
        return replace(self, scope={**self.scope, "path": "/", "raw_path": b"/"})

    def without(self, name: str) -> str:
        """The same address without one parameter."""
        kept = urlencode({key: values for key, values in self.arguments.items() if key != name}, doseq=True)
        return f"{self.raw_path}?{kept}" if kept else self.raw_path

    @property
    def origin(self) -> str:
        """Scheme and host under which the reader knows the site."""
        return f"{self.scope.get('scheme', 'http')}://{self.headers.get('host', 'localhost')}"
