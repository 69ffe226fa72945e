"""The closed lists of vocabulary.yml: units, licences, frequencies, opening grades, departments, reasons."""

from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict

_LISTS = Path(__file__).with_name("vocabulary.yml")


class Frozen(BaseModel):
    """Immutable and strict: an unknown key is an error, not a typo that nobody sees."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """One wording in both languages."""

    zh: str
    en: str


class Term(Text):
    """An entry of a closed list."""

    url: str | None = None


class Reason(Text):
    """Why a release differs from the one before."""

    definition: Text


class Vocabulary(Frozen):
    """All closed lists, code ► term."""

    units: dict[str, Term]
    licences: dict[str, Term]
    frequencies: dict[str, Term]
    opening_grades: dict[str, Term]
    departments: dict[str, Term]
    revision_reasons: dict[str, Reason]

    @classmethod
    def load(cls, path: Path = _LISTS) -> Self:
        """Read the lists; raises pydantic's ValidationError where they are malformed."""
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def times(unit: str) -> str:
    """A unit as it stands behind a figure: `× 100 million yuan`, which else would run into the figure."""
    return f"× {unit}" if unit[:1].isdigit() else unit


@cache
def vocabulary() -> Vocabulary:
    """The project's lists, read once."""
    return Vocabulary.load()
