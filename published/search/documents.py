"""What can be found: datasets, columns, code-list entries, typical cases, rows of registers, method pages.

Statistics have figures, not texts, in their rows; what they are about is in their columns and code lists.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from published.dataset import Column, Dataset
from published.search.document import Document, lines
from published.search.registers import has_cases, rows
from published.vocabulary import Text, vocabulary

_RULES = re.compile(r"^\|[|: -]+\|$", re.MULTILINE)
_MARKS = re.compile(r"^(?:#+ |> |\| ?)| ?\|$|\*\*|`", re.MULTILINE)
_BARS = re.compile(r" \| ")


def reading_order(datasets: Iterable[Dataset]) -> list[Dataset]:
    """Statistics made here first, then the national ones they are compared with, then registers."""
    return sorted(datasets, key=lambda one: (one.kind == "register", one.owner == "national", one.name))


def documents(datasets: Iterable[Dataset], database: sqlite3.Connection) -> Iterator[Document]:
    """Everything to be found in an edition: kind by kind, and what counts no more last.

    `database`: the edition's, with sqlite3.Row as its row factory.
    """
    ordered = reading_order(datasets)
    yield from map(_dataset, ordered)
    yield from _columns(ordered)
    yield from _codes(ordered)
    registers = sorted((one for one in ordered if one.kind == "register"), key=lambda one: not has_cases(one))
    for current in (True, False):
        yield from (row for one in registers if has_cases(one) for row in rows(one, database, current))
        if current:
            yield from (_method(one) for one in ordered if one.method)
        yield from (row for one in registers if not has_cases(one) for row in rows(one, database, current))


def _dataset(of: Dataset) -> Document:
    words = vocabulary()
    terms = (words.departments[of.owner], words.frequencies[of.frequency])
    told = lines(of.definition.zh, of.definition.en, *(text for term in terms for text in (term.zh, term.en)))
    return Document("dataset", (of.name,), of.title, of.name, of.name, told)


def _method(of: Dataset) -> Document:
    assert of.method is not None
    title = Text(zh=f"{of.title.zh}：方法", en=f"{of.title.en}: method")
    # the title is the dataset's, which is to be found first: the method is found by its text
    return Document("method", (of.name,), title, of.name, body=lines(*map(_plain, (of.method.zh, of.method.en))))


def _plain(markdown: str) -> str:
    """The words of a method page without the marks of its tables, formulas and headings."""
    told = _MARKS.sub("", _RULES.sub("", markdown))
    return _BARS.sub(" · ", told)


def _columns(datasets: Sequence[Dataset]) -> Iterator[Document]:
    """Each column once, with the titles of all datasets that have it."""
    used: dict[tuple[str, Text, Text], list[Dataset]] = {}
    for dataset in datasets:
        for column in dataset.columns:
            used.setdefault((column.name, column.title, column.definition), []).append(dataset)
    for (name, title, definition), found in used.items():
        told = lines(definition.zh, definition.en)
        body = lines(*(text for one in found for text in (one.title.zh, one.title.en)))
        yield Document("column", tuple(one.name for one in found), title, name, name, told, body=body)


def _codes(datasets: Sequence[Dataset]) -> Iterator[Document]:
    """Each entry of each code list once, with the datasets that use the list and the first column (its `key`)."""
    used: dict[tuple[str, str, Text], list[tuple[str, Column]]] = {}
    for dataset in datasets:
        for column in dataset.columns:
            for one in dataset.code_lists.get(column.code_list or "", ()):
                entry = (str(column.code_list), one.code, one.title)
                used.setdefault(entry, []).append((dataset.name, column))
    for (name, code, title), uses in used.items():
        names, first = tuple(dict.fromkeys(dataset for dataset, _ in uses)), uses[0][1]
        body = lines(first.title.zh, first.title.en)
        yield Document("code", names, title, name, code, body=body, key=(first.name, code))
