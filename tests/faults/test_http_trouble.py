"""Every way in which an HTTP server can let us down ends with the whole bytes or with one clear sentence."""

import base64
import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration.refusals import DeliveryRefused
from orchestration.transports import Delivery
from orchestration.transports.arriving import Inbox
from orchestration.transports.http import Http
from orchestration.transports.patience import Patience
from published.ways_in import ByHttp
from tests.deliveries import feed
from tests.servers.http import Answer, Site, http_site

FEED = feed()
FILE = "returns_2024.csv"
BODY = b"a,b\n" * 500
QUICK = Patience(attempts=4, first_wait=0.01, longest_wait=0.02, silence=0.5, total=5)


@pytest.fixture
def site() -> Iterator[Site]:
    with http_site() as site:
        yield site


@pytest.fixture
def transport(site: Site, tmp_path: Path) -> Http:
    way = ByHttp(transport="http", files={FILE: f"{site.address}/file"}, token="env:OFFICE_TOKEN")
    return Http(way, Inbox(tmp_path / "incoming", size_cap=1 << 16), QUICK)


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_TOKEN", "marked")


def refusal(transport: Http) -> DeliveryRefused:
    before = set(transport.inbox.folder.glob("*"))
    with pytest.raises(DeliveryRefused) as caught:
        transport.fetch(FEED, FILE)
    assert set(transport.inbox.folder.glob("*")) == before
    assert "marked" not in str(caught.value) + caught.value.english
    return caught.value


GOOD = Answer(BODY)


@pytest.mark.parametrize(
    "before",
    [
        [Answer(status=500)] * 3,
        [Answer(status=429, headers={"Retry-After": "0"}), Answer(status=503)],
        [Answer(BODY, cut=100)],
        [Answer(BODY, length=len(BODY) + 7)],
        [Answer(BODY, chunked=True, cut=100)],
        [Answer(BODY, stall=True, cut=10)],
        [Answer(BODY, headers={"Repr-Digest": "sha-256=:AAAA:"})],
    ],
    ids=["500 three times", "busy", "dies mid-body", "shorter than promised", "chunks cut", "stalls", "wrong digest"],
)
def test_trouble_that_passes(site: Site, transport: Http, before: list[Answer]) -> None:
    site.answers["/file"] = [*before, GOOD]
    delivery = transport.fetch(FEED, FILE)
    assert isinstance(delivery, Delivery) and delivery.path.read_bytes() == BODY
    assert len(site.asked) == len(before) + 1


@pytest.mark.parametrize(
    ("answer", "code", "word"),
    [
        (Answer(status=500), "server_error", "HTTP 500"),
        (Answer(status=418), "answer", "HTTP 418"),
        (Answer(status=404), "not_served", "HTTP 404"),
        (Answer(status=401), "credential_refused", "env:OFFICE_TOKEN"),
        (Answer(status=403), "credential_refused", "env:OFFICE_TOKEN"),
        (Answer(status=304), "answer", "HTTP 304"),
        (Answer(status=429, headers={"Retry-After": "3600"}), "busy", "3600"),
        (Answer(BODY, length=len(BODY) + 7), "network", "连接失败"),
        (Answer(BODY, chunked=True, cut=100), "network", "连接失败"),
        (Answer(BODY, length=-1), "answer", "Content-Length"),
        (Answer(BODY, stall=True, cut=10), "network", "timeout"),
        (Answer(b"\n<!DOCTYPE html><html>login"), "web_page", "网页"),
        (Answer(b"x" * 70_000), "too_large", "65,536"),
        (Answer(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}), "too_large", "65,536"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "answer", "gzip"),
        (Answer(BODY, headers={"Content-Encoding": "br"}), "answer", "br"),
        (Answer(BODY, headers={"Digest": "SHA-256=AAAA"}), "digest", "digest"),
        (Answer(status=302, headers={"Location": "/file"}), "answer", "redirects"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_trouble_that_stays(site: Site, transport: Http, answer: Answer, code: str, word: str) -> None:
    site.answers["/file"] = answer
    refused = refusal(transport)
    assert (refused.code, word in str(refused)) == (code, True), str(refused)
    assert len(site.asked) <= 6


def test_nobody_listens(site: Site, transport: Http) -> None:
    lost = ByHttp(transport="http", files={FILE: "http://127.0.0.1:9/file"})
    assert refusal(Http(lost, transport.inbox, QUICK)).code == "network"


def test_a_server_that_trickles_meets_the_time_limit(site: Site, transport: Http) -> None:
    """Never silent for long, so only the limit for the whole file can end it."""
    site.answers["/file"] = Answer(BODY, drip=True)
    assert refusal(replace(transport, patience=replace(QUICK, total=0.5))).code == "too_slow"


def test_a_credential_that_is_missing_or_open_to_others_is_named(
    site: Site, transport: Http, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OFFICE_TOKEN")
    assert "env:OFFICE_TOKEN" in str(refusal(transport))
    secret = tmp_path / "token"
    secret.write_text("marked\n")
    secret.chmod(0o640)
    from_file = replace(transport, way=transport.way.model_copy(update={"token": f"file:{secret}"}))
    assert refusal(from_file).code == "credential_open_to_others"
    secret.chmod(0o600)
    site.answers["/file"] = GOOD
    assert isinstance(from_file.fetch(FEED, FILE), Delivery)
    assert site.asked[-1].headers["Authorization"] == "Bearer marked"


def test_digests_of_several_kinds_are_all_kept(site: Site, transport: Http) -> None:
    sha512 = base64.b64encode(hashlib.sha512(BODY).digest()).decode()
    md5 = base64.b64encode(hashlib.md5(BODY).digest()).decode()
    site.answers["/file"] = Answer(BODY, headers={"Content-Digest": f"sha-512=:{sha512}:", "Content-MD5": md5})
    assert isinstance(transport.fetch(FEED, FILE), Delivery)
    site.answers["/file"] = Answer(BODY, headers={"Content-Digest": f"sha-512=:{sha512}:", "Content-MD5": "AAAA"})
    assert refusal(transport).code == "digest"
