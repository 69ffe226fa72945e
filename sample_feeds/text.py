"""Columns of text made from numbers and pieces, a whole column at a time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

Integers = np.ndarray[Any, np.dtype[np.int64]]
Reals = np.ndarray[Any, np.dtype[np.float64]]
Booleans = np.ndarray[Any, np.dtype[np.bool_]]
Dates = np.ndarray[Any, np.dtype[np.datetime64]]
Words = np.ndarray[Any, np.dtype[np.str_]]
Text = pa.StringArray

# The stubs of pyarrow know neither numpy arguments nor several scalars that its functions take.
compute: Any = pyarrow.compute


def taken(column: Any, index: Integers) -> Text:
    """The cells of a column at each index."""
    cells: Text = column.take(pa.array(index, pa.int64()))
    return cells


def choose(words: Sequence[str | None] | Text, index: Integers) -> Text:
    """The word at each index."""
    return taken(words if isinstance(words, pa.Array) else array(words), index)


def joined(*pieces: Text | str, separator: str = "") -> Text:
    """The pieces of each row one after the other; a plain str stands in every row."""
    text: Text = compute.binary_join_element_wise(*pieces, separator)
    return text


def whole(numbers: Integers) -> Text:
    """Integers as text."""
    text: Text = compute.cast(pa.array(numbers, pa.int64()), pa.string())
    return text


def padded(numbers: Integers, width: int) -> Text:
    """Integers as text with leading zeros."""
    text: Text = compute.utf8_lpad(whole(numbers), width, "0")
    return text


def ten_thousands(yuan: Integers) -> Text:
    """Whole yuan as 万元, with up to four decimals and no trailing zeros."""
    exact = joined(whole(yuan // 10_000), ".", padded(yuan % 10_000, 4))
    text: Text = compute.utf8_rtrim(compute.utf8_rtrim(exact, "0"), ".")
    return text


def iso(days: Dates) -> Text:
    """Dates as YYYY-MM-DD; NaT is null."""
    text: Text = compute.cast(pa.array(days.astype("datetime64[D]")), pa.string())
    return text


def where(condition: Booleans, yes: Text | str, no: Text | str | None) -> Text:
    """Row by row `yes` where the condition holds, else `no` (None: null)."""
    other = pa.scalar(no, pa.string()) if no is None else no
    text: Text = compute.if_else(pa.array(condition), yes, other)
    return text


def blank_nulls(column: Text) -> Text:
    """Nulls as empty cells."""
    text: Text = compute.fill_null(column, "")
    return text


def array(values: Sequence[str | None]) -> Text:
    """A column from Python strings."""
    text: Text = compute.cast(pa.array(list(values), pa.string()), pa.string())
    return text


def strings(column: Any) -> list[str]:
    """The cells of a column without nulls."""
    cells: list[str] = column.to_pylist()
    return cells


def dates(days: Any) -> pa.Date32Array:
    """Days as a column of dates; NaT is null."""
    column: pa.Date32Array = compute.cast(pa.array(days.astype("datetime64[D]")), pa.date32())
    return column


def wan(hundredths: int) -> str:
    """An amount in 万元 with two decimals."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"
