"""Hostile text is never run, and always comes back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.formats.inert import exact, inert, inert_cells

hostile = st.text(alphabet=st.sampled_from("=+-@＝＋－＠﹦−' \t\r\n\u3000\ufeff\u200b\x001.aé海"), max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.text() | hostile)
def test_the_exact_text_comes_back(text: str) -> None:
    assert exact(inert(text)) == text


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_no_text_is_left_that_a_spreadsheet_would_run(text: str) -> None:
    shown = inert(text)
    assert not shown.startswith(("\t", "\r", "\n"))
    seen = shown.lstrip(" \t\r\n\u3000\ufeff\u200b\x00")
    assert not seen.startswith(tuple("=+-@＝＋－＠﹦−")) or isinstance(float(seen), float)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-x", "@SUM(A1)", " =1", "\u3000＝1", "\tx", "\rx", "-1+1", "'x", "−1"]
)
def test_what_begins_a_formula_is_marked(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-12.50", "+3", "-1e5", "1-2", "a=b", "海曙", "3302", "x'y", "(-1)"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert inert(text) == text


def test_of_a_row_only_the_texts_are_marked() -> None:
    assert inert_cells(["=1", -1, -1.5, None, b"="]) == ["'=1", -1, -1.5, None, b"="]
