"""What the rows of a cell add up to, and whether that is the figure."""

from decimal import Decimal

from orchestration.explain.explanation import Made
from published.dataset import Column
from published.vocabulary import vocabulary


def totals(made: Made) -> dict[str, Decimal]:
    """Measure ► what the rows of all parts add up to."""
    found: dict[str, Decimal] = {}
    for part in made.parts:
        for name, value in part.figures.items():
            found[name] = found.get(name, Decimal(0)) + Decimal(str(value or 0))
    return found


def agrees(found: Decimal, figure: object, column: Column) -> bool:
    """Whether a sum is the figure, as far as that is rounded."""
    step = Decimal(1).scaleb(-(column.decimals or 0))
    return figure is not None and abs(found - Decimal(str(figure))) <= (step if column.decimals else 0)


def figure(value: object, column: Column) -> str:
    """A value with its unit, as a statistician reads it."""
    if value is None:
        return "（空）"
    unit = vocabulary().units[column.unit].zh if column.unit else ""
    return f"{value:,} {unit}".strip() if isinstance(value, int | Decimal) else str(value)
