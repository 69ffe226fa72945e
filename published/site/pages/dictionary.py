"""The data dictionary: every column once with the datasets that have it, every code list, each with its anchor."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from published.dataset import Code, Column
from published.site.pages.catalogue import Entry


@dataclass(frozen=True)
class Described:
    """A column with the datasets that have it: the same meaning and unit in all."""

    column: Column
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Listed:
    """A code list with the columns that use it."""

    name: str
    codes: tuple[Code, ...]
    columns: tuple[str, ...]


def dictionary_page(entries: Mapping[str, Entry]) -> dict[str, object]:
    """What the template needs: columns by their first letter, code lists by name."""
    having: dict[str, list[Entry]] = {}
    columns: dict[str, Column] = {}
    lists: dict[str, tuple[Code, ...]] = {}
    for entry in entries.values():
        lists |= entry.dataset.code_lists
        for column in entry.dataset.columns:
            having.setdefault(column.name, []).append(entry)
            columns.setdefault(column.name, column)
    described = [Described(columns[name], tuple(having[name])) for name in sorted(columns)]
    return {
        "letters": [(letter, tuple(found)) for letter, found in groupby(described, lambda one: one.column.name[0])],
        "columns": len(described),
        "lists": [
            Listed(name, lists[name], tuple(one for one in sorted(columns) if columns[one].code_list == name))
            for name in sorted(lists)
        ],
    }
