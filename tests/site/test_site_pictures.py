"""Plots on pages of something else: the drawings of /plots in the page's language, said in words, of its edition."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.servers.site import Server
from tests.site.test_site_languages import CHINESE
from tests.site.test_site_pages import TABLE, opened

SVG = "{http://www.w3.org/2000/svg}"
BOARD = "/board/technology_contract_turnover"
SHOWN = {"/": 3, TABLE: 1, "/open/national_patent_intensive_value_added": 0, BOARD: 1, "/open/typical_cases": 0}
SHARED = ["/", "/about", TABLE, f"{TABLE}/2024,3302,00", BOARD, "/plots/technology_contract_turnover?_plot=gauge"]


class Tags(HTMLParser):
    """The attributes of every element of a name."""

    def __init__(self, page: str, name: str) -> None:
        super().__init__()
        self._name, self.found = name, list[dict[str, str]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._name:
            self.found.append({name: value or "" for name, value in attrs})


def drawings(page: str) -> list[tuple[dict[str, str], str]]:
    """Attributes and address of every drawing that the page may show."""
    images = [(one, one["src"]) for one in Tags(page, "img").found]
    return images + [(one, one["srcset"]) for one in Tags(page, "source").found]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", SHOWN)
def test_a_page_says_in_words_what_its_drawings_show_at_their_size(server: Server, path: str, language: str) -> None:
    page = server.get(language + path).text
    images = Tags(page, "img").found
    assert len(images) == SHOWN[path]
    said = {one["src"].partition("?")[0]: one["alt"] for one in images}
    for told, address in drawings(page):
        answer = server.get(address)
        assert answer.status_code == 200 and address.startswith(f"{language}/plots/"), address
        drawn = ET.fromstring(answer.text)
        assert (drawn.get("width"), drawn.get("height")) == (told["width"], told["height"])
        words = drawn.findtext(f"{SVG}desc") or ""
        assert words == told.get("alt", words) and words in {one["alt"] for one in images} and said
        assert not language or not CHINESE.search(" ".join(drawn.itertext()))


@pytest.mark.parametrize(("width", "narrow"), [(390, True), (1280, False)])
def test_a_phone_is_shown_the_narrow_drawing(browser: Browser, server: Server, width: int, narrow: bool) -> None:
    for path in ("/", TABLE):
        with opened(browser, server, path, width) as (page, complaints):
            shown = page.locator("img.drawn").evaluate_all("all => all.map(one => [one.currentSrc, one.naturalWidth])")
            assert shown and all(("_narrow=1" in src, wide) == (narrow, 340 if narrow else 640) for src, wide in shown)
            assert not complaints


def test_the_board_has_a_map_of_its_figures_of_its_period(browser: Browser, server: Server) -> None:
    with opened(browser, server, f"{BOARD}?period=2024-11") as (page, _):
        drawn = page.locator(".beside img")
        words, box = drawn.get_attribute("alt") or "", drawn.bounding_box()
        assert "period=2024-11" in (drawn.get_attribute("src") or "") and "瓦片地图" in words and "2024-11" in words
        for line in page.locator(".airing tbody tr").all():
            name, value = (line.locator(f":nth-child({place})").first.inner_text() for place in (1, 3))
            assert f"{name} {float(value):.1f}" in words, (name, value)
        assert box is not None and box["width"] > 300


def test_a_withheld_division_is_on_the_map_without_its_figure(server: Server) -> None:
    (image,) = Tags(server.get("/board/value_added_share_of_gdp").text, "img").found
    assert "象山县 保密" in image["alt"] and "宁海县 22.00" in image["alt"]


def test_a_page_of_an_edition_shows_the_plots_of_that_edition(server: Server) -> None:
    edition = re.findall(r'href="(/editions/\d[^"/]*)/"', server.get("/editions/").text)[-1]
    for path in ("/", TABLE, BOARD):
        found = drawings(server.get(edition + path).text)
        assert found and all(address.startswith(f"{edition}/plots/") for _, address in found)
        assert all(server.get(address).status_code == 200 for _, address in found)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", SHARED)
def test_what_is_shared_comes_with_a_picture_in_its_language(server: Server, path: str, language: str) -> None:
    told = {one.get("property"): one.get("content", "") for one in Tags(server.get(language + path).text, "meta").found}
    address = urlsplit(told["og:image"])
    assert told["og:image"].startswith(server.url) and address.path.startswith(f"{language}/plots/")
    png = server.get(f"{address.path}?{address.query}")
    assert png.headers["content-type"] == "image/png" and png.content.startswith(b"\x89PNG")
    size = (int.from_bytes(png.content[16:20]), int.from_bytes(png.content[20:24]))
    assert size == (int(told["og:image:width"]), int(told["og:image:height"])) and size[0] >= 1200 and size[1] >= 400
    assert len(told["og:image:alt"]) > 20
