"""The sitemap: every page in every language with its alternates, well-formed XML, in parts where there are many."""

from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from published.site.language import languages
from published.site.sitemap import MOST, Listed, as_index, as_sitemap, parts_of

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


@given(st.integers(0, 60), st.integers(1, 25))
def test_parts_hold_all_pages_in_their_order_and_none_too_many(count: int, most: int) -> None:
    pages = [Listed(f"/{number}", SINCE) for number in range(count)]
    parts = parts_of(pages, most)
    assert [page for part in parts for page in part] == pages
    assert parts == [[]] or all(0 < len(part) <= most for part in parts)


def test_a_part_has_no_more_addresses_than_the_protocol_allows() -> None:
    assert MOST * len(languages()) <= 50_000


def test_an_index_names_each_part_and_since_when_its_newest_page_stands() -> None:
    later = SINCE + timedelta(days=2)
    parts = [[Listed("/a", later), Listed("/b", SINCE)], [Listed("/c", SINCE)]]
    found = fromstring(as_index(parts, "https://data.example")).findall("s:sitemap", NAMES)
    assert [(one.findtext("s:loc", None, NAMES), one.findtext("s:lastmod", None, NAMES)) for one in found] == [
        ("https://data.example/sitemap-1.xml", "2026-11-24T01:30:00+00:00"),
        ("https://data.example/sitemap-2.xml", "2026-11-22T01:30:00+00:00"),
    ]
