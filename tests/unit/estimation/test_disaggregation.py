"""Denton–Cholette and Chow–Lin against the exact linear systems, and against tsdisagg 1.3.2.

tsdisagg's Denton–Cholette agrees with the exact system, extrapolation included, and its Chow–Lin agrees at equal rho.
Its search for rho does not: it sets out from a residual variance of 0.8 whatever the unit, and where residuals are much
larger or smaller it ends at a bound (0.99999 or 0.00001). In a unit where they are of that order it finds our rho. The
likelihood written out judges between them.
"""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tsdisagg import disaggregate_series

from estimation.arrays import EstimationError
from estimation.disaggregation import chow_lin, denton_cholette, fitted_rho

Series = np.ndarray[Any, np.dtype[np.float64]]
CLOSE = 1e-8


def drawn(seed: int, years: int, beyond: int) -> tuple[Series, Series]:
    """Annual figures and a seasonal, growing, noisy indicator that goes on for some quarters."""
    random = np.random.default_rng(seed)
    time = np.arange(years * 4 + beyond)
    seasons = np.array([0.9, 1.0, 0.95, 1.15])[time % 4]
    indicator = 5_000 * seasons * 1.02**time * random.lognormal(0, 0.05, len(time))
    annual = indicator[: years * 4].reshape(years, 4).sum(axis=1) * random.uniform(0.2, 0.3, years)
    return annual, indicator


def summed(years: int, periods: int) -> Series:
    matrix = np.zeros((years, periods))
    for year in range(years):
        matrix[year, 4 * year : 4 * year + 4] = 1
    return matrix


def exact_denton(annual: Series, indicator: Series) -> Series:
    """The first-order conditions of the constrained minimum, solved as they stand: unknowns are ratios, multipliers."""
    years, periods = len(annual), len(indicator)
    scale = indicator.mean()
    constraints = summed(years, periods) * (indicator / scale)
    steps = np.diff(np.eye(periods), axis=0)
    system = np.block([[2 * steps.T @ steps, constraints.T], [constraints, np.zeros((years, years))]])
    solved = np.linalg.solve(system, np.concatenate([np.zeros(periods), annual]))
    return np.asarray(solved[:periods] * indicator / scale)


def exact_chow_lin(annual: Series, indicator: Series, rho: float) -> Series:
    """The textbook formula with explicit inverses."""
    periods = len(indicator)
    regressors = np.column_stack([np.ones(periods), indicator])
    covariance = np.array([[rho ** abs(s - t) for s in range(periods)] for t in range(periods)])
    years = summed(len(annual), periods)
    inverse = np.linalg.inv(years @ covariance @ years.T)
    design = years @ regressors
    beta = np.linalg.inv(design.T @ inverse @ design) @ design.T @ inverse @ annual
    return np.asarray(regressors @ beta + covariance @ years.T @ inverse @ (annual - design @ beta))


def by_tsdisagg(annual: Series, indicator: Series, method: str) -> tuple[Series, float]:
    low = pd.Series(annual, index=pd.date_range("2020-01-01", periods=len(annual), freq="YS"), name="annual")
    dates = pd.date_range("2020-01-01", periods=len(indicator), freq="QS")
    high = pd.DataFrame({"indicator": indicator}, index=dates)
    if method == "denton-cholette":
        return disaggregate_series(low, high, method=method).to_numpy(), 0.0
    found, search = disaggregate_series(
        low, high.assign(constant=1.0), method=method, verbose=False, return_optim_res=True
    )
    return found.to_numpy(), float(search.x[0])


@pytest.mark.parametrize("beyond", [0, 3, 7])
@pytest.mark.parametrize("years", [1, 2, 5, 8])
def test_denton_cholette_is_the_exact_minimum_and_tsdisaggs(years: int, beyond: int) -> None:
    annual, indicator = drawn(years, years, beyond)
    quarters = denton_cholette(annual, indicator)
    assert quarters == pytest.approx(exact_denton(annual, indicator), rel=CLOSE)
    if years > 2:  # fewer have no frequency that pandas could infer
        assert quarters == pytest.approx(by_tsdisagg(annual, indicator, "denton-cholette")[0], rel=CLOSE)


def test_beyond_the_last_year_the_last_ratio_holds() -> None:
    annual, indicator = drawn(1, 4, 3)
    ratios = denton_cholette(annual, indicator) / indicator
    assert ratios[16:] == pytest.approx(np.full(3, ratios[15]), rel=1e-12)


