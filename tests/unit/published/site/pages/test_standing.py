"""Ranks, changes and reasons in words: nothing is ranked that the monitor does not rank, and ties are shown."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.site.language import languages
from published.site.pages.cells import Cell
from published.site.pages.standing import KEYS, VALUE, Standing, base_effect, in_order, moved, placed, unranked

ZH, EN = languages()["zh"], languages()["en"]


def row(**given: Any) -> dict[str, Any]:
    return {"area_rank": 1, "rank_change": 0, "rank_status": "ranked", "conf_status": "F", VALUE: 1.0} | given


def standing(code: str, **given: Any) -> Standing:
    told = row(**given)
    return Standing(code, code, told, Cell("1", "number"), Cell("–", "none"), *[""] * 9, 0.0, None, "", "")


@pytest.mark.parametrize(("rank", "told"), [(1, "1"), (2, "=2"), (4, "4"), (None, "")])
def test_who_shares_a_rank_is_told_so(rank: int | None, told: str) -> None:
    assert placed(rank, Counter([1, 2, 2, 4, None, None])) == told


@pytest.mark.parametrize(
    ("given", "withheld", "zh", "en"),
    [
        ({"rank_change": 2}, False, "升 2 位", "up 2"),
        ({"rank_change": -1}, False, "降 1 位", "down 1"),
        ({"rank_change": 0}, False, "持平", "unchanged"),
        ({"rank_change": None}, False, "上年无名次", "no rank a year before"),
        ({"rank_change": None}, True, "不公布", "withheld"),
        ({"rank_change": 3, "area_rank": None}, False, "", ""),
    ],
)
def test_a_change_of_rank_has_words(given: dict[str, Any], withheld: bool, zh: str, en: str) -> None:
    assert (moved(row(**given), withheld, ZH), moved(row(**given), withheld, EN)) == (zh, en)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ""),
        ({"area_rank": None, "rank_status": "not_division"}, ""),
        ({"area_rank": None, "conf_status": "C", VALUE: None}, "保密，不公布，也不排名"),
        ({"area_rank": None, "rank_status": "base_small"}, "基数过小，只列数值，不排名"),
        ({"area_rank": None, "rank_status": "value_unknown", VALUE: None}, "数值未知，不排名"),
    ],
)
def test_who_is_not_ranked_is_told_why(given: dict[str, Any], told: str) -> None:
    assert unranked(row(**given), ZH) == told


@pytest.mark.parametrize(
    ("now", "before", "earlier", "told"),
    [
        (10, 4, 10, "上年同期基数低"),
        (10, 5, 10, ""),
        (10, 21, 10, "上年同期基数高"),
        (10, 20, 10, ""),
        (None, 4, 10, ""),
        (10, None, 10, ""),
        (10, 4, 0, ""),
    ],
)
def test_a_base_is_unusual_beyond_twice_or_half(
    now: float | None, before: float | None, earlier: float | None, told: str
) -> None:
    assert base_effect(*({VALUE: value} for value in (now, before, earlier)), ZH) == told
    assert base_effect({VALUE: now}, None, {VALUE: earlier}, ZH) == ""


ROWS = st.builds(
    dict, area_rank=st.none() | st.integers(1, 10), rank_change=st.none() | st.integers(-9, 9), attainment=st.none()
)


@settings(deadline=None)
@given(st.lists(ROWS, max_size=10), st.sampled_from(sorted(KEYS)), st.booleans())
def test_every_order_keeps_all_and_puts_those_without_a_figure_last(
    rows: list[dict[str, Any]], key: str, falling: bool
) -> None:
    divisions = [standing(str(place), **told) for place, told in enumerate(rows)]
    found = in_order(divisions, key, falling=falling)
    assert sorted(one.code for one in found) == sorted(one.code for one in divisions)
    figures = [KEYS[key](one) for one in found]
    known = [one for one in figures if one is not None]
    assert figures == sorted(known, reverse=falling) + [None] * (len(figures) - len(known))
    for value in known:
        alike = [int(one.code) for one in found if KEYS[key](one) == value]
        assert alike == sorted(alike)
