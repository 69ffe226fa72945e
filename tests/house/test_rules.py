"""Every rule that a model names has its words for the clerk, in both languages, and no words are idle."""

import re

import pytest

from orchestration.feedback.wordings import wordings
from published.home import PROJECT
from tests.unit.sql.macros import model

CJK = re.compile(r"[\u4e00-\u9fff]")
NAMED = re.compile(r"'rule': '(\w+)'|then '([a-z]\w+)'\s+(?=when|else '\w+_form')|else '(\w+_form)'")
CLEANERS = re.findall(r"macro clean_(\w+)", (PROJECT / "dbt_project/macros/clean.sql").read_text(encoding="utf-8"))
BASES = sorted(path.stem for path in (PROJECT / "dbt_project" / "models").rglob("base_*.sql"))


def rules(base: str) -> set[str]:
    """The rules that the SQL of a base model names."""
    return {name for found in NAMED.findall(model(base)) for name in found if name}


@pytest.mark.parametrize("base", BASES)
def test_every_rule_of_a_model_has_its_words(base: str) -> None:
    assert rules(base) and rules(base) - set(wordings()) == set()


def test_no_words_are_idle() -> None:
    forms = {f"{cleaner}_form" for cleaner in CLEANERS}
    assert set(wordings()) == forms | {rule for base in BASES for rule in rules(base)}


def test_words_are_told_in_both_languages() -> None:
    for rule, wording in wordings().items():
        for text in (wording.reason, wording.advice):
            assert CJK.search(text.zh) and text.en and not CJK.search(text.en), rule
            assert not text.zh.endswith("。"), rule