def test_an_indicator_in_proportion_is_only_scaled() -> None:
    indicator = np.array([1.0, 2, 3, 4, 2, 3, 4, 5])
    assert denton_cholette(np.array([20.0, 28.0]), indicator) == pytest.approx(2 * indicator, rel=1e-12)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.8, 0.99])
@pytest.mark.parametrize("beyond", [0, 3])
def test_chow_lin_at_a_given_rho_is_the_exact_least_squares(rho: float, beyond: int) -> None:
    annual, indicator = drawn(11, 6, beyond)
    assert chow_lin(annual, indicator, rho=rho) == pytest.approx(exact_chow_lin(annual, indicator, rho), rel=CLOSE)


@pytest.mark.parametrize("seed", [1, 4, 9])
def test_chow_lin_is_tsdisaggs_at_its_rho(seed: int) -> None:
    annual, indicator = (series / 100 for series in drawn(seed, 12, 3))
    theirs, rho = by_tsdisagg(annual, indicator, "chow-lin")
    assert rho == pytest.approx(fitted_rho(annual, indicator), abs=0.001)
    assert chow_lin(annual, indicator, rho=rho) == pytest.approx(theirs, rel=CLOSE)


def test_rho_has_the_greatest_likelihood() -> None:
    """By the density of the years itself, at the best variance, on a coarser grid."""
    annual, indicator = drawn(1, 12, 3)
    design = np.column_stack([np.full(12, 4.0), indicator[:48].reshape(12, 4).sum(axis=1)])

    def likelihood(rho: float) -> float:
        lags = np.abs(np.subtract.outer(np.arange(48), np.arange(48)))
        covariance = summed(12, 48) @ (rho**lags / (1 - rho**2)) @ summed(12, 48).T
        root = np.linalg.inv(np.linalg.cholesky(covariance))
        _, squares, *_ = np.linalg.lstsq(root @ design, root @ annual)
        return float(-6 * np.log(squares[0] / 12) + np.log(np.diag(root)).sum())

    rho = fitted_rho(annual, indicator)
    assert 0 < rho < 0.999, "a maximum within the bounds tells more"
    assert max(np.arange(0, 1, 0.01), key=likelihood) == pytest.approx(rho, abs=0.01)
    assert likelihood(rho) >= max(likelihood(near) for near in (rho - 0.002, rho + 0.002))
    assert (chow_lin(annual, indicator) == chow_lin(annual, indicator, rho=rho)).all()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 8), st.integers(0, 7))
def test_quarters_add_up_to_every_year(seed: int, years: int, beyond: int) -> None:
    annual, indicator = drawn(seed, years, beyond)
    for method in (denton_cholette, lambda a, i: chow_lin(a, i, rho=0.7)):
        quarters = method(annual, indicator)
        assert len(quarters) == len(indicator)
        assert quarters[: 4 * years].reshape(years, 4).sum(axis=1) == pytest.approx(annual, rel=1e-12)


def test_months_are_disaggregated_as_well() -> None:
    months = denton_cholette(np.array([12.0, 24.0]), np.ones(24), per_year=12)
    assert months.reshape(2, 12).sum(axis=1) == pytest.approx([12, 24], rel=1e-12)
    assert (np.diff(months) > 0).all()


@pytest.mark.parametrize(
    ("annual", "indicator", "said"),
    [
        ([], [1.0] * 4, "只有 0 年，至少需要 1 年 / there are 0 years"),
        ([1.0, 2.0], [1.0] * 7, "只有 7 期，2 年需要 8 期.* / the indicator has 7 periods and 2 years take 8"),
        ([1.0], [1.0, 0.0, 1.0, 1.0], "指标须为正数.* / the indicator must be positive"),
        ([1.0], [1.0, -1.0, 1.0, 1.0], "指标须为正数"),
        ([1.0], [1.0, float("nan"), 1.0, 1.0], "指标须为正数"),
        ([float("nan")], [1.0] * 4, "年度数须为有限数"),
    ],
)
def test_what_cannot_be_disaggregated_is_refused(annual: list[float], indicator: list[float], said: str) -> None:
    with pytest.raises(EstimationError, match=said):
        denton_cholette(np.array(annual), np.array(indicator))


@pytest.mark.parametrize("method", [chow_lin, fitted_rho])
def test_a_regression_needs_three_years(method: Any) -> None:
    with pytest.raises(EstimationError, match=re.escape("只有 2 年，至少需要 3 年")):
        method(np.array([1.0, 2.0]), np.arange(1.0, 9.0))


def test_a_constant_indicator_says_nothing_beside_a_constant() -> None:
    with pytest.raises(EstimationError, match="不变"):
        chow_lin(np.array([1.0, 2.0, 3.0]), np.ones(12))
