"""What stands under a heading of a page: paragraphs, items and tables as plain text, and nothing of its neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.describe.sections import part, under

PAGE = """
## 怎么算

逐棵相加。

## 质量

### S.1 联系

甲。

### S.12 相关性

**乙**，见[页](https://example.org)，
又一行。

- 丙
- 丁

## 断点

| 自 | 变化 |
|---|---|
| 2023 | 新<b>基数 |
"""


def test_paragraphs_and_items_are_plain_text() -> None:
    assert under(PAGE, "质量", "S.12").paragraphs == ["乙，见页， 又一行。", "丙", "丁"]


@pytest.mark.parametrize("headings", [("质量",), ("质量", "S.2"), ("断点", "S.1"), ("没有",)])
def test_nothing_of_the_neighbours_is_taken(headings: tuple[str, ...]) -> None:
    assert under(PAGE, *headings).paragraphs == []


def test_a_code_is_not_the_beginning_of_another() -> None:
    assert under(PAGE, "质量", "S.1").paragraphs == ["甲。"]


def test_the_lines_of_a_table_begin_with_its_headings() -> None:
    told = under(PAGE, "断点")
    assert (told.rows, told.paragraphs) == ([["自", "变化"], ["2023", "新<b>基数"]], [])


@given(st.lists(st.text("abcd", min_size=1), min_size=1), st.text("abcd"))
def test_every_paragraph_is_kept_in_its_order(paragraphs: list[str], other: str) -> None:
    page = "\n\n".join(["## here", *paragraphs, "## there", other])
    assert under(page, "here").paragraphs == paragraphs


def test_a_part_is_the_markdown_below_its_heading() -> None:
    page = "## One\n\nfirst\n\n### Below\n\nstill\n\n## Two\n\nsecond\n"
    assert part(page, "One") == "first\n\n### Below\n\nstill"
    assert (part(page, "Two"), part(page, "Three")) == ("second", "")
