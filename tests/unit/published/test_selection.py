"""Which rows an address selects, and the one address of a selection."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.dataset import Headline
from published.site.pages.selection import default_selection, listed, picked, settled
from tests.unit.published.described import dataset

SERIES = Headline(measure="value_added", where={"area_code": "3302"})


@pytest.mark.parametrize(
    ("described", "rows", "newest", "expected"),
    [
        ({"headline": SERIES}, 5, "2024", {"area_code": ["3302"]}),
        ({"headline": SERIES}, 1, "2024", {"year": ["2024"]}),
        ({"headline": Headline(measure="value_added")}, 9, "2024", {"year": ["2024"]}),
        ({}, 9, "2024", {"year": ["2024"]}),
        ({}, 0, None, {}),
        ({"kind": "register", "release": {"rule": "0 10 31 12 *"}}, 9, "2024", {}),
    ],
)
def test_a_page_opens_with_the_headlines_series_or_the_newest_period(
    described: dict[str, Any], rows: int, newest: str | None, expected: dict[str, list[str]]
) -> None:
    assert default_selection(dataset(**described), rows, newest) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {}),
        ({"_all": ["1"]}, {"_all": ["1"]}),
        ({"_all": ["1"], "year": ["2024"]}, {"year": ["2024"]}),
        ({"_all": ["1"], "year": [""], "area_code": [""]}, {"_all": ["1"]}),
        ({"year": [""]}, {"_all": ["1"]}),
        ({"year": ["2023", "2024"]}, {"year__in": ["2023,2024"]}),
        ({"year": ["2024", "2024", ""]}, {"year": ["2024"]}),
        ({"year__gte": ["2020"], "_sort": ["year"]}, {"year__gte": ["2020"], "_sort": ["year"]}),
        ({"_facet": ["year", "area_code"]}, {"_facet": ["year", "area_code"]}),
    ],
)
def test_a_selection_has_one_address(asked: dict[str, list[str]], expected: dict[str, list[str]]) -> None:
    assert settled(asked) == expected
    assert settled(settled(asked)) == settled(asked)


@given(st.lists(st.text(min_size=1), min_size=1, unique=True))
@settings(deadline=None)
def test_what_a_form_sends_is_what_is_picked(values: list[str]) -> None:
    assert picked(settled({"area_code": values}), "area_code") == tuple(values)
    assert picked({"area_code__in": [listed(values)]}, "area_code") == tuple(values)
