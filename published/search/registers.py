"""The rows of registers as what can be found: the name of a row, its numbers, and all its other texts."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from published.dataset import Column, Dataset
from published.describe.datasette import newest_first
from published.search.document import Document, lines
from published.vocabulary import Text

_CASE_TEXTS = frozenset({"title", "background", "practice"})
_CURRENT = "current"
_NUMBERS, _NAMES = re.compile(r".*_numbers?"), re.compile(r"(.*_)?(title|name)")


def has_cases(dataset: Dataset) -> bool:
    """Whether its rows are stories to read."""
    return {column.name for column in dataset.columns} >= _CASE_TEXTS


def rows(of: Dataset, database: sqlite3.Connection, current: bool) -> Iterator[Document]:
    """The rows of a register that count today, or those that do not, the newest first."""
    names = [column.name for column in of.columns]
    stands = f"record_state = '{_CURRENT}'" if "record_state" in names else "true"
    newest = next((name for name in ("valid_from", newest_first(of)) if name in names), None)
    order = ", ".join([*([f'"{newest}" desc'] if newest else []), *(f'"{name}" desc' for name in of.key)])
    condition, register = stands if current else f"not ({stands})", _Register(of)
    for row in database.execute(f'select * from "{of.name}" where {condition} order by {order}'):
        yield register.document(row, current)


@dataclass(frozen=True)
class _Register:
    dataset: Dataset

    @cached_property
    def texts(self) -> tuple[Column, ...]:
        return tuple(column for column in self.dataset.columns if column.type == "varchar")

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(column.name for column in self.texts if _NUMBERS.fullmatch(column.name))

    @cached_property
    def name(self) -> str:
        """The column that says what a row is called; else the first of the key."""
        return next((column.name for column in self.texts if _NAMES.fullmatch(column.name)), self.dataset.key[0])

    @cached_property
    def titles(self) -> dict[str, dict[str, Text]]:
        """Column ► code ► title."""
        lists = ((column.name, self.dataset.code_lists.get(column.code_list or "", ())) for column in self.texts)
        return {name: {code.code: code.title for code in listed} for name, listed in lists}

    def document(self, row: Mapping[str, object], current: bool) -> Document:
        told = {column.name: str(value) for column in self.texts if (value := row[column.name]) is not None}
        name = str(row[self.name])
        title = Text(zh=name, en=name)
        codes = lines(*(value for column, value in told.items() if column in self.numbers))
        others = told.keys() - self.numbers - {self.name}
        body = lines(*(line for column in told if column in others for line in self._told(column, told[column])))
        is_case, key = has_cases(self.dataset), tuple(row[column] for column in self.dataset.key)
        return Document(
            kind="case" if is_case else "row",
            datasets=(self.dataset.name,),
            title=title,
            code=codes,
            heading="" if is_case else name,
            body=body,
            key=key,
            current=current,
        )

    def _told(self, column: str, value: str) -> Iterator[str]:
        """A value in words: of a code its titles too."""
        yield value
        if title := self.titles[column].get(value):
            yield from (title.zh, title.en)
