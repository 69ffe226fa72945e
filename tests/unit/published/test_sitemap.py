"""The sitemap: every page in every language, each with all its alternates, well-formed XML."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from published.site.language import languages
from published.site.sitemap import MOST, Listed, as_sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SINCE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


def read(*paths: str) -> Element:
    pages = [Listed(path, SINCE) for path in paths]
    found: Element = fromstring(as_sitemap(pages, "https://data.example", tuple(languages().values())))
    return found


def test_a_page_stands_there_once_in_each_language_with_all_of_them() -> None:
    found = read("/open/a&b").findall("s:url", NAMES)
    assert [one.findtext("s:loc", None, NAMES) for one in found] == [
        "https://data.example/open/a&b",
        "https://data.example/en/open/a&b",
    ]
    for one in found:
        links = {link.get("hreflang"): link.get("href") for link in one.findall("x:link", NAMES)}
        assert links == {
            "zh-CN": "https://data.example/open/a&b",
            "en": "https://data.example/en/open/a&b",
            "x-default": "https://data.example/open/a&b",
        }
        assert one.findtext("s:lastmod", None, NAMES) == "2026-11-22T01:30:00+00:00"


def test_it_never_grows_over_what_the_protocol_allows() -> None:
    assert len(read(*(f"/{number}" for number in range(MOST + 5)))) == 2 * MOST <= 50_000


def test_pages_without_room_are_told(caplog: pytest.LogCaptureFixture) -> None:
    read(*(f"/{number}" for number in range(MOST + 5)))
    assert f"room for {MOST} of {MOST + 5} pages" in caplog.text
