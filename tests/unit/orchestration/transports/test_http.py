import base64
import gzip
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from orchestration.refusals import DeliveryRefused
from orchestration.transports import Delivery, Known, Unchanged
from orchestration.transports.arriving import Inbox
from orchestration.transports.http import Http
from orchestration.transports.patience import Patience
from published.ways_in import ByHttp
from tests.deliveries import feed
from tests.servers.http import Answer, Asked, Site, http_site, with_ranges

FEED = feed()
FILE = "returns_2024.csv"
ETAG = {"ETag": '"one"'}
QUICK = Patience(attempts=5, first_wait=0.01, longest_wait=0.02, silence=2, total=10)
LETTERS = bytes(range(256)) * 40


@pytest.fixture
def site() -> Iterator[Site]:
    with http_site() as site:
        yield site


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    inbox = Inbox(tmp_path / "incoming", size_cap=1 << 20)
    yield inbox


def file_at(site: Site, inbox: Inbox, **declared: Any) -> Http:
    way = ByHttp.model_validate({"transport": "http", "files": {FILE: f"{site.address}/file"}, **declared})
    return Http(way, inbox, QUICK)


def brought(transport: Http, name: str = FILE, known: Known | None = None) -> Delivery:
    delivery = transport.fetch(FEED, name, known)
    assert isinstance(delivery, Delivery)
    return delivery


def refused(transport: Http, name: str = FILE) -> DeliveryRefused:
    before = set(transport.inbox.folder.glob("*"))
    with pytest.raises(DeliveryRefused) as caught:
        transport.fetch(FEED, name)
    assert set(transport.inbox.folder.glob("*")) == before
    return caught.value


def test_a_file_is_brought_with_what_the_server_says_of_it(site: Site, inbox: Inbox) -> None:
    said = {**ETAG, "Last-Modified": "Tue, 03 Jun 2025 08:00:00 GMT", "Set-Cookie": "session=1"}
    site.answers["/file"] = Answer(b"abc", headers=said)
    delivery = brought(file_at(site, inbox))
    assert delivery.path.read_bytes() == b"abc"
    assert (delivery.file, delivery.size, delivery.sha256) == (FILE, 3, hashlib.sha256(b"abc").hexdigest())
    assert delivery.modified == datetime(2025, 6, 3, 8, 0, tzinfo=UTC)
    assert delivery.headers["etag"] == '"one"' and "set-cookie" not in delivery.headers


def test_the_token_is_read_from_where_the_profile_says(
    site: Site, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICE_TOKEN", "marked")
    site.answers["/file"] = Answer(b"abc")
    brought(file_at(site, inbox, token="env:OFFICE_TOKEN"))
    assert site.asked[0].headers["Authorization"] == "Bearer marked"


def test_a_compressed_body_is_unpacked_and_may_not_be_cut_off(site: Site, inbox: Inbox) -> None:
    packed = gzip.compress(LETTERS[:5000]) + gzip.compress(LETTERS[5000:])
    site.answers["/file"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    assert brought(file_at(site, inbox)).path.read_bytes() == LETTERS
    assert site.asked[0].headers["Accept-Encoding"] == "gzip"
    site.answers["/file"] = Answer(packed[:-3], headers={"Content-Encoding": "gzip"})
    assert refused(file_at(site, inbox)).code == "network"


# what is unchanged


def known_of(delivery: Delivery, age: timedelta = timedelta(hours=1)) -> Known:
    return Known(delivery.size, delivery.headers, datetime.now(UTC) - age)


def server_with(body: bytes, headers: dict[str, str]) -> Callable[[Asked], Answer]:
    """Answers 304 to its ETag whatever the body is."""

    def answer(asked: Asked) -> Answer:
        same = asked.headers.get("If-None-Match") == headers.get("ETag", "")
        return Answer(b"" if same else body, 304 if same else 200, headers)

    return answer


def test_an_unchanged_file_is_not_sent_again(site: Site, inbox: Inbox) -> None:
    site.answers["/file"] = server_with(b"abc", ETAG)
    transport = file_at(site, inbox)
    first = brought(transport)
    assert transport.fetch(FEED, FILE, known_of(first)) == Unchanged(FILE)
    assert [asked.method for asked in site.asked] == ["GET", "HEAD", "GET"]
    assert list(inbox.folder.iterdir()) == [first.path]


def test_a_time_stamp_alone_is_enough_once_it_is_a_minute_old(site: Site, inbox: Inbox) -> None:
    def answer(asked: Asked) -> Answer:
        stamp = {"Last-Modified": "Tue, 03 Jun 2025 08:00:00 GMT"}
        return Answer(b"abc", 304 if "If-Modified-Since" in asked.headers else 200, stamp)

    site.answers["/file"] = answer
    transport = file_at(site, inbox)
    first = brought(transport)
    assert isinstance(transport.fetch(FEED, FILE, known_of(first)), Unchanged)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ETAG, ETAG),
        (
            {**ETAG, "Last-Modified": "Tue, 03 Jun 2025 08:00:00 GMT"},
            ETAG | {"Last-Modified": "Tue, 03 Jun 2025 08:00:01 GMT"},
        ),
        ({"ETag": 'W/"one"'}, {"ETag": 'W/"one"'}),
        ({}, {}),
    ],
    ids=["other length", "other time stamp", "weak", "none"],
)
def test_a_changed_file_under_an_old_etag_is_fetched_whole(
    site: Site, inbox: Inbox, before: dict[str, str], after: dict[str, str]
) -> None:
    site.answers["/file"] = server_with(b"abc", before)
    transport = file_at(site, inbox)
    first = brought(transport)
    longer = b"new!" if before == after else b"new"
    site.answers["/file"] = server_with(longer, after)
    assert brought(transport, known=known_of(first)).path.read_bytes() == longer


