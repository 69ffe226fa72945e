from pathlib import Path

import pytest
from pydantic import ValidationError

from published.vocabulary import Term, Text, Vocabulary, times, vocabulary

LISTS = ("units", "licences", "frequencies", "opening_grades", "departments", "revision_reasons")
EMPTY = ", ".join(f"{name}: {{}}" for name in LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_has_both_languages(name: str) -> None:
    terms: dict[str, Term] = getattr(vocabulary(), name)
    assert terms
    assert all(term.zh and term.en for term in terms.values())
    assert all(term.en.isascii() for term in terms.values())


def test_every_licence_can_be_read_somewhere() -> None:
    assert all((licence.url or "").startswith("https://") for licence in vocabulary().licences.values())


def test_the_lists_are_read_once() -> None:
    assert vocabulary() is vocabulary()


def test_wordings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Text(zh="甲", en="a").zh = "乙"


@pytest.mark.parametrize(
    ("unit", "behind"), [("10 thousand yuan", "× 10 thousand yuan"), ("万元", "万元"), ("%", "%"), ("", "")]
)
def test_a_unit_that_is_a_number_does_not_run_into_the_figure(unit: str, behind: str) -> None:
    assert times(unit) == behind


@pytest.mark.parametrize(
    "text",
    [
        "units: {}",
        f"{{{EMPTY}, moods: {{}}}}",
        f"{{{EMPTY}, units: {{a: {{zh: 甲}}}}}}",
        f"{{{EMPTY}, units: {{a: {{zh: 甲, en: a, de: a}}}}}}",
    ],
)
def test_a_list_missing_or_too_many_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "vocabulary.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError):
        Vocabulary.load(path)
