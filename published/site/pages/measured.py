"""Figures in the unit in which readers know them: amounts in 亿元 (100 million yuan) where they are that large."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from published.site.language import Language
from published.site.numbers import LARGE, grouped, large
from published.vocabulary import vocabulary


@dataclass(frozen=True)
class Measured:
    """How figures are written: divided by so much, with so many decimals, in that unit."""

    divisor: int
    decimals: int
    unit: str

    def of(self, value: float | None) -> float | None:
        """A published value in this unit."""
        return None if value is None else float(Decimal(str(value)) / self.divisor)

    def written(self, value: float | None) -> str:
        """A figure; nothing for None."""
        return "" if value is None else grouped(Decimal(str(value)) / self.divisor, self.decimals)


def measured(unit: str, values: Iterable[float | None], decimals: int, language: Language) -> Measured:
    """How these values of a unit of the vocabulary are written beside one another."""
    if unit == "wan_yuan" and (places := large(values)) is not None:
        return Measured(LARGE, places, language.say("亿元"))
    return Measured(1, decimals, language.pick(vocabulary().units[unit]) if unit else "")


def whole(text: str) -> str:
    """A figure without decimals that say nothing: `100.00` ► `100`."""
    return text.rstrip("0").rstrip(".") if "." in text else text
