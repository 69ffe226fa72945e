"""Two languages: each page in both, the switch keeps the place, files of data have one address."""

import re
import socket
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.servers.site import Server
from tests.site.following import follow
from tests.site.test_site_pages import PAGES, opened

FILE = re.compile(r"(?!(?:/en)?/(?:plots|embed)/).*\.[a-z]\w*")
CHINESE = re.compile(r"[\u3400-\u9fff]")
DATA_IN_CHINESE = {
    *("register", "case", "codes", "query", "datasets", "dictionary", "statistic", "national"),
    *("search", "search of one kind", "nothing found"),
}
"""Pages that show names and words of the data themselves, or the texts of datasets."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_english_is_english(browser: Browser, server: Server, name: str) -> None:
    with opened(browser, server, f"/en{PAGES[name]}") as (page, _):
        assert page.locator("html").get_attribute("lang") == "en"
        assert "synthetic data" in page.title() and "synthetic data" in page.locator("aside.stamp").inner_text()
        assert page.locator("main").count() == 1 and page.locator("h1").count() == 1
        said = page.evaluate(
            """() => {
                const copy = document.body.cloneNode(true);
                const apart = "[lang|=zh], [aria-hidden=true], code, pre, textarea, td, dd, svg";
                copy.querySelectorAll(apart).forEach(one => one.remove());
                return copy.innerText + [...copy.querySelectorAll("[aria-label], [title], [alt]")].map(
                    one => ["aria-label", "title", "alt"].map(name => one.getAttribute(name)).join(" ")).join(" ");
            }"""
        )
        assert name in DATA_IN_CHINESE or not CHINESE.search(said), CHINESE.findall(said)


def test_what_the_data_say_in_chinese_is_marked_so_on_an_english_page(server: Server) -> None:
    page = server.get("/en/open/typical_cases/NB2025-001,1").text
    made = re.search(r'href="(/en(/made/[^"]+))"', page)
    assert made
    english, chinese = (server.get(unescape(f"{one}&column=title")).text for one in made.groups())
    (title,) = re.findall(r'<p class="mid"><span class="figure">(.*?)</span>(?:</span>)?</p>', english)
    assert title.startswith('<span lang="zh-CN">') and CHINESE.search(title)
    assert '<span lang="zh-CN">' not in chinese


@pytest.mark.parametrize("name", PAGES)
def test_the_switch_keeps_the_place(browser: Browser, server: Server, name: str) -> None:
    with opened(browser, server, PAGES[name]) as (page, _):
        follow(page.get_by_role("link", name="English", exact=True))
        assert page.url == page.evaluate("location.origin") + f"/en{PAGES[name]}"
        follow(page.get_by_role("link", name="中文", exact=True))
        assert page.url == page.evaluate("location.origin") + PAGES[name]


def test_links_of_an_english_page_stay_in_english_and_files_have_no_language(browser: Browser, server: Server) -> None:
    for path in ("/en/", "/en/open/patent_intensive_value_added", "/en/releases/patent_intensive_value_added/1.0/"):
        with opened(browser, server, path) as (page, _):
            for link in page.locator("a[href^='/']:not([hreflang])").all():
                href = urlsplit(link.get_attribute("href") or "").path
                assert href.startswith("/en/") != bool(FILE.fullmatch(href)), href


def test_an_edition_past_has_both_languages(browser: Browser, server: Server) -> None:
    edition = server.get("/open.json").headers["etag"].partition('"')[2].partition("-demo")[0]
    listed = re.findall(r'href="(/editions/\d[^"]*/)"', server.get("/editions/").text)
    with opened(browser, server, f"/en{listed[0]}open/patent_intensive_value_added") as (page, _):
        assert page.locator("aside.past").inner_text().startswith("Past edition"), edition
        assert page.get_by_role("link", name="See the present site").get_attribute("href") == (
            "/en/open/patent_intensive_value_added"
        )
        follow(page.get_by_role("link", name="中文", exact=True))
        assert urlsplit(page.url).path == f"{listed[0]}open/patent_intensive_value_added"
        home = page.locator("a.mark").get_attribute("href") or ""
        assert urljoin(page.url, home).endswith(listed[0])


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/zh/", "/"),
        ("/zh/open/typical_cases?kind=1", "/open/typical_cases?kind=1"),
        ("/en/open/typical_cases.json?_shape=array", "/open/typical_cases.json?_shape=array"),
        ("/en/calendar.ics", "/calendar.ics"),
        ("/en/calendar/", "/en/calendar"),
        ("/en", "/en/"),
        ("/methods/typical_cases/en", "/en/methods/typical_cases"),
    ],
)
def test_one_address_for_one_thing(server: Server, asked: str, right: str) -> None:
    answer = server.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (308, right)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/zh//evil.example/x",
            "/zh/\\evil.example/x",
            "/en//evil.example/a.json",
            "/en//evil.example/",
            "//evil.example",
        ),
        *("/zh/%5cevil.example/x", "/zh/%2fevil.example/", "/editions/2026-11-20T010000//evil.example/open/"),
        *("/zh/\t/evil.example/x", "/en//evil.example/?as_of=2027-01-01", "//evil.example/open/"),
    ],
)
def test_no_address_leads_to_another_site(server: Server, path: str) -> None:
    connection = socket.create_connection((urlsplit(server.url).hostname or "", urlsplit(server.url).port or 0), 30)
    with connection, connection.makefile("rb") as answer:
        connection.sendall(f"GET {path} HTTP/1.1\r\nhost: site\r\nconnection: close\r\n\r\n".encode())
        head, _, body = answer.read().partition(b"\r\n\r\n")
    assert head.split()[1] in (b"400", b"404") and b"location:" not in head.lower()
    assert not re.search(rb"""(href|src|action|content)=["'](/[/\\]|http://site/[/\\])""", body)


@pytest.mark.parametrize("way", ["plots", "embed"])
def test_a_plot_has_a_language_and_so_its_files_have(server: Server, way: str) -> None:
    edition = re.findall(r'href="(/editions/\d[^"]*/)"', server.get("/editions/").text)[0]
    for root in ("/", edition):
        found = [server.get(f"{prefix}{root}{way}/patent_intensive_value_added.svg") for prefix in ("", "/en")]
        assert [one.status_code for one in found] == [200, 200] and found[0].text != found[1].text


def test_as_of_keeps_the_language(server: Server) -> None:
    answer = server.get("/en/open?as_of=2027-01-01")
    assert answer.status_code == 302 and re.fullmatch(r"/en/editions/[^/]+/open", answer.headers["location"])


def test_an_unknown_language_is_no_page(server: Server) -> None:
    assert server.get("/fr/").status_code == 404
