"""Records with named values (JSON, XML) as batches of text, whatever document they stood in."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from orchestration.readers.batches import BATCH_BYTES, BATCH_ROWS, batch
from orchestration.readers.header import Layout, arrange
from orchestration.readers.lines import CELL_CAP
from orchestration.readers.notes import Notes
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

Pairs = tuple[tuple[str, Any], ...]
Record = tuple[int, Pairs, int]
"""Number as a clerk counts it, keys with their values in the order in which they came, size in characters."""


def batches(feed: Feed, path: Path, records: Iterable[Record], notes: Notes) -> Iterator[pa.RecordBatch]:
    """Batches of text rows; `null` is null, `""` stays an empty text. Raises DeliveryRefused."""
    shape: tuple[str, ...] = ()
    layout: Layout | None = None
    numbers: list[int] = []
    cells: list[Any] = []
    weight = 0
    for number, pairs, size in records:
        keys, values = zip(*pairs, strict=True) if pairs else ((), ())
        if size > CELL_CAP and any(isinstance(value, str) and len(value) > CELL_CAP for value in values):
            raise _refusal(feed, path, number, "cell_too_large", limit="1 MiB")
        if layout is None or keys != shape:
            shape, layout = keys, arrange(feed, keys, partial(_refusal, feed, path, number), notes, "key")
        numbers.append(number)
        cells += layout.arranged(values)
        weight += size
        if len(numbers) >= BATCH_ROWS or weight >= BATCH_BYTES:
            yield _batch(feed, path, numbers, cells)
            numbers, cells, weight = [], [], 0
    if numbers:
        yield _batch(feed, path, numbers, cells)


def _batch(feed: Feed, path: Path, numbers: list[int], cells: list[Any]) -> pa.RecordBatch:
    try:
        return batch(feed, numbers, cells)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        width = len(feed.columns)
        texts = [_text(feed, path, numbers[at // width], at % width, value) for at, value in enumerate(cells)]
        return batch(feed, numbers, texts)


def _text(feed: Feed, path: Path, number: int, place: int, value: Any) -> str | None:
    """A truth value as JSON writes it; raises DeliveryRefused for nested values and lone surrogates."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        raise _refusal(feed, path, number, "nested", column=feed.columns[place].header)
    if isinstance(value, str) and _has_surrogate(value):
        raise _refusal(feed, path, number, "not_text", column=feed.columns[place].header)
    return None if value is None else str(value)


def _refusal(feed: Feed, path: Path, number: int, code: str, **facts: Any) -> DeliveryRefused:
    return DeliveryRefused(feed.key, path.name, code, row=number, **facts)


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)
