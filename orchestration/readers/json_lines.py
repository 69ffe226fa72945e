"""JSON lines: one flat object per line, numbers kept as they are written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa

from orchestration.readers.batches import BATCH_BYTES, BATCH_ROWS, batch
from orchestration.readers.lines import CELL_CAP, Lines
from published.feed import Feed

_Values = tuple[Any, ...]


def read(feed: Feed, path: Path) -> Iterator[pa.RecordBatch]:
    """Batches of text rows; `null` is null, `""` stays an empty text. Raises DeliveryRefused."""
    lines = Lines(feed, path)
    numbers: list[int] = []
    cells: list[Any] = []
    flushed = 0
    for number, values in _objects(feed, lines):
        numbers.append(number)
        cells += values
        if len(numbers) >= BATCH_ROWS or lines.offset - flushed >= BATCH_BYTES:
            yield _batch(lines, numbers, cells)
            numbers, cells, flushed = [], [], lines.offset
    if numbers:
        yield _batch(lines, numbers, cells)


def _objects(feed: Feed, lines: Lines) -> Iterator[tuple[int, _Values]]:
    decode = json.JSONDecoder(
        object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=_not_a_number
    ).decode
    declared = tuple(column.header for column in feed.columns)
    for line in lines:
        if not line.isspace() and line:
            found = _object(lines, decode, line)
            keys, values = zip(*found, strict=True) if found else ((), ())
            yield lines.number, values if keys == declared else _arranged(lines, keys, values, declared)
        lines.begin_record()


def _object(lines: Lines, decode: Any, line: str) -> tuple[tuple[str, Any], ...]:
    try:
        found = decode(line)
    except ValueError as error:
        code = "json_syntax" if lines.ended else "truncated"
        raise lines.refusal(code, cause=str(error).split(": line")[0]) from error
    except RecursionError as error:
        raise lines.refusal("nested") from error
    if not isinstance(found, tuple):
        raise lines.refusal("not_an_object")
    if len(line) > CELL_CAP and any(isinstance(v, str) and len(v) > CELL_CAP for _, v in found):
        raise lines.refusal("cell_too_large", limit="1 MiB")
    return found


def _arranged(lines: Lines, keys: tuple[str, ...], values: _Values, declared: tuple[str, ...]) -> _Values:
    """The values in declared order; raises DeliveryRefused for repeated, unknown and missing keys."""
    row = dict(zip(keys, values, strict=True))
    wrong = {
        "key_repeated": [key for key in row if keys.count(key) > 1] if len(row) < len(keys) else [],
        "key_unknown": [key for key in row if key not in declared],
        "key_missing": [key for key in declared if key not in row],
    }
    for code, named in wrong.items():
        if named:
            raise lines.refusal(code, keys="、".join(named[:4]))
    return tuple(row[key] for key in declared)


def _batch(lines: Lines, numbers: list[int], cells: list[Any]) -> pa.RecordBatch:
    try:
        return batch(lines.feed, numbers, cells)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return batch(lines.feed, numbers, [_text(lines, numbers, *cell) for cell in enumerate(cells)])


def _text(lines: Lines, numbers: list[int], place: int, value: Any) -> str | None:
    """A truth value as JSON writes it; raises DeliveryRefused for nested values and lone surrogates."""
    if isinstance(value, bool):
        return str(value).lower()
    lines.number, column = numbers[place // len(lines.feed.columns)], place % len(lines.feed.columns)
    if isinstance(value, (list, tuple)):
        raise lines.refusal("nested", column=lines.feed.columns[column].header)
    if isinstance(value, str) and _has_surrogate(value):
        raise lines.refusal("not_text", column=lines.feed.columns[column].header)
    return None if value is None else str(value)


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
