"""What moves most from the public release to the one that is to follow it, for who is to sign it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from published.dataset import Column, Dataset
from published.formats.inert import exact
from published.vocabulary import Text, vocabulary

SHOWN = 5
_CHANGED = ("revised", "final")


@dataclass(frozen=True)
class Mover:
    """A published figure that becomes another one."""

    key: str
    was: Decimal
    becomes: Decimal

    @property
    def change(self) -> Decimal:
        """By how much, in the unit of the measure."""
        return self.becomes - self.was

    @property
    def per_cent(self) -> Decimal | None:
        """By how much in % of the earlier figure, one decimal; None where that is 0."""
        return round(self.change / abs(self.was) * 100, 1) if self.was else None


@dataclass(frozen=True)
class Moved:
    """The figures of a measure that change most, and how many change in all."""

    measure: Text
    unit: Text | None
    cells: int
    movers: tuple[Mover, ...]

    @property
    def largest(self) -> Decimal:
        """The largest change, to which bars are drawn."""
        return max(abs(one.change) for one in self.movers)


def movers(dataset: Dataset, release: Path) -> tuple[Moved, ...]:
    """Of every measure, the figures that change most against the release before; none for a first release."""
    path = release / "changes.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        told = [{name: exact(cell) for name, cell in line.items()} for line in csv.DictReader(lines)]
    changed = [line for line in told if line["nature"] in _CHANGED and line["was"] != ""]
    measures = (column for column in dataset.columns if column.role == "measure")
    moved = (
        _moved(dataset, column, [line for line in changed if line["column"] == column.name]) for column in measures
    )
    return tuple(one for one in moved if one)


def _moved(dataset: Dataset, column: Column, lines: list[dict[str, str]]) -> Moved | None:
    found = [
        Mover(named(dataset, line), Decimal(line["was"]), Decimal(line["becomes"])) for line in lines if line["becomes"]
    ]
    found = sorted((one for one in found if one.change), key=lambda one: -abs(one.change))
    unit = vocabulary().units[column.unit] if column.unit else None
    return Moved(column.title, unit, len(found), tuple(found[:SHOWN])) if found else None


def named(dataset: Dataset, line: Mapping[str, str | None]) -> str:
    """The key in words where it is a code, as a statistician reads it."""
    return " · ".join(_word(dataset, name, str(line[name])) for name in dataset.key)


def _word(dataset: Dataset, name: str, value: str) -> str:
    codes = dataset.code_lists.get(dataset.column(name).code_list or "", ())
    return next((code.title.zh for code in codes if code.code == value), value)
