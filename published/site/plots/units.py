"""Figures of a plot in a reader's unit: amounts in 亿元 (100 million yuan) where they are that large."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from published.dataset import Column, Dataset
from published.site.numbers import grouped
from published.site.plots.figure import Language
from published.vocabulary import Text, vocabulary

_LARGE = Text(zh="亿元", en="100 million yuan")
OWN = "as_stated"
OWN_COLUMN = "unit_of_measure"


@dataclass(frozen=True)
class Unit:
    """What a figure is divided by, how many decimals it is written with, and the unit's name."""

    divisor: int
    decimals: int
    title: str

    def of(self, value: float | None) -> float | None:
        """A published value in this unit."""
        return None if value is None else float(Decimal(str(value)) / self.divisor)

    def written(self, value: float | None) -> str:
        """A published value in this unit as text; nothing for None."""
        return "" if value is None else grouped(Decimal(str(value)) / self.divisor, self.decimals)


def unit(
    dataset: Dataset, measure: Column, rows: Iterable[Mapping[str, Any]], language: Language, goal: str | None = None
) -> Unit:
    """The unit for a measure of these rows and its target (column `goal`): the published one, 亿元 for amounts from
    ten thousand 万元 up.
    """
    found = list(rows)
    code = measure.unit or ""
    if code == OWN and found:
        code = str(found[0].get(OWN_COLUMN) or "")
    names = [measure.name, *([goal] if goal else [])]
    greatest = max((abs(row[name]) for row in found for name in names if row[name] is not None), default=0)
    if code == "wan_yuan" and greatest >= 10_000:
        whole = all(row[measure.name] % 10_000 == 0 for row in found if row[measure.name] is not None)
        return Unit(
            10_000, 0 if whole else 1 if greatest >= 100_000 else 2, _LARGE.zh if language == "zh" else _LARGE.en
        )
    title = vocabulary().units.get(code)
    return Unit(1, measure.decimals or 0, (title.zh if language == "zh" else title.en) if title else "")
