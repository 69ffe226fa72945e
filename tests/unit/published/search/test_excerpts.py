"""What is shown of a text, with the places of the words in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from published.search.excerpts import beginning, excerpt, marks
from published.search.query import terms


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[first:last] for first, last in spans]


def test_marks_are_places_in_the_text_as_it_is_written() -> None:
    text = "ＺＬ２０２０１０１２３４５６．７的質押與Contracts"
    spans = marks(text, terms("202010123456 质押 contract"), complete=True)
    assert marked(text, spans) == ["ＺＬ２０２０１０１２３４５６", "質押", "Contract"]


def test_marks_that_overlap_are_one() -> None:
    assert marks("专利质押融资", terms("专利质押 质押融资"), complete=True) == ((0, 6),)
    assert marks("专利交易", terms("专利交换"), complete=False) == ((0, 3),)


def test_of_a_long_text_what_stands_around_the_word_is_shown() -> None:
    told = excerpt(["甲" * 200 + "质押" + "乙" * 200], terms("质押"), complete=True)
    assert told is not None and told.text.startswith("…甲") and told.text.endswith("乙…") and len(told.text) < 130
    assert marked(told.text, told.marks) == ["质押"]


def test_words_of_several_lines_are_all_shown() -> None:
    told = excerpt(["余姚市", "无关", "质押融资"], terms("余姚 质押"), complete=True)
    assert told is not None and told.text == "余姚市 · 质押融资"
    assert marked(told.text, told.marks) == ["余姚", "质押"]


def test_without_a_word_there_is_none_and_a_text_can_only_begin() -> None:
    assert excerpt(["无关"], terms("质押"), complete=True) is None
    told = beginning(["甲" * 200])
    assert told is not None and told.text == "甲" * 120 + "…" and told.marks == ()
    assert beginning([]) is None


@settings(deadline=None)
@given(st.lists(st.text(), max_size=4), st.text(max_size=30), st.booleans())
def test_marks_lie_within_the_text(lines: list[str], query: str, complete: bool) -> None:
    told = excerpt(lines, terms(query), complete=complete)
    if told is not None:
        assert all(0 <= first < last <= len(told.text) for first, last in told.marks)
        assert list(told.marks) == sorted(told.marks)
