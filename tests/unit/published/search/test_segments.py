"""How a text becomes the words of the index."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.search.folding import folded
from published.search.segments import indexed, segments


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("质押融资", "质押 押融 融资 资"),
        ("质", "质"),
        ("宁波,专利", "宁波 波 专利 利"),
        ("share_of_gdp", "share of gdp"),
        ("NB2025-001", "nb2025 001 nb2025001"),
        ("3,000 万元", "3000 万元 元"),
        ("GB/T 37668", "gb t 37668"),
        ("", ""),
    ],
)
def test_ideographs_become_pairs_and_other_words_stay(text: str, words: str) -> None:
    assert indexed(text) == words


@pytest.mark.parametrize(
    "written",
    [
        "ZL202010123456.7",
        "zl 2020 1 0123456.7",
        "CN202010123456.X",
        "202010123456.7",
        "2020101234567",
        "202010123456",
        "ＺＬ２０２０１０１２３４５６．７",
        "ZL 202010123456",
    ],
)
def test_a_patent_is_the_same_however_its_number_is_written(written: str) -> None:
    assert [(one.kind, one.text) for one in segments(folded(written))] == [("patent", "202010123456")]


@pytest.mark.parametrize("written", ["ZL98101234.5", "ZL98101234", "98101234.5", "zl 98101234X"])
def test_so_is_one_of_the_old_numbers(written: str) -> None:
    assert [(one.kind, one.text) for one in segments(folded(written))] == [("patent", "98101234")]


@pytest.mark.parametrize("written", ["2020101234567890", "91330200MA2AAAAA1X", "12345678", "2020-10-12"])
def test_other_numbers_are_words(written: str) -> None:
    assert {one.kind for one in segments(folded(written))} == {"word"}


@settings(deadline=None)
@given(st.text())
def test_words_are_made_of_letters_and_digits_alone(text: str) -> None:
    assert all(word.isalnum() or not word.isascii() for word in indexed(text).split(" ") if word)
