"""How figures are written: no amount that is not zero looks like zero, none is told more roughly than it must be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.site.language import languages
from published.site.numbers import exact, grouped, large
from published.site.pages.measured import measured

ZH = languages()["zh"]
AMOUNT = st.integers(1, 10**11).map(lambda cents: cents / 100)


@given(st.lists(AMOUNT, min_size=1, max_size=8))
def test_no_amount_is_written_as_nothing(amounts: list[float]) -> None:
    written = measured("wan_yuan", amounts, 2, ZH)
    for amount in amounts:
        text = written.written(amount)
        told = Decimal(text.replace(",", "")) * written.divisor
        assert told and abs(told - Decimal(str(amount))) <= Decimal(str(amount)) / 20


@pytest.mark.parametrize(
    ("amounts", "decimals"),
    [
        ([2_000_000, 400], 2),
        ([2_000_000, 1.5], None),
        ([800, 400.5], None),
        ([38_024_671.38, 2_662_000], 1),
        ([528_000.5], 2),
        ([1_000_000, 20_000, 0, None], 0),
        ([1_000_000, 105_000], 1),
    ],
)
def test_amounts_beside_one_another_have_as_many_decimals_as_the_least_needs(
    amounts: list[float | None], decimals: int | None
) -> None:
    assert large(amounts) == decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4, "0.4"),
        (1250.5, "1,250.5"),
        (100.0, "100"),
        (-0.001, "−0.001"),
        (0, "0"),
        (-0.0, "0"),
        (1e14, "100,000,000,000,000"),
        (1e-7, "0.0000001"),
    ],
)
def test_a_figure_alone_has_all_its_decimals(value: float, text: str) -> None:
    assert exact(value) == text


def test_a_figure_is_rounded_half_away_from_zero() -> None:
    assert (grouped(2.675, 2), grouped(-0.04, 1)) == ("2.68", "0.0")
