"""How figures are written: no amount that is not zero looks like zero, none is told more roughly than it must be."""

import sqlite3
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.site.language import languages
from published.site.numbers import exact, grouped, large
from published.site.pages.contracts import NAME, contracts
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


@pytest.mark.parametrize(
    ("value", "target", "told"),
    [
        (884_000.0, 1_000_000.0, ("88.4", "100", "亿元")),
        (4_000.0, None, ("4,000.00", "", "万元")),
        (1_200_000.0, 1_055_000.0, ("120.0", "105.5", "亿元")),
    ],
)
def test_the_home_pages_amounts_are_in_the_unit_that_fits_them(
    value: float, target: float | None, told: tuple[str, str, str]
) -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(f"create table {NAME} (month, cumulative_value, target, attainment, obs_status, area_code)")
    connection.execute(f"insert into {NAME} values ('2025-09', ?, ?, null, 'A', '3302')", (value, target))
    found = contracts(connection, {"area_code": "3302"}, ZH, monitored=False)
    assert found is not None and (found.value, found.target, found.unit) == told


def test_a_figure_is_rounded_half_away_from_zero() -> None:
    assert (grouped(2.675, 2), grouped(-0.04, 1)) == ("2.68", "0.0")
