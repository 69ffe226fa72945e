"""What a reader asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    """An HTTP request, read from its ASGI scope."""

    scope: Any
    receive: Any

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

    @cached_property
    def headers(self) -> dict[str, str]:
        """Header ► value, names in lower case."""
        pairs = self.scope.get("headers") or []
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}

    @property
    def extension(self) -> str:
        """What follows the last dot of the last part of the path."""
        last = self.path.rpartition("/")[2]
        return last.rpartition(".")[2] if "." in last else ""

    @property
    def origin(self) -> str:
        """Scheme and host under which the reader knows the site."""
        return f"{self.scope.get('scheme', 'http')}://{self.headers.get('host', 'localhost')}"
