"""JSON lines: one flat object per line, numbers kept as they are written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pyarrow as pa

from orchestration.readers.lines import Lines
from orchestration.readers.notes import Notes
from orchestration.readers.records import Pairs, Record, batches
from published.feed import Feed


def read(feed: Feed, path: Path, notes: Notes) -> Iterator[pa.RecordBatch]:
    """Batches of text rows; raises DeliveryRefused."""
    yield from batches(feed, path, _records(Lines(feed, path)), notes)


def decoder() -> json.JSONDecoder:
    """Gives objects as tuples of pairs, so that repeated keys show, and numbers as texts."""
    return json.JSONDecoder(object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=_not_a_number)


def _records(lines: Lines) -> Iterator[Record]:
    decode = decoder()
    for line in lines:
        if not line.isspace() and line:
            yield lines.number, _object(lines, decode, line), len(line)
        lines.begin_record()


def _object(lines: Lines, decode: json.JSONDecoder, line: str) -> Pairs:
    try:
        found: Pairs = decode.decode(line)
    except ValueError as error:
        code = "json_syntax" if lines.ended else "truncated"
        raise lines.refusal(code, cause=str(error).split(": line")[0]) from error
    except RecursionError as error:
        raise lines.refusal("nested") from error
    if not isinstance(found, tuple):
        raise lines.refusal("not_an_object")
    return found


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
