"""Every dataset has exactly five questions in both languages; a file without a dataset is left over."""

import re

from published.catalog import Catalog
from published.site.questions import questions

FIVE = 5


def test_every_dataset_has_five_questions_and_no_file_is_left_over(catalog: Catalog) -> None:
    assert {name: len(asked) for name, asked in questions().items()} == {
        dataset.name: FIVE for dataset in catalog.datasets
    }


def test_a_question_is_asked_once_in_good_form() -> None:
    for name, asked in questions().items():
        assert len({question.title.zh for question in asked}) == len({question.title.en for question in asked}) == FIVE
        for question in asked:
            assert re.search("[一-鿿]", question.title.zh) and question.title.zh.endswith("？"), question
            assert question.title.en.isascii() and question.title.en.endswith("?"), question
            assert re.search(rf"\b{name}", question.sql), f"{name} is not asked by: {question.title.en}"
            assert not re.search(r"\b3302", question.sql), "the city's code is {city}"


def test_every_statistic_is_asked_what_was_known_when() -> None:
    other = {"national_patent_intensive_value_added", "value_added_vintages"}
    for name, asked in questions().items():
        if any("_vintages" in question.sql for question in asked):
            other.add(name)
    registers = {name for name, asked in questions().items() if any("record_state" in one.sql for one in asked)}
    assert other | registers == set(questions())
