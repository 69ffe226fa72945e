"""Check characters in SQL against the reference vectors, python-stdnum and a second implementation in numpy."""

import csv
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from tests.unit.sql.macros import macro, over

VECTORS = Path(__file__).with_name("checksum_vectors.csv")
CODES = 1_000_000
SAMPLE = 20_000
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BODY_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
BODY_CHECK = "0X987654321"
LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)

Codes = npt.NDArray[np.uint8]
Truths = npt.NDArray[np.bool_]

is_organisation_code = macro("is_organisation_code")
is_application_number = macro("is_application_number")


def values(alphabet: str) -> npt.NDArray[np.int64]:
    """Byte ► place in the alphabet, −1 where it is not in it."""
    places = np.full(256, -1, np.int64)
    places[np.frombuffer(alphabet.encode(), np.uint8)] = np.arange(len(alphabet))
    return places


def checked_body(codes: Codes) -> Codes:
    """The GB 11714 check character of positions 9 to 16."""
    remainder = (values(BODY)[codes[:, 8:16]] * BODY_WEIGHTS).sum(axis=1) % 11
    found: Codes = np.frombuffer(BODY_CHECK.encode(), np.uint8)[remainder]
    return found


def checked(codes: Codes) -> Codes:
    """The GB 32100 check character of the first 17 positions, weights as powers of three."""
    weights = np.array([pow(3, place, 31) for place in range(17)])
    total = (values(ALPHABET)[codes[:, :17]] * weights).sum(axis=1)
    found: Codes = LETTERS[(31 - total % 31) % 31]
    return found


def random_codes() -> Codes:
    """Half sound; of the others one character is changed, or a sound-looking one lacks its inner check character."""
    random = np.random.default_rng(25)
    codes = LETTERS[random.integers(0, 31, (CODES, 18))]
    codes[:, 2:8] = LETTERS[random.integers(0, 10, (CODES, 6))]
    digits = random.random(CODES) < 0.8
    codes[digits, :2] = LETTERS[random.integers(0, 10, (int(digits.sum()), 2))]
    body = np.arange(CODES) % 8 != 7
    codes[body, 16] = checked_body(codes)[body]
    codes[:, 17] = checked(codes)
    wrong = np.flatnonzero(np.arange(CODES) % 8 < 3)
    every = np.frombuffer((BODY + "a-. ").encode(), np.uint8)
    codes[wrong, random.integers(0, 18, len(wrong))] = every[random.integers(0, len(every), len(wrong))]
    return codes


def sound(codes: Codes) -> Truths:
    """The standards, read a second time."""
    allowed = (values(ALPHABET)[codes] >= 0).all(axis=1) & (values("0123456789")[codes[:, 2:8]] >= 0).all(axis=1)
    found: Truths = allowed & (codes[:, 16] == checked_body(codes)) & (codes[:, 17] == checked(codes))
    return found


def as_text(codes: Codes) -> list[str]:
    return np.ascontiguousarray(codes).view("S18").ravel().astype(str).tolist()


def judged(codes: list[str]) -> Truths:
    with duckdb.connect() as connection:
        connection.register("delivered", pa.table({"cell": pa.array(codes, pa.string())}))
        found = connection.execute(f"select {is_organisation_code('cell')} as sound from delivered").fetchnumpy()
        return np.asarray(found["sound"], bool)


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("vector", vectors(), ids=[vector["value"] for vector in vectors()])
def test_reference_vectors(vector: dict[str, str]) -> None:
    if vector["kind"] == "uscc":
        question = is_organisation_code("cell")
    else:
        question = is_application_number(macro("clean_application_number")("cell"))
    assert over(question, [vector["value"]]) == [vector["expected_valid"] == "1"]


def test_a_million_organisation_codes() -> None:
    codes = random_codes()
    found, expected = judged(as_text(codes)), sound(codes)
    wrong = np.flatnonzero(found != expected)
    assert as_text(codes[wrong[:3]]) == [], f"{len(wrong)} codes are judged otherwise"
    assert 0.4 < expected.mean() < 0.6


def test_stdnum_agrees_but_does_not_look_inside() -> None:
    """python-stdnum knows neither letters as registering authority nor the inner check character."""
    codes = random_codes()[:SAMPLE]
    comparable = [
        place for place, code in enumerate(as_text(codes)) if code[:2].isdigit() and code.isalnum() and code.isupper()
    ]
    chosen = codes[comparable]
    inner = (chosen[:, 16] == checked_body(chosen)).tolist()
    expected = [uscc.is_valid(code) and within for code, within in zip(as_text(chosen), inner, strict=True)]
    assert judged(as_text(chosen)).tolist() == expected
    assert len(chosen) > SAMPLE // 2


def test_a_remainder_of_nought_has_the_check_character_nought() -> None:
    assert over(is_organisation_code("cell"), ["91330203MA20004490"]) == [True]
    assert uscc.is_valid("91330203MA20004490")


def test_letters_where_the_standard_has_an_area_are_refused() -> None:
    codes = np.frombuffer(b"91A30203MA20004490", np.uint8).reshape(1, 18).copy()
    codes[:, 17] = checked(codes)
    (code,) = as_text(codes)
    assert not uscc.is_valid(code)
    assert over(is_organisation_code("cell"), [code]) == [False]


@pytest.mark.parametrize("code", ["N2330203MF1234567", "A1330203MF1234567", "12330203MF1234567"])
def test_a_registering_authority_may_be_a_letter(code: str) -> None:
    codes = np.frombuffer((code + "0").encode(), np.uint8).reshape(1, 18).copy()
    codes[:, 16] = checked_body(codes)
    codes[:, 17] = checked(codes)
    assert over(is_organisation_code("cell"), as_text(codes)) == [True]


@pytest.mark.parametrize(
    "cell", ["", "9", "91330203ma20004490", " 91330203MA20004490", "91330203MA20004490\n", "码" * 18]
)
def test_what_is_no_organisation_code(cell: str) -> None:
    assert over(is_organisation_code("cell"), [cell]) == [False]


def test_nothing_is_neither() -> None:
    assert over(f"coalesce({is_organisation_code('cell')}, false)", [None]) == [False]
    assert over(is_application_number("cell"), [None]) == [False]


def check_digit(number: str) -> str:
    """The rule of the patent office, in plain Python."""
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    return "0123456789X"[sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.from_regex(r"([0-9]{8}|[0-9]{12})[.][0-9X]", fullmatch=True), min_size=1, max_size=50))
def test_application_numbers_by_the_rule(numbers: list[str]) -> None:
    whole = [number[:-1] + check_digit(number[:-2]) for number in numbers]
    assert over(is_application_number("cell"), whole) == [True] * len(whole)
    assert over(is_application_number("cell"), numbers) == [n == w for n, w in zip(numbers, whole, strict=True)]


@pytest.mark.parametrize("cell", ["", "X", "20171060186.3", "2017106018623", "ZL201710601862.3", "201710601862.3 "])
def test_what_is_no_application_number(cell: str) -> None:
    assert over(is_application_number("cell"), [cell]) == [False]
