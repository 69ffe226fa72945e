"""Organisation codes (GB 32100, GB 11714) and patent application numbers, a whole column at a time."""

from typing import Any

import numpy as np
import pyarrow as pa

from sample_feeds.text import Booleans, Integers, Text, choose, joined, padded, whole

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = np.array([pow(3, k, 31) for k in range(17)])
_BODY_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
_PATENT_WEIGHTS = np.array([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
_BODY_VALUES = np.array([int(c, 36) for c in ALPHABET])
_BODY_CHECKS = np.array([ALPHABET.index(c) for c in "0X987654321"])
Matrix = np.ndarray[Any, np.dtype[np.int64]]


def organisation_codes(serial: Integers, area: Integers, public: Booleans) -> Text:
    """One valid 18-character code per serial (unique below 28 million); `area` is the six-digit place of
    registration, `public` bodies get 12…, enterprises 91…."""
    head = np.where(public, 12, 91) * 1_000_000 + area
    characters = np.hstack([_digits(head, 8), _bodies(serial)])
    body_check = _BODY_CHECKS[(_BODY_VALUES[characters[:, 8:]] @ _BODY_WEIGHTS) % 11]
    characters = np.hstack([characters, body_check[:, None]])
    check = (31 - (characters @ _CODE_WEIGHTS) % 31) % 31
    return _spelled(np.hstack([characters, check[:, None]]))


def application_numbers(year: Integers, kind: Integers, serial: Integers, eight_digit: Booleans) -> Text:
    """`202310601862.3`, and `95115608.X` for the eight-digit era before October 2003. `kind` is one digit."""
    long = np.hstack([_digits(year, 4), _digits(kind, 1), _digits(serial, 7)])
    short = np.hstack([_digits(year % 100, 2), _digits(kind, 1), _digits(serial, 5)])
    check = np.where(eight_digit, short @ _PATENT_WEIGHTS[:8], long @ _PATENT_WEIGHTS) % 11
    text_long = joined(whole(year), whole(kind), padded(serial, 7))
    text_short = joined(padded(year % 100, 2), whole(kind), padded(serial % 100_000, 5))
    number = pa.compute.if_else(pa.array(eight_digit), text_short, text_long)
    return joined(number, ".", choose("0123456789X", check))


def _digits(numbers: Integers, width: int) -> Matrix:
    return (numbers[:, None] // 10 ** np.arange(width - 1, -1, -1)) % 10


def _bodies(serial: Integers) -> Matrix:
    """Eight characters of a GB 11714 code: digits alone for older units, MA2 and five characters for newer."""
    older = _digits(serial * 73_856_093 % 10**8, 8)
    scrambled = serial * 19_349_663 % 31**5
    tail = (scrambled[:, None] // 31 ** np.arange(4, -1, -1)) % 31
    newer = np.hstack([np.tile([ALPHABET.index(c) for c in "MA2"], (len(serial), 1)), tail])
    return np.where((serial % 5 < 2)[:, None], newer, older)


def _spelled(values: Matrix) -> Text:
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)[values]
    return pa.array(np.ascontiguousarray(letters).view(f"S{values.shape[1]}").ravel().astype(str), pa.string())
