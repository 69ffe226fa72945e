"""What looks different and means the same is compared as the same, and every place in a text is known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.search import folding
from published.search.folding import folded, folded_with_places

any_text = st.text(alphabet=st.characters())


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("質押融資", "质押融资"),
        ("專利、餘姚", "专利、余姚"),
        ("ＺＬ２０２０", "zl2020"),
        ("Café", "cafe"),
        ("㈱", "(株)"),
        ("裏裡里", "里里里"),
    ],
)
def test_width_case_accents_and_traditional_characters_make_no_difference(typed: str, compared: str) -> None:
    assert folded(typed) == compared


@settings(deadline=None)
@given(any_text, any_text)
def test_a_part_of_a_text_folds_to_a_part_of_it(first: str, second: str) -> None:
    assert folded(first + second) == folded(first) + folded(second)


@settings(deadline=None)
@given(any_text)
def test_each_character_knows_where_it_comes_from(text: str) -> None:
    compared, places = folded_with_places(text)
    assert len(places) == len(compared) + 1 and places == sorted(places) and places[-1] == len(text)
    assert all(one in folded(text[place]) for one, place in zip(compared, places, strict=False))


def test_a_lone_surrogate_is_a_space() -> None:
    assert folded("专\ud800利") == "专 利"


def test_what_is_remembered_of_what_was_typed_has_a_bound() -> None:
    for code in range(0x10000, 0x10000 + 25_000):
        folded(chr(code))
    assert folding._fold.cache_info().currsize <= 20_000
