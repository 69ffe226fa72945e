"""A site that runs, for tests to ask."""

from dataclasses import dataclass

import httpx

from published.home import Home


@dataclass(frozen=True)
class Server:
    """A running site."""

    url: str
    home: Home
    pid: int

    def get(self, path: str, **more: object) -> httpx.Response:
        """One request, redirects not followed."""
        return httpx.get(self.url + path, timeout=30, **more)  # type: ignore[arg-type]
