"""The patent office's JSON lines, composed a column at a time."""

from collections.abc import Set
from pathlib import Path
from typing import Any

import pyarrow as pa

from sample_feeds.headers import Header
from sample_feeds.text import Text, compute, joined, strings
from sample_feeds.write_whole import whole_file

_BATCH = 50_000


def write_jsonl(path: Path, header: Header, table: pa.Table, numeric: Set[str]) -> None:
    """One object per row with the header's keys. `numeric` columns come as numbers in some records and as
    strings in others, as the real pages do; equal rows give equal lines. Cells must need no escape."""
    with whole_file(path) as file:
        for start in range(0, table.num_rows, _BATCH):
            batch = table.slice(start, _BATCH)
            file.write("".join(strings(_lines(batch, header, numeric))).encode("utf-8"))


def _lines(table: pa.Table, header: Header, numeric: Set[str]) -> Text:
    first = table.column(header[0][0]).combine_chunks()
    bare = compute.invert(compute.match_substring_regex(first, "[258X]$"))
    pieces: list[Text | str] = []
    for i, (name, key) in enumerate(header):
        pieces.append(f'{"," if i else "{"}"{key}":')
        pieces.append(_value(table.column(name).combine_chunks(), bare if name in numeric else None))
    return joined(*pieces, "}\n")


def _value(column: Any, bare: pa.BooleanArray | None) -> Text:
    quoted: Any = joined('"', column, '"')
    if bare is not None:
        readable = compute.match_substring_regex(compute.fill_null(column, ""), r"^(0|[1-9]\d*)$")
        quoted = compute.if_else(compute.and_(bare, readable), column, quoted)
    value: Text = compute.fill_null(quoted, "null")
    return value
