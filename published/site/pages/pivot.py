"""A selection laid out as a cross table: one figure, one column of the key across, the others in the rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from published.dataset import Column
from published.site.language import Language
from published.site.pages.catalogue import Entry
from published.site.pages.cells import Cell
from published.site.pages.pickers import value_words
from published.vocabulary import vocabulary

Row = Mapping[str, object]
Look = Callable[[int, Column], Cell]


@dataclass(frozen=True)
class Line:
    """A row of a cross table: its headings, and a cell for each column (None: the selection has no such row)."""

    heads: tuple[str, ...]
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Pivot:
    """A cross table: what its figures are, the titles of the columns that head its rows, and what stands across."""

    title: str
    unit: str
    across: str
    stub: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def pivot(rows: Sequence[Row], entry: Entry, layout: tuple[str, str, Column], look: Look, language: Language) -> Pivot:
    """Rows as a cross table; `layout` names what stands in rows, what in columns, and the figure.

    `look` makes the cell of a row (by its place) and a column. Columns of the key that the rows do not share head them
    too, so that each row stands in one cell of its own.
    """
    down, across, measure = layout
    dataset = entry.dataset
    others = [name for name in dataset.key if name not in (down, across)]
    stub = [down, *(name for name in others if len({row[name] for row in rows}) > 1)]
    places = {(tuple(row[name] for name in stub), row[across]): place for place, row in enumerate(rows)}
    columns = _ordered(entry, (across,), {(row[across],) for row in rows})
    lines = _ordered(entry, stub, {tuple(row[name] for name in stub) for row in rows})

    def words(name: str, value: object) -> str:
        return value_words(entry, dataset.column(name), value, language)

    def at(line: tuple[object, ...], column: object) -> Cell | None:
        place = places.get((line, column))
        return None if place is None else look(place, measure)

    return Pivot(
        title=language.pick(measure.title),
        unit=language.pick(vocabulary().units[measure.unit]) if measure.unit else "",
        across=language.pick(dataset.column(across).title),
        stub=tuple(language.pick(dataset.column(name).title) for name in stub),
        columns=tuple(words(across, value) for (value,) in columns),
        lines=tuple(
            Line(
                tuple(words(name, value) for name, value in zip(stub, line, strict=True)),
                tuple(at(line, value) for (value,) in columns),
            )
            for line in lines
        ),
    )


def measure_of(entry: Entry, asked: Sequence[str]) -> Column:
    """The figure of a cross table: the one asked for, else the headline's, else the first of the dataset."""
    dataset = entry.dataset
    if asked:
        return dataset.column(asked[-1])
    if dataset.headline:
        return dataset.column(dataset.headline.measure)
    others = [column for column in dataset.columns if column.name not in dataset.key]
    return next((column for column in others if column.role == "measure"), others[0])


def _ordered(entry: Entry, names: Sequence[str], found: set[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Values in the order of their code lists; periods newest first."""
    ordered = list(found)
    for place, name in reversed(list(enumerate(names))):
        column = entry.dataset.column(name)
        listed = entry.dataset.code_lists.get(column.code_list or "", ())
        ordered.sort(key=_rank(place, [code.code for code in listed]), reverse=column.role == "time")
    return ordered


def _rank(place: int, listed: Sequence[str]) -> Callable[[tuple[Any, ...]], tuple[int, Any]]:
    known = {code: number for number, code in enumerate(listed)}
    return lambda values: (known.get(str(values[place]), len(known)), values[place])
