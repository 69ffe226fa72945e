from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.published.described import column, dataset


@pytest.mark.parametrize(
    ("kind", "places"),
    [("decimal(18,2)", 2), ("decimal(9, 4)", 4), ("decimal(18,0)", 0), ("integer", None), ("varchar", None)],
)
def test_decimals_are_those_of_the_type(kind: str, places: int | None) -> None:
    assert column("amount", kind, unit="wan_yuan").decimals == places


def test_a_unit_is_from_the_closed_list() -> None:
    with pytest.raises(ValidationError, match="furlong"):
        column("amount", "integer", unit="furlong")


def test_a_decimal_number_needs_a_unit_and_a_count_does_not() -> None:
    assert column("amount", "integer").unit is None
    with pytest.raises(ValidationError, match="amount: a decimal number needs a unit"):
        column("amount", "decimal(18,2)")


def test_a_role_is_one_of_four() -> None:
    for role in ("time", "dimension", "measure", "attribute"):
        assert column("year", role=role).role == role
    with pytest.raises(ValidationError):
        column("year", role="key")


@pytest.mark.parametrize("word", ["frequency", "licence", "opening", "owner"])
def test_words_are_from_the_closed_lists(word: str) -> None:
    with pytest.raises(ValidationError, match=r"orchard_yield: 'of my own' is not in vocabulary\.yml"):
        dataset(**{word: "of my own"})


@pytest.mark.parametrize("part", ["key", "facets"])
def test_key_and_facets_are_columns(part: str) -> None:
    with pytest.raises(ValidationError, match=r"\['shape'\] are no columns"):
        dataset(**{part: ("year", "shape")})


def test_a_dataset_has_a_key() -> None:
    with pytest.raises(ValidationError):
        dataset(key=())


def test_an_unknown_word_is_an_error_and_nothing_changes_afterwards() -> None:
    with pytest.raises(ValidationError, match="colour"):
        dataset(colour="red")
    with pytest.raises(ValidationError):
        dataset().name = "other"


def test_a_column_is_found_by_its_name() -> None:
    assert dataset().column("value_added").unit == "wan_yuan"
    with pytest.raises(KeyError):
        dataset().column("shape")


def test_a_description_survives_json() -> None:
    assert type(dataset()).model_validate_json(dataset().model_dump_json()) == dataset()


@pytest.mark.parametrize(
    ("described", "complaint"),
    [
        ({"release": {"rule": "0 10 1 3 *"}}, "release.lag must say which period"),
        ({"kind": "register", "release": {"rule": "0 10 1 3 *", "lag": 1}}, "release.lag counts periods"),
        ({"frequency": "irregular", "release": {"rule": "0 10 1 3 *", "lag": 0}}, "release.lag counts periods"),
    ],
)
def test_what_is_told_by_periods_says_which_one_a_release_covers(described: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        dataset(**described)


def test_a_description_sealed_before_there_was_a_calendar_still_reads() -> None:
    assert dataset(release={"schedule": "0 10 1 3 *"}).release is None
