"""A parameter table as Markdown in one language: headings and codes in words, figures as they are read."""

import csv
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from published.vocabulary import Frozen, Text

Language = Literal["zh", "en"]
Rows = Sequence[Mapping[str, str]]
Seeds = Mapping[str, Rows]
FOLDERS = ("parameters", "concordances")
_WORDS = Path(__file__).with_name("method.yml")
_JOIN = {"zh": "、", "en": ", "}


class Heading(Text):
    """What a column of a parameter table is called, and what its codes mean."""

    code_list: str | None = None
    values: dict[str, Text] = Field(default_factory=dict)


class Words(Frozen):
    """method.yml: the words that method pages share."""

    columns: dict[str, Heading]
    labels: dict[str, Text]
    notes: dict[str, Text]


@cache
def words() -> Words:
    """The shared words, read once."""
    return Words.model_validate(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))


def read_seeds(folder: Path) -> dict[str, Rows]:
    """Every parameter table, concordance and code list of a project's `seeds`, by name."""
    paths = [path for kind in (*FOLDERS, "codelists") for path in sorted((folder / kind).glob("*.csv"))]
    return {path.stem: list(csv.DictReader(StringIO(path.read_text(encoding="utf-8")))) for path in paths}


def table(columns: Sequence[str], rows: Rows, fold: str, seeds: Seeds, language: Language) -> str:
    """Rows as a Markdown table; rows that differ in the column `fold` alone become one."""
    cells: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        rest = tuple(_word(name, row[name], seeds, language) for name in columns if name != fold)
        cells.setdefault(rest, []).append(_word(fold, row[fold], seeds, language) if fold else "")
    lines = [list(rest) for rest in cells]
    if fold:
        for line, folded in zip(lines, cells.values(), strict=True):
            line.insert(columns.index(fold), _JOIN[language].join(folded))
    heads = [_heading(name, language) for name in columns]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, ["---"] * len(heads), *lines))


def figure(value: str) -> str:
    """A decimal as it is read: without idle noughts, thousands apart; codes and years stay as they are."""
    if not re.fullmatch(r"-?\d+\.\d+", value):
        return value
    return f"{Decimal(value).normalize():,f}"


def _heading(column: str, language: Language) -> str:
    known = words().columns.get(column)
    return getattr(known, language) if known else column.replace("_", " ")


def _word(column: str, value: str, seeds: Seeds, language: Language) -> str:
    known = words().columns.get(column)
    if known and value in known.values:
        return str(getattr(known.values[value], language))
    codes = seeds.get(known.code_list, ()) if known and known.code_list else ()
    found = next((row[language] for row in codes if row["code"] == value), figure(value))
    return re.sub(r"([\\|<*`\[])", r"\\\1", " ".join(found.split()))
