"""When does a sum say too much of one of its holders?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.disclosure.risk import Risk, holdings, insider_widths, risk, risks
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Contributions, Measure
from tests.linked_tables import Recipe, at_random
from tests.plain_attacker import amounts, width


def judged(*amounts: float, rest: float = 0.0, rules: Rules | None = None) -> Risk | None:
    """The risk of a sum whose amounts are of different holders."""
    return risk(np.arange(len(amounts)), np.array(amounts, dtype=float), rest, rules or Rules())


def test_p_percent_where_the_second_comes_too_close_to_the_first() -> None:
    """Total 100 000 of 50 000, 47 000 and small ones: the second comes within 3 000 of the first, less than 10 %."""
    found = judged(50_000, 47_000, 2_000, 1_000, rules=Rules(dominance_percent=99))
    assert found == Risk(("p_percent",), 2_000)


def test_p_percent_is_kept_where_the_others_hide_the_largest() -> None:
    assert judged(50_000, 30_000, 10_000, 10_000) is None


def test_dominance_wants_the_total_to_be_large_enough_for_the_largest_two() -> None:
    found = judged(600, 330, 70, rules=Rules(prior_percent=5))
    assert found is not None and found.broken == ("dominance",)
    assert found.width == pytest.approx(930 / 0.9 - 1000)


def test_dominance_of_one() -> None:
    rules = Rules(dominance_holders=1, dominance_percent=75, prior_percent=0)
    assert judged(80, 10, 10, rules=rules) == Risk(("dominance",), pytest.approx(80 / 0.75 - 100))
    assert judged(75, 15, 10, rules=rules) is None


def test_too_few_holders() -> None:
    assert judged(100, 95, 90) is None
    found = judged(100, 95)
    assert found is not None and found.broken == ("threshold", "dominance", "p_percent")
    assert judged(100, 95, rest=500) == Risk(("threshold",), 10)


def test_units_of_one_group_are_one_holder() -> None:
    found = risk(np.array([7, 7, 7]), np.array([1.0, 2.0, 3.0]), 0.0, Rules())
    assert found is not None and found.broken[0] == "threshold" and found.width == pytest.approx(6 / 9)


def test_what_is_nobodys_hides_but_is_no_holder() -> None:
    assert judged(50, 47, 1) is not None
    assert judged(50, 47, 1, rest=-40) is None
    assert judged(rest=100) is None


def test_losses_count_by_their_size() -> None:
    assert judged(-100, 99, 98) is None
    found = judged(-100, 4, 3)
    assert found is not None and "p_percent" in found.broken


def test_a_zero_of_a_single_firm_is_withheld_with_the_least_width() -> None:
    assert judged(0.0) == Risk(("threshold",), 1e-3)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.3]))
def test_all_cells_at_once_are_judged_like_one_by_one(seed: int, losses: float) -> None:
    (measure,) = at_random(seed, Recipe(losses=losses)).measures
    rest = np.random.default_rng(seed).random(len(measure.inner)) * (np.arange(len(measure.inner)) % 3 == 0)
    measure = Measure("value", measure.makeup, measure.shown, measure.inner + rest, measure.contributions)
    held = holdings(measure.makeup, measure)
    expected = [width(*amounts(row, measure), Rules()) for row in measure.makeup]
    assert risks(held, Rules()).width == pytest.approx(expected, rel=1e-6)
    assert held.total == pytest.approx(
        [sum(amounts(row, measure)[0].values()) + held.rest[at] for at, row in enumerate(measure.makeup)]
    )


def test_coefficients_weigh_contributions() -> None:
    given = Contributions(np.array([1, 1, 2]), np.array([0, 1, 1]), np.array([4.0, 4.0, 3.0]))
    measure = Measure("change", np.array([[1.0, -1.0]]), np.array([True]), np.array([4.0, 7.0]), given)
    held = holdings(measure.makeup, measure)
    assert held.holder.tolist() == [2, 1] and held.amount.tolist() == [3.0, 0.0] and held.rest.tolist() == [0.0]


def test_an_insider_is_another_than_the_one_it_wants_to_know() -> None:
    """Of 100 and 8: the smaller must not come closer than 10 to the larger, the larger not closer than 0.8 to it."""
    given = Contributions(np.array([1, 2]), np.array([0, 0]), np.array([100.0, 8.0]))
    measure = Measure("value", np.array([[1.0]]), np.array([True]), np.array([108.0]), given)
    wanted = insider_widths(holdings(measure.makeup, measure), np.array([0]), np.array([1, 2, 3]), Rules())
    assert wanted[0] == pytest.approx([0.8, 10.0, 2.0])
