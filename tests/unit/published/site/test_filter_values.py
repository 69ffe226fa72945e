"""Values that filters accept, and those that nobody can mean."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.site.filter_values import check_values
from published.site.refusals import Refused


@given(st.lists(st.one_of(st.text(max_size=5), st.integers(-(10**17), 10**17), st.floats(allow_nan=False))))
def test_a_list_of_texts_and_numbers_is_one(values: list[object]) -> None:
    check_values("year__in", [json.dumps(values)])


@pytest.mark.parametrize("value", ["[", "[" * 3_000, "[[1]]", "[99999999999999999999999]", "[null]", '[{"a": 1}]'])
def test_what_is_no_list_is_refused(value: str) -> None:
    with pytest.raises(Refused, match="year__in"):
        check_values("year__in", [value])


def test_a_number_beyond_any_column_is_refused() -> None:
    check_values("year__gt", ["9" * 18])
    with pytest.raises(Refused, match="18"):
        check_values("year__gt", ["9" * 19])
