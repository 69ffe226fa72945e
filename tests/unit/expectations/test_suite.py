"""Which questions a dataset is asked follows from its description; plausibility is found by its name."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from expectations import suite
from expectations.question import Question, no_rows
from tests.unit.published.described import COLUMNS, WORDS, column, dataset


def asked(**changes: object) -> dict[str, Question]:
    return {question.name: question for question in suite.questions(dataset(**changes))}


def test_the_base_suite_follows_from_the_description() -> None:
    assert set(asked()) == {
        "columns",
        "key",
        "not_empty",
        "rows_kept",
        "present_year",
        "present_area_code",
        "coded_area_code",
        "coded_obs_status",
        "coded_conf_status",
        "percentage_share_of_gdp",
        "explained_value_added",
    }


def test_questions_carry_what_the_description_says() -> None:
    questions = asked()
    assert questions["columns"].arguments["column_list"] == [known.name for known in COLUMNS]
    assert questions["coded_area_code"].arguments["value_set"] == ["3302", "330203"]
    assert questions["key"].expectation == "ExpectCompoundColumnsToBeUnique"
    assert questions["key"].arguments == {"column_list": ["year", "area_code"]}


def test_a_key_of_one_column_is_asked_of_that_column() -> None:
    question = asked(key=("area_code",))["key"]
    assert (question.expectation, question.arguments) == ("ExpectColumnValuesToBeUnique", {"column": "area_code"})


def test_a_register_without_codes_or_values_is_asked_less() -> None:
    names = asked(
        columns=(column("title"),),
        key=("title",),
        facets=(),
        code_lists={},
        kind="register",
        release={"rule": "0 9 * * 1"},
    )
    assert set(names) == {"columns", "key", "not_empty", "rows_kept", "present_title"}


def test_only_ceilings_warn() -> None:
    warnings = {name for name, question in asked().items() if question.severity == "warning"}
    assert warnings == {"percentage_share_of_gdp"}


def test_every_question_is_put_in_both_languages() -> None:
    for question in asked().values():
        assert question.title.zh
        assert question.title.en.isascii()


def test_plausibility_is_found_by_the_datasets_name(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("expectations.plausibility.orchard_yield")

    def questions() -> Iterator[Question]:
        yield no_rows("ripe", WORDS, "select * from {batch} where false")

    module.questions = questions  # type: ignore[attr-defined]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == module.__name__ or None)
    monkeypatch.setattr("importlib.import_module", lambda name: {module.__name__: module}[name])
    assert "ripe" in asked()


@pytest.mark.parametrize(
    "name",
    [
        "patent_intensive_value_added",
        "technology_contract_turnover",
        "typical_cases",
        "national_patent_intensive_value_added",
    ],
)
def test_every_published_dataset_has_hand_written_questions(name: str) -> None:
    base = set(asked())
    assert set(asked(name=name)) > base


def test_names_are_told_apart() -> None:
    for name in ("patent_intensive_value_added", "technology_contract_turnover", "typical_cases"):
        questions = suite.questions(dataset(name=name))
        assert len({question.name for question in questions}) == len(questions)
