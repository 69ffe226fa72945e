"""The identity of a delivery's rows: what stays the same when only bytes or row order change."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_PHYSICAL = {"_row"}
"""Where a row stands is not part of what it says."""


class RowIdentity:
    """Accumulates batches of text rows; `hexdigest` depends neither on their order nor on the batches."""

    def __init__(self, schema: pa.Schema) -> None:
        self._names = [name for name in schema.names if name not in _PHYSICAL]
        self._digests: list[bytes] = []

    def add(self, rows: pa.RecordBatch) -> None:
        """Take in all rows of a batch of text columns (`_row` aside)."""
        canonical = _canonical([rows.column(name) for name in self._names])
        self._digests += [hashlib.sha256(row).digest() for row in canonical]

    def hexdigest(self) -> str:
        """sha256 over the column names and the sorted digests of the rows; repeated rows count."""
        whole = hashlib.sha256(json.dumps(self._names).encode())
        for digest in sorted(self._digests):
            whole.update(digest)
        return whole.hexdigest()


def rows_sha256(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> str:
    """Identity of all rows of these batches."""
    identity = RowIdentity(schema)
    for rows in batches:
        identity.add(rows)
    return identity.hexdigest()


def _canonical(columns: "list[pa.Array[Any]]") -> list[bytes]:
    """Per row, one unambiguous byte string: every cell as `length:text`, a null as `-`."""
    joined = pc.call_function("binary_join_element_wise", [*map(_cell, columns), _text("")])
    rows: list[bytes] = joined.cast(pa.large_binary()).to_pylist()
    return rows


def _cell(column: "pa.Array[Any]") -> Any:
    length = pc.call_function("binary_length", [column]).cast(pa.large_string())
    text = column.cast(pa.large_string())
    return pc.call_function("binary_join_element_wise", [length, text, _text(":")]).fill_null("-")


def _text(constant: str) -> "pa.Scalar[Any]":
    return pa.scalar(constant, pa.large_string())
