"""What somebody typed becomes an expression without a sign of FTS5's syntax that they wrote."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.search.folding import folded
from published.search.query import MOST_TERMS, every, some, terms


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("质", '("质"*)'),
        ("專利", '("专利")'),
        ("质押融资", '("质押 押融 融资")'),
        ("technology contracts", '("technolog"*) AND ("contract"*)'),
        ("policies", '("polic"*)'),
        ("2024", '("2024")'),
        ("330281", '("330281"*)'),
        ("ZL2020", '("2020"*)'),
        ("share_of_gdp", '("share of gdp"*)'),
        ("NB2025-001", '("nb2025 001"* OR "nb2025001"*)'),
        ("the value of contracts", '("valu"*) AND ("contract"*)'),
        ("of the", '("of") AND ("the"*)'),
        ("专利 专利", '("专利")'),
        ('"NEAR(*', '("near"*)'),
    ],
)
def test_every_word_is_asked_for(typed: str, asked: str) -> None:
    assert every(terms(typed)) == asked


def test_where_not_all_are_there_pairs_of_a_run_are_enough() -> None:
    assert some(terms("专利交易 gdp")) == '("专利") OR ("利交") OR ("交易") OR ("gdp"*)'


def test_a_query_has_so_many_terms_and_no_more() -> None:
    assert len(terms(" ".join(f"w{number}w" for number in range(50)))) == MOST_TERMS


@settings(deadline=None)
@given(st.text(max_size=100))
def test_words_are_always_quoted(typed: str) -> None:
    bare = re.sub(r'"[^"]*"\*?', "", every(terms(typed)))
    assert set(bare) <= set("() ANDOR")


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("contracts", "Contracting parties", ["contract"]),
        ("2020101234567", "zl 2020 1 0123456.7", ["zl 2020 1 0123456"]),
        ("3000", "3,000 万元", []),
        ("3,000", "3,000 万元", ["3,000"]),
        ("nb2025001", "NB2025-001", ["nb2025-001"]),
        ("gdp", "GDPs", ["gdp"]),
        ("gdp 2024", "GDPs", []),
    ],
)
def test_a_term_knows_where_a_text_has_it(typed: str, text: str, found: list[str]) -> None:
    compared = folded(text)
    spans = terms(typed)[0].places(compared, complete=True)
    assert [compared[first:last] for first, last in spans] == found
