"""The percentage macro is exact: the same as fractions rounded half away from zero to two decimals."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import duckdb
import pyarrow as pa
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.unit.sql.macros import macro

percentage = macro("percentage")
LIMIT = Decimal("9999999.99")

amounts = st.decimals("-99999999999999", "99999999999999", places=4)
amounts_pair = st.tuples(amounts, amounts)
halves = st.tuples(st.integers(-2000, 2000), st.sampled_from([8, 16, 32, 200, 400, 2000])).map(
    lambda pair: (Decimal(pair[0]), Decimal(pair[1]))
)


def exactly(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Half away from zero, over fractions."""
    if denominator == 0:
        return None
    hundredths = Fraction(numerator) / Fraction(denominator) * 10_000
    with localcontext(prec=60):
        whole = (Decimal(abs(hundredths.numerator)) / Decimal(hundredths.denominator)).quantize(1, ROUND_HALF_UP)
        return (whole if hundredths >= 0 else -whole).scaleb(-2)


def in_sql(numerator: object, denominator: object, kind: str = "decimal(18, 4)") -> Decimal | None:
    return all_in_sql([(numerator, denominator)], kind)[0]


def all_in_sql(pairs: Sequence[tuple[object, object]], kind: str = "decimal(18, 4)") -> list[Decimal | None]:
    numerators, denominators = (pa.array([text(value) for value in side]) for side in zip(*pairs, strict=True))
    with duckdb.connect() as connection:
        connection.register("given", pa.table({"n": numerators, "d": denominators}))
        typed = f"select cast(n::varchar as {kind}) as n, cast(d::varchar as {kind}) as d from given"
        rows = connection.execute(f"select {percentage('n', 'd')} from ({typed})").fetchall()
        return [value for (value,) in rows]


def text(value: object) -> str | None:
    return None if value is None else f"{value}"


@settings(max_examples=60, deadline=None)
@given(st.lists(amounts_pair | halves, min_size=20, max_size=60))
@example([(Decimal("1"), Decimal("0")), (Decimal("0"), Decimal("-3")), (Decimal("0.0001"), Decimal("99999999999999"))])
def test_it_agrees_with_fractions(pairs: list[tuple[Decimal, Decimal]]) -> None:
    told = [(pair, exactly(*pair)) for pair in pairs]
    fitting = {pair: expected for pair, expected in told if expected is None or abs(expected) <= LIMIT}
    assume(fitting)
    assert dict(zip(fitting, all_in_sql([*fitting]), strict=True)) == fitting


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("1", "800", "0.13"),
        ("-1", "800", "-0.13"),
        ("1", "-800", "-0.13"),
        ("-1", "-800", "0.13"),
        ("0.5", "10000", "0.01"),
        ("0.4999", "10000", "0.00"),
        ("0", "5", "0.00"),
    ],
)
def test_worked_examples(numerator: str, denominator: str, percent: str) -> None:
    found = in_sql(Decimal(numerator), Decimal(denominator))
    assert str(found) == percent


@pytest.mark.parametrize(("numerator", "denominator"), [("5", "0"), ("0", "0"), (None, "5"), ("5", None)])
def test_what_cannot_be_divided_is_nothing(numerator: str | None, denominator: str | None) -> None:
    assert in_sql(numerator, denominator) is None


def test_arguments_may_be_expressions_and_sums() -> None:
    with duckdb.connect() as connection:
        given = "values (1.00::decimal(18, 2), 3.000::decimal(18, 3)), (2.5, 5)"
        query = f"select {percentage('sum(a) - 1.5', 'sum(b)')} from ({given}) t(a, b)"
        assert connection.execute(query).fetchone() == (Decimal("25.00"),)


def test_great_amounts_do_not_overflow() -> None:
    assert in_sql("1", "3", "decimal(38, 4)") == Decimal("33.33")
    assert in_sql("9999999999999999", "3333333333333333", "decimal(18, 2)") == Decimal("300.00")
    assert in_sql("99999999999999", "33333333333333", "decimal(18, 4)") == Decimal("300.00")


def test_it_is_a_decimal_with_two_places() -> None:
    with duckdb.connect() as connection:
        query = f"select typeof({percentage('1.00::decimal(18, 2)', '3.00::decimal(18, 2)')})"
        assert connection.execute(query).fetchone() == ("DECIMAL(18,2)",)


def test_a_tiny_base_gives_a_huge_percentage_and_stops_nothing() -> None:
    assert in_sql("99999999999", "0.01") == Decimal("999999999990000.00")
