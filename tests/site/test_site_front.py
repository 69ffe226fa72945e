"""nginx as docs/nginx.conf sets it up, in front of the site: what the site says arrives, and floods do not."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import unescape
from pathlib import Path

import httpx
import pytest

from published.home import PROJECT
from tests.servers.site import Server
from tests.site.test_site_speed import raw

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
FILE = "/releases/typical_cases/1.0/typical_cases.db"
TABLE = "/open/patent_intensive_value_added"
MAIN = """
user {user};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 256; }}
http {{
    types {{ text/css css; }}
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@pytest.fixture(scope="module")
def front(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The documented file with nothing but ports and a folder changed; its address."""
    if NGINX is None:
        pytest.fail("apt-get install nginx: the site tests run the documented front")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    written = (PROJECT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    for was, becomes in (
        ("server 127.0.0.1:8001;", f"server {server.url.removeprefix('http://')};"),
        ("listen 8080", f"listen 127.0.0.1:{port}"),
        ("/var/cache/nginx/yongzhuan", f"{folder}/cache"),
    ):
        assert was in written
        written = written.replace(was, becomes)
    (folder / "site.conf").write_text(written, encoding="utf-8")
    (folder / "nginx.conf").write_text(
        MAIN.format(folder=folder, user=pwd.getpwuid(os.getuid()).pw_name), encoding="utf-8"
    )
    process = subprocess.Popen([NGINX, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"])
    try:
        yield _answering(f"http://localhost:{port}", process, folder)
    finally:
        process.terminate()
        process.wait(timeout=15)


def _answering(url: str, process: subprocess.Popen[bytes], folder: Path) -> str:
    for _ in range(100):
        assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
        try:
            httpx.get(f"{url}/about", timeout=5)
            return url
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("nginx did not answer")


@pytest.mark.parametrize("path", ["/", TABLE, f"{TABLE}.json", FILE, "/nowhere"])
def test_what_the_site_says_arrives(front: str, server: Server, path: str) -> None:
    status, headers, body = raw(front, path, accept_encoding="br")
    direct = raw(server.url, path, accept_encoding="br", host=front.removeprefix("http://"))
    assert (status, body) == (direct[0], direct[2])
    for name in ("cache-control", "etag", "content-security-policy", "x-data-notice", "content-encoding"):
        assert headers.get(name, "").lower() == direct[1].get(name, "").lower(), name


def test_a_page_that_a_reader_has_is_not_sent_again(front: str) -> None:
    for path in ("/", TABLE, FILE):
        tag = raw(front, path)[1]["etag"]
        assert raw(front, path, if_none_match=tag)[::2] == (304, b"")


def test_a_download_goes_on_where_it_ended(front: str) -> None:
    _, headers, whole = raw(front, FILE)
    assert raw(front, FILE, range="bytes=100-", if_range=headers["etag"])[::2] == (206, whole[100:])
    assert raw(front, FILE, range="bytes=99999999-")[0] == 416


def test_styles_are_kept_for_every_encoding(front: str) -> None:
    found = re.search(r'href="(/static/[^"]+\.css)"', raw(front, "/")[2].decode())
    assert found
    sizes = {name: len(raw(front, found[1], accept_encoding=name)[2]) for name in ("br", "gzip", "identity", "br")}
    assert sizes["br"] < sizes["gzip"] < sizes["identity"]


def test_a_host_that_is_not_ours_gets_no_answer(front: str) -> None:
    with pytest.raises(httpx.TransportError):
        httpx.get(front, headers={"host": "evil.example"}, timeout=5)


def test_a_page_with_its_pictures_is_within_the_limits(front: str) -> None:
    for _ in range(3):
        pictures = [unescape(one) for one in re.findall(r' src="(/plots/[^"]+)"', raw(front, "/")[2].decode())]
        with ThreadPoolExecutor(6) as readers:
            assert len(pictures) == 3 and {answer[0] for answer in readers.map(partial(raw, front), pictures)} == {200}


@pytest.mark.parametrize(
    "path",
    [
        *("/open.json?sql=select+", "/en/editions/0/open?sql=select+", "/editions/0/open.csv?sql=select+"),
        *("/search?q=", "/en/search.json?q=", "/en/editions/0/made/x?", "/plots/x?", "/en/editions/0/embed/x?"),
    ],
)
def test_what_costs_is_limited_in_every_language_and_edition(front: str, path: str) -> None:
    with ThreadPoolExecutor(16) as readers:
        statuses = list(readers.map(lambda number: raw(front, f"{path}{number}", "POST")[0], range(120)))
    assert 429 in statuses and set(statuses) <= {429, 405}


def test_a_flood_of_queries_is_told_to_come_back(front: str) -> None:
    def ask(number: int) -> httpx.Response:
        return httpx.get(f"{front}/open.json?sql=select+{number}", timeout=30)

    with ThreadPoolExecutor(16) as readers:
        answers = list(readers.map(ask, range(120)))
    refused = [one for one in answers if one.status_code == 429]
    assert refused and {one.status_code for one in answers} <= {200, 429}
    assert refused[0].headers["retry-after"] == "10" and refused[0].headers["cache-control"] == "no-store"
    assert refused[0].json()["error_en"] and "/releases/" in refused[0].json()["error"]
    assert raw(front, "/about")[0] == 200, "pages are still there"
