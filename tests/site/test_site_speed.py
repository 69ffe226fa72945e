"""Answers are kept in the server and by readers, and yet nothing is early, late, mixed, or of another reader."""

import gzip
import http.client
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from urllib.parse import quote, urlsplit

import brotli
import httpx
import pytest

from published.arming import publish_due
from published.home import Home
from published.site.serve import application
from published.site.shell import Shell
from tests.servers.site import Server, threaded
from tests.site.test_site_editions import MINUTE, Hands, one_armed

TABLE = "/open/patent_intensive_value_added"
SUM = "/open.json?sql=select+sum(value_added)+as+s+from+patent_intensive_value_added&_shape=array"
PLOT = "/plots/patent_intensive_value_added.svg"
KEPT = ("/", "/about", TABLE, f"{TABLE}.json", f"{TABLE}.csv", SUM, PLOT)
FILE = "/releases/typical_cases/1.0/typical_cases.db"


def raw(url: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """An answer as it comes, not decompressed."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return told


@pytest.mark.parametrize("path", KEPT)
def test_a_kept_answer_is_the_computed_one_in_every_form(server: Server, path: str) -> None:
    first = raw(server.url, path)
    again = raw(server.url, path)
    assert first[0] == again[0] == 200 and first[2] == again[2]
    assert {name: value for name, value in first[1].items() if name != "date"} == {
        name: value for name, value in again[1].items() if name != "date"
    }
    for encoding, opened in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        status, headers, body = raw(server.url, path, accept_encoding=encoding)
        assert status == 200 and headers["vary"] == "accept-encoding" and headers["etag"] == first[1]["etag"]
        assert (opened(body) if "content-encoding" in headers else body) == first[2]
        assert len(first[2]) < 600 or headers["content-encoding"] == encoding
        status, head, nothing = raw(server.url, path, "HEAD", accept_encoding=encoding)
        assert (status, nothing, head["content-length"]) == (200, b"", headers["content-length"])
    status, headers, nothing = raw(server.url, path, if_none_match=f'"other", {first[1]["etag"]}')
    assert (status, nothing) == (304, b"") and headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/open/nosuch", 404), ("/board/x", 404), ("/search.json?q=x&limit=no", 400), (f"{TABLE}.json?foo=1", 400)),
        *(("/made/patent_intensive_value_added?foo=1", 400), (f"/plots{TABLE.removeprefix('/open')}?_plot=x", 400)),
        *(("/search?kind=x&q=x", 400), ("/?colour=red", 400), ("/en/about?colour=red", 400)),
    ],
)
def test_an_address_is_judged_before_a_reader_is_told_to_keep_what_it_has(
    server: Server, path: str, status: int
) -> None:
    tag = raw(server.url, TABLE)[1]["etag"]
    assert raw(server.url, path, if_none_match=tag)[0] == status


def test_not_modified_says_what_the_answer_says(server: Server) -> None:
    pinned = f"/editions/{re.findall(r'/editions/([0-9T-]+)/', server.get('/editions/').text)[0]}"
    embed = f"/embed{TABLE.removeprefix('/open')}"
    paths = ("/releases/typical_cases/1.0/verdict.html", f"{pinned}{TABLE}.json", embed, "/search?q=x", "/sitemap.xml")
    for path in (
        *paths,
        "/search.json?q=x",
        "/llms.txt",
        "/robots.txt",
        "/releases/typical_cases/1.0/typical_cases.db",
    ):
        status, headers, _ = raw(server.url, path)
        again, told, nothing = raw(server.url, path, if_none_match=f'"other", {headers["etag"]}')
        assert (status, again, nothing) == (200, 304, b""), path
        of_the_body = {"date", "content-length", "content-type", "content-disposition", "accept-ranges"}
        assert {**told, "date": ""} == {**{name: headers[name] for name in headers.keys() - of_the_body}, "date": ""}


def test_whatever_is_text_comes_compressed(server: Server) -> None:
    page = server.get(f"/plots{TABLE.removeprefix('/open')}").text
    bundle = re.search(r'"(/static/vega-[^"]+)"', page)
    assert bundle
    paths = (
        bundle[1],
        "/search?q=专利",
        "/releases/",
        "/editions/",
        "/sitemap.xml",
        f"/embed{TABLE[5:]}",
        f"/made{TABLE[5:]}",
    )
    for path in paths:
        plain = raw(server.url, quote(path, safe="/?="))[2]
        status, headers, body = raw(server.url, quote(path, safe="/?="), accept_encoding="br")
        assert status == 200 and headers["content-encoding"] == "br" and headers["vary"] == "accept-encoding", path
        assert brotli.decompress(body) == plain


def test_styles_come_compressed_and_for_ever(server: Server) -> None:
    found = re.search(r'href="(/static/[^"]+\.css)"', server.get("/").text)
    assert found
    status, headers, body = raw(server.url, found[1], accept_encoding="br")
    assert status == 200 and "immutable" in headers["cache-control"] and headers["content-encoding"] == "br"
    assert brotli.decompress(body) == raw(server.url, found[1])[2]


def test_the_home_page_is_under_300_kb_in_all(server: Server) -> None:
    page = brotli.decompress(raw(server.url, "/", accept_encoding="br")[2]).decode()
    parts = {"/", *re.findall(r'(?:href|src)="(/static/[^"]+)"', page)}
    parts |= {unescape(found) for found in re.findall(r' src="(/plots/[^"]+)"', page)}
    assert len([part for part in parts if part.startswith("/plots/")]) == 3
    assert sum(len(raw(server.url, part, accept_encoding="br")[2]) for part in parts) < 300_000


@pytest.mark.parametrize("host", ['a"><script>', "a b", "a/b", "a" * 300, "evil.example:x", "é"])
def test_a_host_that_is_none_is_refused(server: Server, host: str) -> None:
    status, headers, body = raw(server.url, "/", host=host)
    assert status == 400 and b"<script>" not in body and headers.get("cache-control", "no-store") == "no-store"


def test_what_one_reader_called_the_site_is_shown_to_no_other(server: Server) -> None:
    for _ in range(2):
        assert b"evil.example" in raw(server.url, "/", host="evil.example")[2]
        assert b"evil.example" in raw(server.url, f"{TABLE}.json?_size=1", host="evil.example")[2]
        assert b"evil.example" not in raw(server.url, "/")[2]
        assert b"evil.example" not in raw(server.url, f"{TABLE}.json?_size=1")[2]


def test_headers_without_an_end_are_not_waited_for(server: Server) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.connect()
    connection.sock.sendall(b"GET / HTTP/1.1\r\nhost: site\r\nx: ")
    with pytest.raises(OSError):
        for _ in range(400):
            connection.sock.sendall(b"x" * 10_000)
    connection.close()
    assert server.get("/about").status_code == 200


@pytest.mark.parametrize("wanted", ["bytes=99999999-", "bytes=-0"])
def test_a_range_beyond_the_file_is_told_its_size(server: Server, wanted: str) -> None:
    size = len(raw(server.url, FILE)[2])
    status, headers, _ = raw(server.url, FILE, range=wanted)
    assert status == 416 and headers["content-range"] == f"bytes */{size}"


def test_a_download_goes_on_where_it_is_the_same_file(server: Server) -> None:
    _, headers, whole = raw(server.url, FILE)
    status, part, body = raw(server.url, FILE, range="bytes=10-", if_range=headers["etag"])
    assert (status, body, part["content-range"]) == (206, whole[10:], f"bytes 10-{len(whole) - 1}/{len(whole)}")
    for other in ('"other"', f"W/{headers['etag']}", "Fri, 27 Nov 2026 00:00:00 GMT"):
        assert raw(server.url, FILE, range="bytes=10-", if_range=other)[::2] == (200, whole)
    status, head, nothing = raw(server.url, FILE, "HEAD", range="bytes=10-")
    assert (status, nothing, head["content-length"]) == (200, b"", str(len(whole)))


def test_files_of_a_release_are_kept_by_readers_and_not_by_those_between(server: Server) -> None:
    assert raw(server.url, FILE)[1]["cache-control"] == "public, max-age=31536000, s-maxage=0, immutable"
    pinned = f"/editions/{re.findall(r'/editions/([0-9T-]+)/', server.get('/editions/').text)[0]}"
    assert "immutable" in raw(server.url, f"{pinned}{TABLE}.json")[1]["cache-control"]
    for path in (f"{pinned}{TABLE}", f"{pinned}/nothing", f"{pinned}{TABLE}.json?yaer=1", f"{TABLE}.json", "/"):
        assert "immutable" not in raw(server.url, path)[1]["cache-control"], path


@pytest.fixture
def armed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Hands, Home, Shell]]:
    """A server a second before the minute of an edition whose figures are doubled."""
    home, hands = Home(tmp_path_factory.mktemp("kept") / "data"), Hands(MINUTE - timedelta(seconds=1))
    one_armed(home)
    shell = application(home, hands)
    with threaded(shell) as url:
        yield url, hands, home, shell


def test_what_is_kept_ends_at_the_minute(armed: tuple[str, Hands, Home, Shell]) -> None:
    url, hands, _, _ = armed
    with httpx.Client(base_url=url) as client:
        before = {path: client.get(path) for _ in range(2) for path in KEPT}
        hands.at = MINUTE
        after = {path: client.get(path) for path in KEPT}
        for path in KEPT:
            tag = before[path].headers["etag"]
            assert tag != after[path].headers["etag"]
            assert client.get(path, headers={"if-none-match": tag}).status_code == 200
        assert after[SUM].json()[0]["s"] == pytest.approx(2 * before[SUM].json()[0]["s"])
        assert "3,802.5" in before["/"].text and "7,604.9" in after["/"].text and "3,802.5" not in after["/"].text
        assert "3,802.5" in before[PLOT].text and "7,604.9" in after[PLOT].text and "3,802.5" not in after[PLOT].text


def test_64_connections_over_the_minute_get_answers_of_one_edition_each(
    armed: tuple[str, Hands, Home, Shell],
) -> None:
    url, hands, home, _ = armed
    done = threading.Event()

    def ask() -> set[tuple[str, float]]:
        pairs = set()
        with httpx.Client(base_url=url, timeout=30) as client:
            while not done.is_set():
                answer = client.get(SUM)
                tag = answer.headers["etag"].removeprefix('W/"').rpartition("-")[0]
                pairs.add((tag, answer.json()[0]["s"]))
        return pairs

    with ThreadPoolExecutor(64) as readers:
        running = [readers.submit(ask) for _ in range(64)]
        threading.Event().wait(0.7)
        hands.at = MINUTE
        publish_due(home, MINUTE)
        threading.Event().wait(1.2)
        done.set()
        pairs = set().union(*(one.result(timeout=60) for one in running))
    assert len(pairs) == 2 and len({edition for edition, _ in pairs}) == 2
