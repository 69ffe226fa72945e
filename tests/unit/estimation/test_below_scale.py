"""Below the threshold: the census carried on by the survey, between two censuses and after the newest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimation.arrays import EstimationError
from estimation.below_scale import Survey, levels, positions, ratio


def survey(
    rows: list[tuple[int, int, int, float, float, float]], of_section: list[int] | None = None, minimum: int = 1
) -> Survey:
    """Rows of year, section, industry, revenue, revenue before, weight."""
    year, section, industry, revenue, before, weight = (np.array(column) for column in zip(*rows, strict=True))
    places = np.array(of_section or [0, 0, 1])
    return Survey(year, section, industry, revenue, before, weight[None, :], places, int(places.max()) + 1, minimum)


ROWS = [
    (2024, 0, 0, 110.0, 100.0, 2.0),
    (2024, 0, 1, 60.0, 50.0, 1.0),
    (2024, 1, 2, 90.0, 100.0, 4.0),
    (2023, 0, 0, 100.0, 80.0, 2.0),
    (2023, 1, 2, 100.0, 100.0, 4.0),
]


def test_growth_is_weighted_revenue_over_last_years_of_the_same_units() -> None:
    assert survey(ROWS).growth(2024)[0] == pytest.approx([280 / 250, 360 / 400])


def test_a_unit_without_last_years_revenue_says_nothing_of_growth_and_counts_for_shares() -> None:
    rows = [*ROWS, (2024, 0, 1, 1000.0, 0.0, 1.0)]
    assert survey(rows).growth(2024)[0] == pytest.approx([280 / 250, 360 / 400])
    assert survey(rows).shares(2024, np.zeros(3))[0] == pytest.approx([220 / 1280, 1060 / 1280, 1.0])


def test_a_section_with_few_units_takes_the_growth_of_all_and_the_industries_of_the_larger_units() -> None:
    few = survey(ROWS, minimum=2)
    assert few.growth(2024)[0] == pytest.approx([280 / 250, 640 / 650])
    few_of_three = survey(ROWS, of_section=[0, 0, 1], minimum=3)
    assert few_of_three.shares(2024, np.array([3.0, 1.0, 5.0]))[0] == pytest.approx([0.75, 0.25, 1.0])


def test_a_year_without_a_survey_is_no_standstill() -> None:
    for measure in (survey(ROWS).growth, lambda year: survey(ROWS).shares(year, np.zeros(3))):
        with pytest.raises(EstimationError, match="2030"):
            measure(2030)


def test_after_the_newest_census_a_cell_that_it_lacks_follows_the_one_before() -> None:
    census = {2022: np.array([[100.0], [10.0]]), 2023: np.array([[0.0], [12.0]])}
    made = levels(survey(ROWS), census, 2024)
    assert made[0, :, 0] == pytest.approx([100 * 1.25 * 1.12, 12 * 0.9])


def test_after_the_newest_census_its_level_follows_the_survey() -> None:
    made = levels(survey(ROWS), {2022: np.array([[100.0], [10.0]])}, 2024)
    assert made[0, :, 0] == pytest.approx([100 * (200 / 160) * (280 / 250), 10 * 1.0 * (360 / 400)])


def test_between_two_censuses_what_the_survey_missed_is_spread_evenly_over_the_years() -> None:
    """From 100 the survey leads to 140 in 2024, the census finds 171.5: 2023 is missed by half of it, geometrically."""
    census = {2022: np.array([[100.0], [10.0]]), 2024: np.array([[171.5], [9.0]])}
    made = levels(survey(ROWS), census, 2023)
    assert made[0, 0, 0] == pytest.approx(100 * 1.25 * (171.5 / 140) ** 0.5)
    assert made[0, 1, 0] == pytest.approx(10.0)
    assert levels(survey(ROWS), census, 2024)[0, 0, 0] == 171.5


def test_a_cell_that_one_census_lacks_follows_the_other() -> None:
    census = {2022: np.array([[0.0], [10.0]]), 2024: np.array([[140.0], [0.0]])}
    assert levels(survey(ROWS), census, 2023)[0, :, 0] == pytest.approx([125.0, 10.0])


def test_before_the_first_census_nothing_is_known() -> None:
    with pytest.raises(EstimationError, match="2021"):
        levels(survey(ROWS), {2022: np.array([[1.0], [1.0]])}, 2021)


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(1, 1e6), st.floats(1, 100)), min_size=1, max_size=30))
def test_shares_of_a_section_add_up_to_one(entries: list[tuple[int, float, float]]) -> None:
    rows = [(2024, 0, industry, revenue, 1.0, weight) for industry, revenue, weight in entries]
    assert survey(rows, of_section=[0, 0, 0]).shares(2024, np.zeros(3))[0].sum() == pytest.approx(1.0)


def test_positions_refuse_an_unknown_name_and_ratios_know_what_to_say_of_nothing() -> None:
    assert positions(["b", "a"], ["a", "b"]).tolist() == [1, 0]
    with pytest.raises(KeyError):
        positions(["c"], ["a", "b"])
    assert ratio(np.array([1.0, 2.0]), np.array([0.0, 4.0]), empty=7.0).tolist() == [7.0, 0.5]
