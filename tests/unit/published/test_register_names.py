"""Names in registers: however a patent's number is written, it is the same patent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.site.pages.names import core, name_column, organisation_columns, patent_columns, patent_numbers
from tests.site import sample


@pytest.mark.parametrize(
    "written", ["202310601862.3", "ZL202310601862.3", "zl 2023 1 0601862.3", "CN202310601862", "2023106018623"]
)
def test_ways_to_write_a_number_are_alike(written: str) -> None:
    assert core(written) == "202310601862"


@given(
    st.lists(st.from_regex(r"20\d{10}\.[0-9X]", fullmatch=True), unique=True), st.sampled_from([";", "；", "、", ", "])
)
def test_numbers_of_a_cell_are_taken_apart(numbers: list[str], separator: str) -> None:
    assert patent_numbers(separator.join(numbers)) == numbers


def test_what_is_no_number_stays_as_it_is() -> None:
    assert core("甲-1") == "甲-1"


def test_columns_are_known_by_their_names() -> None:
    cases, licences = sample.catalog().dataset("typical_cases"), sample.catalog().dataset("open_licences")
    assert (name_column(cases), name_column(licences)) == ("title", "licensor_name")
    assert organisation_columns(cases) == ["subject_name"] and patent_columns(cases) == ["patent_numbers"]
    assert patent_columns(licences) == ["offered_patent_number"]
