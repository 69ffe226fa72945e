"""The list of pages for search engines (sitemaps.org), each in every language with its alternates."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from published.site.language import Language

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
MOST = 25_000
"""Pages in one file: with two languages the 50,000 addresses that the protocol allows."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listed:
    """A page by its address without language, and since when it says what it says."""

    path: str
    since: datetime


def as_sitemap(pages: Iterable[Listed], origin: str, languages: Sequence[Language]) -> bytes:
    """The XML of at most MOST pages, told in the log where there are more; a reader of no known language is given the
    first one."""
    listed = list(pages)
    if len(listed) > MOST:
        log.warning("the sitemap has room for %d of %d pages", MOST, len(listed))
    register_namespace("", _SITEMAP)
    register_namespace("xhtml", _XHTML)
    root = Element(f"{{{_SITEMAP}}}urlset")
    for page in listed[:MOST]:
        for language in languages:
            _add(root, page, origin, language, languages)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: Element, page: Listed, origin: str, language: Language, languages: Sequence[Language]) -> None:
    url = SubElement(root, f"{{{_SITEMAP}}}url")
    SubElement(url, f"{{{_SITEMAP}}}loc").text = f"{origin}{language.prefix}{page.path}"
    SubElement(url, f"{{{_SITEMAP}}}lastmod").text = page.since.isoformat()
    tags = [*((one.tag, one.prefix) for one in languages), ("x-default", languages[0].prefix)]
    for tag, prefix in tags:
        href = f"{origin}{prefix}{page.path}"
        SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": tag, "href": href})