def test_after_a_week_the_server_is_not_believed_any_more(site: Site, inbox: Inbox) -> None:
    site.answers["/file"] = server_with(b"abc", ETAG)
    transport = file_at(site, inbox)
    first = brought(transport)
    site.answers["/file"] = server_with(b"new", ETAG)
    assert isinstance(transport.fetch(FEED, FILE, known_of(first)), Unchanged)
    assert brought(transport, known=known_of(first, timedelta(days=8))).path.read_bytes() == b"new"


# what breaks off


def test_a_broken_download_goes_on_where_it_broke_off_and_is_read_again(site: Site, inbox: Inbox) -> None:
    site.answers["/file"] = with_ranges(LETTERS, ETAG, cut=3000)
    assert brought(file_at(site, inbox)).path.read_bytes() == LETTERS
    asked = [each.headers.get("Range") for each in site.asked]
    assert asked == [
        None,
        "bytes=3000-",
        "bytes=6000-",
        "bytes=9000-",
        "bytes=6000-8999",
        "bytes=3000-5999",
        "bytes=0-2999",
    ]


def test_a_digest_of_the_whole_spares_reading_again(site: Site, inbox: Inbox) -> None:
    digest = base64.b64encode(hashlib.sha256(LETTERS).digest()).decode()
    site.answers["/file"] = with_ranges(LETTERS, {**ETAG, "Repr-Digest": f"sha-256=:{digest}:"}, cut=6000)
    assert brought(file_at(site, inbox)).path.read_bytes() == LETTERS
    assert [each.headers.get("Range") for each in site.asked] == [None, "bytes=6000-"]


def test_two_files_under_one_etag_are_never_mixed(site: Site, inbox: Inbox) -> None:
    """The first half of one, the second half of another of the same length: found out, and fetched anew."""
    old, new = b"o" * 6000, b"n" * 6000
    first, then = with_ranges(old, ETAG, cut=4000), with_ranges(new, ETAG, cut=6000)
    site.answers["/file"] = lambda asked: (first if len(site.asked) == 1 else then)(asked)
    assert brought(file_at(site, inbox)).path.read_bytes() == new


def test_without_a_strong_etag_it_starts_anew(site: Site, inbox: Inbox) -> None:
    site.answers["/file"] = [Answer(LETTERS, headers={"ETag": 'W/"one"'}, cut=3000), Answer(LETTERS)]
    assert brought(file_at(site, inbox)).path.read_bytes() == LETTERS
    assert all("Range" not in asked.headers for asked in site.asked)


def test_a_wrong_part_is_not_put_in(site: Site, inbox: Inbox) -> None:
    wrong = Answer(LETTERS[100:], 206, {**ETAG, "Content-Range": f"bytes 100-{len(LETTERS) - 1}/{len(LETTERS)}"})
    site.answers["/file"] = [Answer(LETTERS, headers=ETAG, cut=3000), wrong, Answer(LETTERS, headers=ETAG)]
    assert brought(file_at(site, inbox)).path.read_bytes() == LETTERS


# pages


def pages_at(site: Site, inbox: Inbox, **pages: Any) -> Http:
    way = {"transport": "http", "url": f"{site.address}/api?size=2", "pages": pages}
    return Http(ByHttp.model_validate(way), inbox, QUICK)


def members(delivery: Delivery) -> dict[str, bytes]:
    with zipfile.ZipFile(delivery.path) as archive:
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
        return {name: archive.read(name) for name in archive.namelist()}


def query(asked: Asked, name: str, default: str) -> str:
    return parse_qs(urlsplit(asked.path).query).get(name, [default])[0]


def by_number(rows: list[int], **more: Any) -> Callable[[Asked], Answer]:
    def answer(asked: Asked) -> Answer:
        page = int(query(asked, "page", "1"))
        assert query(asked, "size", "") == "2"
        return Answer(json.dumps({"data": rows[2 * page - 2 : 2 * page], **more}).encode())

    return answer


