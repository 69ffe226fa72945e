"""Marked words: a text in pieces is the same text."""

from hypothesis import given
from hypothesis import strategies as st

from published.site.pages.search import parts


@given(st.text(), st.lists(st.integers(0, 50), max_size=6))
def test_pieces_together_are_the_text_and_marks_are_where_they_were(text: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    marks = tuple(zip(places[::2], places[1::2], strict=False))
    pieces = parts(text, marks)
    assert "".join(piece for piece, _ in pieces) == text
    assert "".join(piece for piece, marked in pieces if marked) == "".join(text[a:b] for a, b in marks)
