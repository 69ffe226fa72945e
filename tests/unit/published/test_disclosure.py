"""A dataset says in one of three shapes how single units are kept out of sight."""

from typing import Any

import pytest
from pydantic import ValidationError

from published.dataset import Dataset
from published.disclosure import Follower, Leading, Protected, Public
from tests.unit.published.described import dataset

PROTECTED = {"universe": "orchards", "rules": "default", "levels": ["value_added"]}
REASON = {"zh": "理由。", "en": "A reason."}


def protected(**rate: Any) -> Dataset:
    """The orchards with one rate that leans on other rows."""
    return dataset(disclosure=PROTECTED | {"rates": {"share_of_gdp": rate}})


@pytest.mark.parametrize(
    ("described", "shape"),
    [
        (PROTECTED, Protected),
        ({"follows": [{"dataset": "harvests", "by": {"year": "year"}}]}, Follower),
        ({"public": REASON}, Public),
    ],
)
def test_each_shape_is_known_by_its_word_and_survives_json(described: dict[str, Any], shape: type) -> None:
    found = dataset(disclosure=described)
    assert type(found.disclosure) is shape
    assert Dataset.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    "described",
    [{}, PROTECTED | {"public": REASON}, {"secret": REASON}, {"public": {"zh": "理由。"}}, {"follows": []}],
)
def test_anything_else_is_no_shape(described: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="disclosure"):
        dataset(disclosure=described)


def test_a_rate_names_the_rows_that_it_leans_on() -> None:
    described = {"kind": "contribution", "from": {"year": -1}, "of": {"year": -1, "area_code": {"leading": 4}}}
    found = protected(**described)
    assert isinstance(found.disclosure, Protected)
    assert found.disclosure.rates["share_of_gdp"].references == (
        {"year": -1},
        {"year": -1, "area_code": Leading(leading=4)},
    )
    assert Dataset.model_validate_json(found.model_dump_json()) == found


def test_what_is_said_before_there_was_anything_to_say_is_nothing() -> None:
    assert dataset().disclosure is None


@pytest.mark.parametrize(
    ("rate", "complaint"),
    [
        ({"kind": "growth", "from": {"quarter": -1}}, "share_of_gdp leans on"),
        ({"kind": "growth", "from": {"area_code": -1}}, "moves a column that is no time"),
        ({"kind": "growth"}, "from"),
        ({"kind": "share", "of": {}}, "of"),
        ({"kind": "ratio", "of": {"area_code": "3302"}}, "kind"),
    ],
)
def test_a_rate_leans_on_rows_that_there_are(rate: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        protected(**rate)


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        ({"levels": ["weight"]}, "no measures of it"),
        ({"rates": {"remark": {"kind": "share", "of": {"year": -1}}}}, "no measures of it"),
        ({"stays": ["remark"]}, "no measures of it"),
        ({"tells": ["share_of_gdp"]}, "no attributes of it"),
        ({"stays": ["value_added"]}, "cannot stay and be withheld"),
        ({"levels": []}, "levels"),
    ],
)
def test_what_is_withheld_and_what_stays_is_there(part: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        dataset(disclosure=PROTECTED | part)


BASES = {"value_added": 5, "share_of_gdp": 10}


def test_a_rounded_dataset_survives_json() -> None:
    rounding = {"bases": BASES, "at_most": {"share_of_gdp": "value_added"}}
    found = dataset(disclosure=PROTECTED | {"rounding": rounding})
    assert isinstance(found.disclosure, Protected) and found.disclosure.rounding is not None
    assert found.disclosure.rounding.bases == BASES
    assert Dataset.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("rounding", "complaint"),
    [
        ({"bases": {}}, "bases"),
        ({"bases": BASES | {"value_added": 1}}, "greater than 1"),
        ({"bases": {"value_added": 5}}, "every measure needs a base"),
        ({"bases": BASES | {"remark": 5}}, "every measure needs a base"),
        ({"bases": BASES, "at_most": {"share_of_gdp": "remark"}}, r"\['remark'\] have no base"),
    ],
)
def test_every_measure_of_a_rounded_dataset_is_rounded(rounding: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        dataset(disclosure=PROTECTED | {"rounding": rounding})


def test_rates_cannot_be_rounded() -> None:
    rate = {"share_of_gdp": {"kind": "share", "of": {"area_code": "3302"}}}
    with pytest.raises(ValidationError, match="rates cannot be rounded"):
        dataset(disclosure=PROTECTED | {"rates": rate, "rounding": {"bases": BASES}})
