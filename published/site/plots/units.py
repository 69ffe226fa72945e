"""Figures of a plot in a reader's unit: amounts in 亿元 (100 million yuan) where they are that large."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from published.dataset import Column, Dataset
from published.site.numbers import LARGE, grouped, large
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
    dataset: Dataset, measure: Column, rows: Iterable[Mapping[str, Any]], language: Language, goals: Sequence[str] = ()
) -> Unit:
    """The unit for a measure of these rows and its targets (columns `goals`): the published one, 亿元 for amounts
    that are so large.
    """
    found = list(rows)
    code = measure.unit or ""
    if code == OWN and found:
        code = str(found[0].get(OWN_COLUMN) or "")
    places = large(row[name] for row in found for name in (measure.name, *goals)) if code == "wan_yuan" else None
    if places is not None:
        return Unit(LARGE, places, _LARGE.zh if language == "zh" else _LARGE.en)
    title = vocabulary().units.get(code)
    return Unit(1, measure.decimals or 0, (title.zh if language == "zh" else title.en) if title else "")
