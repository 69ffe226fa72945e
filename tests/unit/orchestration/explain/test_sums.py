"""What rows add up to is the figure, as far as that was rounded."""

from decimal import Decimal

import pytest

from orchestration.explain.sums import agrees, figure
from tests.unit.published.described import column

MONEY = column("value_added", "decimal(18,2)", "measure", unit="wan_yuan")
COUNT = column("people", "integer", "measure", unit="persons")


@pytest.mark.parametrize(
    ("total", "shown", "same"), [("12.504999", "12.50", True), ("12.52", "12.50", False), ("12.5", None, False)]
)
def test_money_agrees_to_its_last_place(total: str, shown: str | None, same: bool) -> None:
    assert agrees(Decimal(total), shown and Decimal(shown), MONEY) == same


def test_counts_agree_to_the_unit() -> None:
    assert agrees(Decimal(3), 3, COUNT) and not agrees(Decimal(4), 3, COUNT)


def test_a_figure_has_its_unit() -> None:
    assert (figure(Decimal("1234.50"), MONEY), figure(None, MONEY)) == ("1,234.50 万元", "（空）")
