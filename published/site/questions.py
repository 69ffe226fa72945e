"""Questions that people ask of each dataset, with the SQL that answers them: one file per dataset in `questions/`.

They belong to the site and not to a sealed release: another question makes no other version of the data.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from published.vocabulary import Frozen, Text

FOLDER = Path(__file__).with_name("questions")


class Question(Frozen):
    """A question in both languages; in its SQL `{city}` is the city's area code, `{lang}` the language of the names."""

    title: Text
    sql: str

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Question":
        """A question as its file says it: `zh`, `en` and `sql`, nothing else; raises ValueError."""
        if set(told) != {"zh", "en", "sql"}:
            raise ValueError(f"a question has zh, en and sql, not {sorted(told)}")
        return cls(title=Text(zh=told["zh"], en=told["en"]), sql=told["sql"].strip())

    def of_city(self, city: str) -> "Question":
        """The question with the city's code in its SQL."""
        return self.model_copy(update={"sql": self.sql.replace("{city}", city)})

    def statement(self, language: str) -> str:
        """The SQL whose names are in that language (`zh`, `en`)."""
        return self.sql.replace("{lang}", language)


@cache
def questions() -> Mapping[str, tuple[Question, ...]]:
    """All questions by dataset, in the order of their files; raises ValueError naming the file."""
    return {file.stem: _read(file) for file in sorted(FOLDER.glob("*.yml"))}


def answerable(datasets: Iterable[str], city: str, connection: sqlite3.Connection) -> dict[str, tuple[Question, ...]]:
    """The questions of these datasets that this database can answer: an edition may lack what a join needs."""
    asked = {name: [one.of_city(city) for one in questions().get(name, ())] for name in datasets}
    found = {name: _answered(listed, connection) for name, listed in asked.items()}
    return {name: kept for name, kept in found.items() if kept}


def _read(file: Path) -> tuple[Question, ...]:
    try:
        return tuple(Question.read(told) for told in yaml.safe_load(file.read_text(encoding="utf-8")))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{file.name}: {error}") from error


def _answered(asked: Sequence[Question], connection: sqlite3.Connection) -> tuple[Question, ...]:
    return tuple(one for one in asked if _compiles(one.statement("zh"), connection))


def _compiles(sql: str, connection: sqlite3.Connection) -> bool:
    try:
        connection.execute(f"explain {sql}").fetchone()
    except sqlite3.OperationalError:
        return False
    return True
