"""One HTTP sender, asked politely: its own origin only, its troubles put into our words."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import httpx
from pydantic import SecretStr

from orchestration.refusals import DeliveryRefused
from orchestration.transports.credentials import without
from orchestration.transports.http_body import decoded
from orchestration.transports.http_promise import Promise
from orchestration.transports.patience import Deadline, TryAgain

_HOPS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_LATER = {408, 425, 429}
_GONE = {404, 410}
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Caller:
    """Asks for one file (or for its pages); `reference` names the credential, for messages."""

    client: httpx.Client
    deadline: Deadline
    token: SecretStr | None
    reference: str

    @contextmanager
    def ask(self, method: str, url: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """An answer that may be used: 200, 206, 304, 416, or whatever HEAD gets; raises TryAgain or DeliveryRefused."""
        with self._in_our_words():
            response = self._answer(method, url, headers)
        try:
            if method != "HEAD":
                self._check(response)
            yield response
        finally:
            response.close()

    def pieces(self, response: httpx.Response, promise: Promise) -> Iterator[bytes]:
        """The body, decoded, piece by piece; raises TryAgain where it is not whole."""
        yield from decoded(self._raw(response, promise), response.headers.get("content-encoding", ""))
        promise.check_kept()

    def refuse(self, code: str, **facts: Any) -> DeliveryRefused:
        """A refusal of this file, without the credential."""
        shown: dict[str, Any] = {name: self.shown(str(fact)) for name, fact in facts.items()}
        return DeliveryRefused(self.deadline.feed.key, self.deadline.file, code, **shown)

    def shown(self, text: str) -> str:
        """Foreign text without the credential."""
        return without(text, self.token) if self.token else without(text)

    def check_no_web_page(self, start: bytes) -> None:
        """A login page with status 200 is no delivery."""
        if _HTML.match(start.removeprefix(b"\xef\xbb\xbf")):
            raise self.refuse("web_page")

    def _raw(self, response: httpx.Response, promise: Promise) -> Iterator[bytes]:
        with self._in_our_words():
            for chunk in response.iter_raw():
                self.deadline.check()
                promise.keep(chunk)
                yield chunk

    def _answer(self, method: str, url: str, headers: Mapping[str, str]) -> httpx.Response:
        sent = {"Accept-Encoding": "gzip", **headers}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token.get_secret_value()}"
        for _ in range(_HOPS + 1):
            request = self.client.build_request(method, url, headers=sent, timeout=self.deadline.silence)
            response = self.client.send(request, stream=True, follow_redirects=False)
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return response
            response.close()
            url = self.same_origin(url, response.headers["location"])
        raise self.refuse("answer", cause="redirects without end")

    def same_origin(self, url: str, link: str) -> str:
        """Where a link leads; refused where that is another origin, so that the token goes nowhere else."""
        try:
            target, origin = httpx.URL(urljoin(url, link)), httpx.URL(url)
        except (ValueError, httpx.InvalidURL):
            raise self.refuse("answer", cause="malformed link") from None
        if _origin(target) != _origin(origin) or target.userinfo:
            raise self.refuse("redirected", target=f"{target.scheme}://{target.host}")
        return str(target.copy_with(fragment=None))

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        cause = f"HTTP {status}"
        if status in {401, 403}:
            raise self.refuse("credential_refused", cause=cause, credential=self.reference)
        if status in _LATER or (status >= 500 and "retry-after" in response.headers):
            wait = _seconds(response.headers.get("retry-after", ""))
            raise TryAgain("busy", wait=wait, cause=f"{cause}, {wait:.0f} s")
        if status >= 500:
            raise TryAgain("server_error", cause=cause)
        if status in _GONE:
            raise self.refuse("not_served", cause=cause)
        if status not in {200, 206, 304, 416}:
            raise self.refuse("answer", cause=cause)

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except httpx.TimeoutException as error:
            self.deadline.check()
            raise TryAgain("network", cause="timeout") from error
        except httpx.TransportError as error:
            raise TryAgain("network", cause=self.shown(str(error) or type(error).__name__)) from error


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _seconds(retry_after: str) -> float:
    """Retry-After in seconds or as a date; nothing where it is neither."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
