"""Notices as an Atom feed (RFC 4287), in both languages."""

import re
import uuid
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from published.editions import Edition
from published.notices import Kind, Notice
from published.schedule import CITY
from published.site.notice import SENTENCE
from published.vocabulary import Text

KINDS: dict[Kind, Text] = {
    "release": Text(zh="发布", en="release"),
    "correction": Text(zh="更正", en="correction"),
    "withdrawal": Text(zh="撤回", en="withdrawal"),
    "takedown": Text(zh="依法删除", en="takedown"),
    "calendar": Text(zh="日历变动", en="calendar change"),
}
_ATOM = "{http://www.w3.org/2005/Atom}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
register_namespace("", _ATOM[1:-1])
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_atom(notices: Sequence[Notice], edition: Edition, origin: str, root: str) -> bytes:
    """The notices, newest first, as told by an edition whose addresses begin with `root`."""
    feed = Element(f"{_ATOM}feed", {_LANGUAGE: "zh-CN"})
    stamp = f" [{edition.notice.zh} {edition.notice.en}]" if edition.notice else ""
    address = f"{root}/notices.atom"
    _add(feed, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"yongzhuan:{address}").urn)
    _add(feed, "title", f"甬专数据：发布、更正与日历变动 Releases, corrections and calendar changes{stamp}")
    if edition.notice:
        _add(feed, "subtitle", f"{SENTENCE.zh} {SENTENCE.en}")
    _add(feed, "updated", (notices[0].at if notices else edition.effective_at).astimezone(CITY).isoformat())
    _add(SubElement(feed, f"{_ATOM}author"), "name", "甬专数据 Yongzhuan")
    _add(feed, "link", rel="self", type="application/atom+xml", href=origin + address)
    _add(feed, "link", rel="alternate", type="text/html", href=f"{origin}{root}/")
    for notice in notices:
        _entry(feed, notice, origin)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: Element, notice: Notice, origin: str) -> None:
    entry, kind = SubElement(feed, f"{_ATOM}entry"), KINDS[notice.kind]
    at = notice.at.astimezone(CITY).isoformat()
    _add(entry, "id", notice.id)
    _add(entry, "title", f"{notice.title.zh} {notice.title.en}")
    _add(entry, "published", at)
    _add(entry, "updated", at)
    _add(entry, "category", term=notice.kind, label=f"{kind.zh} {kind.en}")
    _add(entry, "link", rel="alternate", type="text/html", href=origin + notice.link)
    told = SubElement(SubElement(entry, f"{_ATOM}content", type="xhtml"), f"{_XHTML}div")
    for language, words in (("zh-CN", notice.sentence.zh), ("en", notice.sentence.en)):
        SubElement(told, f"{_XHTML}p", {_LANGUAGE: language}).text = _clean(words)


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> None:
    SubElement(parent, _ATOM + name, attributes).text = text and _clean(text)


def _clean(text: str) -> str:
    """Without the characters that no XML may hold."""
    return _NO_XML.sub("\ufffd", text)
