"""The list of pages for search engines (sitemaps.org), each in every language with its alternates; in parts under an
index where a file has no room for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from published.site.language import Language

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
MOST = 25_000
"""Pages in one file: with two languages the 50,000 addresses that the protocol allows."""


@dataclass(frozen=True)
class Listed:
    """A page by its address without language, and since when it says what it says."""

    path: str
    since: datetime


def parts_of(pages: Iterable[Listed], most: int) -> list[list[Listed]]:
    """The pages in their order, at most so many in a part; one part at least."""
    listed = list(pages)
    return [listed[start : start + most] for start in range(0, len(listed), most)] or [[]]


def as_sitemap(pages: Iterable[Listed], origin: str, languages: Sequence[Language]) -> bytes:
    """The XML of one part; a reader of no known language is given the first one."""
    root = Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        for language in languages:
            _add(root, page, origin, language, languages)
    return _written(root)


def as_index(parts: Iterable[Sequence[Listed]], origin: str) -> bytes:
    """The XML that names the file of each part, `/sitemap-<number>.xml`, and since when its newest page stands."""
    root = Element(f"{{{_SITEMAP}}}sitemapindex")
    for number, pages in enumerate(parts, start=1):
        part = SubElement(root, f"{{{_SITEMAP}}}sitemap")
        SubElement(part, f"{{{_SITEMAP}}}loc").text = f"{origin}/sitemap-{number}.xml"
        SubElement(part, f"{{{_SITEMAP}}}lastmod").text = max(page.since for page in pages).isoformat()
    return _written(root)


def _written(root: Element) -> bytes:
    register_namespace("", _SITEMAP)
    register_namespace("xhtml", _XHTML)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: Element, page: Listed, origin: str, language: Language, languages: Sequence[Language]) -> None:
    url = SubElement(root, f"{{{_SITEMAP}}}url")
    SubElement(url, f"{{{_SITEMAP}}}loc").text = f"{origin}{language.prefix}{page.path}"
    SubElement(url, f"{{{_SITEMAP}}}lastmod").text = page.since.isoformat()
    tags = [*((one.tag, one.prefix) for one in languages), ("x-default", languages[0].prefix)]
    for tag, prefix in tags:
        href = f"{origin}{prefix}{page.path}"
        SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": tag, "href": href})
