"""The five questions of every dataset are answered by a release as it comes out of the pipeline."""

from contextlib import closing

import pytest

from published import editions
from published.catalog import Catalog
from published.site.guard import connect, fetch
from published.site.questions import answerable, questions
from tests.pipeline.conftest import Desk


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_has_an_answer_within_the_limits(tiny: Desk, catalog: Catalog, language: str) -> None:
    edition = sorted((tiny.home.site / "editions").iterdir())[-1]
    silent = []
    with closing(connect(edition / f"{editions.DATABASE}.db")) as database:
        asked = answerable(questions(), "3302", database)
        assert {name: len(kept) for name, kept in asked.items()} == {one.name: 5 for one in catalog.datasets}
        for name, kept in asked.items():
            for question in kept:
                rows = fetch(database.execute(question.statement(language)))
                if not any(value is not None for row in rows for value in row):
                    silent.append(f"{name}: {question.title.en}")
    assert silent == []
