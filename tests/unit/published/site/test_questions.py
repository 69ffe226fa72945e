"""Questions: read from their files, kept where the edition can answer them."""

import sqlite3

import pytest

from published.site.questions import Question, answerable

TOLD = {"zh": "多少？", "en": "How many?", "sql": "select {lang} from t where code = '{city}'\n"}


def test_a_question_speaks_of_the_city_in_the_language_of_its_reader() -> None:
    question = Question.read(TOLD).of_city("3302")
    assert question.statement("en") == "select en from t where code = '3302'"


@pytest.mark.parametrize("told", [{"zh": "x"}, {**TOLD, "more": ""}])
def test_a_question_has_both_languages_and_sql_and_nothing_else(told: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="zh, en and sql"):
        Question.read(told)


def test_an_edition_asks_only_what_it_can_answer() -> None:
    database = sqlite3.connect(":memory:")
    assert answerable(["typical_cases"], "3302", database) == {}
    database.execute("create table typical_cases (case_number, title, subject_name, amount, record_state)")
    (kept,) = answerable(["typical_cases"], "3302", database)["typical_cases"]
    assert kept.title.en == "Which cases are the largest?"