def test_pages_by_number_become_one_zip_of_exact_bytes(site: Site, inbox: Inbox) -> None:
    site.answers["/api"] = by_number([1, 2, 3], total=3)
    transport = pages_at(site, inbox, by="number", rows="data", total="total")
    assert transport.names(FEED) == ["returns.zip"]
    first, again = (brought(transport, "returns.zip") for _ in range(2))
    assert members(first) == {
        "page_0001.json": b'{"data": [1, 2], "total": 3}',
        "page_0002.json": b'{"data": [3], "total": 3}',
    }
    assert first.sha256 == again.sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()


def test_the_last_page_may_be_declared(site: Site, inbox: Inbox) -> None:
    site.answers["/api"] = by_number([1, 2, 3], meta={"pages": 2})
    delivery = brought(pages_at(site, inbox, by="number", rows="data", last="meta.pages"), "returns.zip")
    assert len(members(delivery)) == 2
    assert [query(asked, "page", "") for asked in site.asked] == ["1", "2", "1"]


def test_pages_by_link_and_by_cursor(site: Site, inbox: Inbox) -> None:
    site.answers["/api"] = Answer(b'{"data": [1], "links": {"next": "/more?x=2"}}')
    site.answers["/more"] = Answer(b'{"data": [2], "links": {"next": null}}')
    by_link = brought(pages_at(site, inbox, by="link", at="links.next", rows="data"), "returns.zip")
    assert list(members(by_link)) == ["page_0001.json", "page_0002.json"]

    def cursor(asked: Asked) -> Answer:
        last = query(asked, "after", "") == "k 2"
        return Answer(b"[2]" if last else b'{"data": [1], "next": "k 2"}') if not last else Answer(b'{"data": [2]}')

    site.answers["/api"] = cursor
    by_cursor = brought(pages_at(site, inbox, by="cursor", at="next", parameter="after", rows="data"), "returns.zip")
    assert members(by_cursor)["page_0002.json"] == b'{"data": [2]}'


def test_a_link_to_another_site_is_not_followed_nor_given_the_token(
    site: Site, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICE_TOKEN", "marked")
    with http_site() as elsewhere:
        site.answers["/api"] = Answer(json.dumps({"data": [1], "next": f"{elsewhere.address}/x"}).encode())
        way = {"url": f"{site.address}/api", "pages": {"by": "link", "at": "next", "rows": "data"}, "files": {}}
        refusal = refused(file_at(site, inbox, token="env:OFFICE_TOKEN", **way), "returns.zip")
        assert refusal.code == "redirected"
        site.answers["/file"] = Answer(status=302, headers={"Location": f"{elsewhere.address}/x?token=1"})
        assert refused(file_at(site, inbox, token="env:OFFICE_TOKEN")).code == "redirected"
        assert elsewhere.asked == []


def test_a_redirect_within_the_site_is_followed(site: Site, inbox: Inbox) -> None:
    site.answers["/file"] = Answer(status=302, headers={"Location": "/new"})
    site.answers["/new"] = Answer(b"abc")
    assert brought(file_at(site, inbox)).size == 3


def test_pages_that_change_while_they_are_read_are_refused(site: Site, inbox: Inbox) -> None:
    def numbered(*totals: int) -> list[Answer]:
        return [Answer(json.dumps({"data": [n], "total": total}).encode()) for n, total in enumerate(totals)]

    transport = pages_at(site, inbox, by="number", rows="data", total="total")
    for totals in ((3, 4, 4, 4), (4, 4, 4)):
        empty = Answer(json.dumps({"data": [], "total": totals[-1]}).encode())
        site.answers["/api"] = [*numbered(*totals), empty]
        assert refused(transport, "returns.zip").code == "pages_changed"
    front = [b'{"data": [1]}', b'{"data": [2]}', b'{"data": []}', b'{"data": [0]}']
    site.answers["/api"] = [Answer(body) for body in front]
    assert refused(pages_at(site, inbox, by="number", rows="data"), "returns.zip").code == "pages_changed"


def test_pages_without_end_and_pages_of_another_shape_are_refused(site: Site, inbox: Inbox) -> None:
    site.answers["/api"] = Answer(b'{"data": [1], "next": "/api?size=2"}')
    assert refused(pages_at(site, inbox, by="number", rows="data"), "returns.zip").code == "pages_endless"
    assert refused(pages_at(site, inbox, by="link", at="next", rows="data"), "returns.zip").code == "pages_endless"
    for body in (b"not json", b'{"rows": []}', b'{"data": {}}', b'{"data": [1], "pages": "many"}'):
        site.answers["/api"] = Answer(body)
        refusal = refused(pages_at(site, inbox, by="number", rows="data", last="pages"), "returns.zip")
        assert refusal.code == "page" and "第 1 页" in str(refusal)
