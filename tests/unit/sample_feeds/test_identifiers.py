"""Organisation codes and patent numbers carry the check characters that the standards ask for."""

import numpy as np
import pytest
from stdnum.cn import uscc

from sample_feeds.identifiers import application_numbers, organisation_codes
from sample_feeds.text import strings

_BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_organisation_codes_agree_with_stdnum_and_are_all_different() -> None:
    serial = np.arange(20_000)
    codes = strings(organisation_codes(serial, np.full(20_000, 330203), serial % 50 == 0))
    assert all(uscc.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_positions_9_to_17_are_a_gb_11714_code() -> None:
    serial = np.arange(3_000)
    for code in strings(organisation_codes(serial, np.full(3_000, 330282), serial < 0)):
        body = code[8:17]
        total = sum(_BODY.index(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=False))
        assert body[8] == "0X987654321"[total % 11]


@pytest.mark.parametrize(
    ("year", "kind", "serial", "eight_digit", "number"),
    [
        (2017, 1, 601862, False, "201710601862.3"),
        (2017, 1, 117081, False, "201710117081.7"),
        (2023, 1, 1234567, False, "202311234567.0"),
        (1995, 1, 15608, True, "95115608.X"),
    ],
)
def test_known_patent_numbers(year: int, kind: int, serial: int, eight_digit: bool, number: str) -> None:
    numbers = application_numbers(*(np.array([value]) for value in (year, kind, serial, eight_digit)))
    assert numbers.to_pylist() == [number]
