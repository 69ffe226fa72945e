"""JSON documents: an array of flat objects somewhere in an envelope, read record by record.

The standard decoder walks a window over the text, since streaming parsers alter numbers and lone surrogates.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from orchestration.readers.characters import characters
from orchestration.readers.json_lines import decoder
from orchestration.readers.lines import RECORD_CAP
from orchestration.readers.notes import Notes
from orchestration.readers.records import Record, batches
from orchestration.refusals import DeliveryRefused
from published.feed import Feed


def read(feed: Feed, path: Path, notes: Notes) -> Iterator[pa.RecordBatch]:
    """Batches of text rows, numbered by their position in the array; raises DeliveryRefused."""
    yield from batches(feed, path, _records(_Document(feed, path)), notes)


class _Document:
    """A window over the text: what was read is dropped, what comes next is fetched when it is needed."""

    def __init__(self, feed: Feed, path: Path) -> None:
        self.feed, self.path = feed, path
        self.number: int | None = None
        self._pieces = characters(feed, path)
        self._decode = decoder().raw_decode
        self._text, self._at = "", 0

    def peek(self) -> str:
        """The next character that is not blank, or nothing at the end."""
        while True:
            self._at += len(self._text) - self._at - len(self._text[self._at :].lstrip(" \t\r\n"))
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, wanted: str) -> str:
        """Step over one of the `wanted` characters; raises DeliveryRefused for any other."""
        found = self.peek()
        if not found or found not in wanted:
            raise self.refusal("json_syntax" if found else "truncated", cause=f"{found} ≠ {' '.join(wanted)}")
        self._at += 1
        return found

    def value(self) -> tuple[Any, int]:
        """The next value and how many characters it takes."""
        self.peek()
        while True:
            try:
                found, end = self._decode(self._text, self._at)
            except RecursionError as error:
                raise self.refusal("nested") from error
            except ValueError as error:
                if self._more():
                    continue
                cut_off = not self._text.rstrip().endswith(("}", "]"))
                cause = str(error).split(": line")[0]
                raise self.refusal("truncated" if cut_off else "json_syntax", cause=cause) from error
            if end < len(self._text) or not self._more():
                size, self._at = end - self._at, end
                return found, size

    def key(self) -> str:
        """The name of the next member."""
        if self.peek() != '"':
            self.take('"')
        found: str = self.value()[0]
        self.take(":")
        return found

    def refusal(self, code: str, **facts: Any) -> DeliveryRefused:
        """A refusal at the record read last."""
        return DeliveryRefused(self.feed.key, self.path.name, code, row=self.number, **facts)

    def _more(self) -> bool:
        if len(self._text) - self._at > RECORD_CAP:
            raise self.refusal("cell_too_large", limit="1 MiB(单元格)/4 MiB(记录)")
        piece = next(self._pieces, "")
        self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)


def _records(document: _Document) -> Iterator[Record]:
    if document.peek() == "<":
        raise document.refusal("web_page")
    steps = document.feed.records.split(".") if document.feed.records else []
    for step in steps:
        _enter(document, step)
    if document.peek() != "[":
        raise document.refusal("truncated" if not document.peek() else "no_records", where=document.feed.records or "[")
    yield from _array(document)
    for step in reversed(steps):
        _leave(document, step)
    if document.peek():
        raise document.refusal("json_syntax", cause="Extra data")


def _enter(document: _Document, step: str) -> None:
    """Go to the value of a member of the object that begins here."""
    if document.peek() != "{":
        raise document.refusal("truncated" if not document.peek() else "no_records", where=document.feed.records)
    document.take("{")
    if document.peek() == "}":
        raise document.refusal("no_records", where=document.feed.records)
    while document.key() != step:
        document.value()
        if document.take(",}") == "}":
            raise document.refusal("no_records", where=document.feed.records)


def _leave(document: _Document, step: str) -> None:
    """Go to the end of the object; another list of records in it would be lost in silence."""
    while document.take(",}") == ",":
        if document.key() == step:
            raise document.refusal("key_repeated", names=step)
        document.value()


def _array(document: _Document) -> Iterator[Record]:
    document.take("[")
    if document.peek() == "]":
        document.take("]")
        return
    number = 0
    while True:
        document.number = number = number + 1
        found, size = document.value()
        if not isinstance(found, tuple):
            raise document.refusal("not_an_object")
        yield number, found, size
        if document.take(",]") == "]":
            document.number = None
            return
