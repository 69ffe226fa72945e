"""XML documents: one element per record, one child per column that has a value; nothing that refers elsewhere."""

import codecs
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import pyarrow as pa
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from orchestration.readers.batches import blanks_to_null
from orchestration.readers.characters import characters
from orchestration.readers.delimited import refuse_web_page
from orchestration.readers.lines import RECORD_CAP
from orchestration.readers.notes import Notes
from orchestration.readers.records import Record, batches
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

DEPTH_CAP = 32
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "utf-8"}
_CUT_OFF = {3, 5, 6}
"""expat's numbers for no element found, unclosed token, partial character."""
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def read(feed: Feed, path: Path, notes: Notes) -> Iterator[pa.RecordBatch]:
    """Batches of text rows, numbered by the records' position; raises DeliveryRefused."""
    refuse_web_page(feed, path, (b"<!doctype html", b"<html"))
    _check_declared_encoding(feed, path)
    for rows in batches(feed, path, _records(feed, path), notes):
        yield blanks_to_null(rows)


def _records(feed: Feed, path: Path) -> Iterator[Record]:
    target = _Target(feed, path)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        for piece in characters(feed, path):
            target.unanswered += len(piece)
            parser.feed(piece)
            target.check_answered()
            yield from target.ready()
        parser.close()
    except DefusedXmlException as error:
        raise target.refusal("xml_dtd") from error
    except ParseError as error:
        code = "truncated" if error.code in _CUT_OFF else "xml_syntax"
        raise target.refusal(code, cause=str(error)) from error
    yield from target.ready()
    if not target.number:
        raise target.refusal("no_records", where=feed.records)


class _Target:
    """What the parser tells of the document, kept only as far as it belongs to a record that is not yet read."""

    def __init__(self, feed: Feed, path: Path) -> None:
        self.feed, self.path = feed, path
        self.number = 0
        self.unanswered = 0
        self._open: list[str] = []
        self._record_depth = 0
        self._values: list[tuple[str, str | None]] = []
        self._letters: list[str] = []
        self._size = 0
        self._ready: list[Record] = []
        self._repeatable = {header for column in feed.columns if column.repeated for header in column.headers}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins: around the records, a record, or one of its columns."""
        name, self.unanswered = _local(tag), 0
        self._open.append(name)
        if len(self._open) > DEPTH_CAP or (self._record_depth and len(self._open) > self._record_depth + 1):
            raise self.refusal("nested", column=self._open[-2])
        if self._record_depth:
            self._check_loose_text()
            unknown = [key for key in attributes if key != _NIL]
            if unknown:
                raise self.refusal(
                    "key_unknown",
                    missing="",
                    missing_en="",
                    advice="请核对接口是否改版",
                    names=f"{name}@{_local(unknown[0])}",
                )
        elif name == self.feed.records:
            self.number += 1
            self._record_depth, self._size = len(self._open), 0
            self._values = [(f"@{_local(key)}", value) for key, value in attributes.items()]
        self._letters = []

    def data(self, text: str) -> None:
        """Text goes on; the parser gives long texts in pieces."""
        self.unanswered = 0
        if self._record_depth:
            self._letters.append(text)
            self._size += len(text)
            if self._size > RECORD_CAP:
                raise self.refusal("cell_too_large", limit="1 MiB(单元格)/4 MiB(记录)")

    def end(self, tag: str) -> None:
        """An element ends."""
        self.unanswered = 0
        depth = len(self._open)
        name = self._open.pop()
        if self._record_depth and depth > self._record_depth:
            self._values.append((name, "".join(self._letters)))
        elif self._record_depth:
            self._check_loose_text()
            self._ready.append((self.number, self._joined(), self._size))
            self._record_depth = 0
        self._letters = []

    def close(self) -> None:
        """The document ends."""

    def ready(self) -> Iterator[Record]:
        """The records that ended since the last call."""
        found, self._ready = self._ready, []
        yield from found

    def check_answered(self) -> None:
        """Raise DeliveryRefused when the parser keeps more to itself than a record may have."""
        if self.unanswered > RECORD_CAP:
            raise self.refusal("cell_too_large", limit="1 MiB(单元格)/4 MiB(记录)")

    def refusal(self, code: str, **facts: Any) -> DeliveryRefused:
        """A refusal at the record that began last."""
        return DeliveryRefused(self.feed.key, self.path.name, code, row=self.number or None, **facts)

    def _check_loose_text(self) -> None:
        if "".join(self._letters).strip():
            raise self.refusal("loose_text")

    def _joined(self) -> tuple[tuple[str, str | None], ...]:
        joined: dict[str, str] = {}
        once = []
        for name, value in self._values:
            if name not in self._repeatable:
                once.append((name, value))
            elif value:
                joined[name] = f"{joined[name]};{value}" if name in joined else value
            else:
                joined.setdefault(name, "")
        present = joined.keys() | {name for name, _ in once}
        absent = (column.header for column in self.feed.columns if present.isdisjoint(column.headers))
        return (*once, *joined.items(), *((name, None) for name in absent))


def _check_declared_encoding(feed: Feed, path: Path) -> None:
    """Text of one encoding can pass for another; where the document names its own, it must be the feed's."""
    with path.open("rb") as stream:
        found = _DECLARED.match(stream.read(256).removeprefix(b"\xef\xbb\xbf"))
    if found and _family(found[1].decode()) != _family(feed.encoding):
        facts: dict[str, Any] = {"found": found[1].decode(), "expected": feed.encoding.upper()}
        raise DeliveryRefused(feed.key, path.name, "xml_encoding", **facts)


def _family(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return encoding
    return _WIDER.get(name, name)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
