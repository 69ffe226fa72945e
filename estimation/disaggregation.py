"""Temporal disaggregation: a year's figure over its quarters, in the shape of a quarterly indicator.

Both methods are generalised least squares, quarters = Xb + VC'(CVC')⁻¹(annual − CXb) with C the sums by year; they
differ in the regressors X and in the covariance V of the residuals. Quarters after the last year are extrapolated.
"""

from collections.abc import Callable, Mapping

import numpy as np

from estimation.arrays import EstimationError, Reals

FEWEST_YEARS: Mapping[str, int] = {"denton_cholette": 1, "chow_lin": 3}
_RHOS = np.arange(0, 1000) / 1000


def denton_cholette(annual: Reals, indicator: Reals, per_year: int = 4) -> Reals:
    """Quarters whose ratio to the indicator moves least: min Σ(y_t/i_t − y_{t−1}/i_{t−1})², y adding up to each year.

    Denton 1971 with Cholette's (1984) free first quarter. Later quarters keep the last ratio. As least squares: the
    ratio is a constant and a random walk. Raises EstimationError.
    """
    annual, indicator = _checked(annual, indicator, per_year, FEWEST_YEARS["denton_cholette"])
    steps = np.arange(len(indicator))
    walk = np.minimum.outer(steps, steps) * np.outer(indicator, indicator)
    return _distributed(annual, indicator[:, None], walk, per_year)


def chow_lin(annual: Reals, indicator: Reals, per_year: int = 4, rho: float | None = None) -> Reals:
    """Quarters on a constant and the indicator, with AR(1) residuals (Chow and Lin 1971); see `fitted_rho`.

    Raises EstimationError.
    """
    annual, indicator = _regressed(annual, indicator, per_year)
    best = fitted_rho(annual, indicator, per_year) if rho is None else rho
    return _distributed(annual, _line(indicator), _autoregressive(best, len(indicator)), per_year)


def fitted_rho(annual: Reals, indicator: Reals, per_year: int = 4) -> float:
    """The residuals' autocorrelation of greatest likelihood, of 0, 0.001, … 0.999; ties go to the smaller."""
    annual, indicator = _regressed(annual, indicator, per_year)
    within = indicator[: len(annual) * per_year]
    likelihoods = [_likelihood(annual, _line(within), rho, per_year) for rho in _RHOS]
    return float(_RHOS[int(np.argmax(likelihoods))])


def _checked(annual: Reals, indicator: Reals, per_year: int, least: int) -> tuple[Reals, Reals]:
    annual, indicator = np.asarray(annual, dtype=np.float64), np.asarray(indicator, dtype=np.float64)
    if len(annual) < least:
        raise EstimationError(
            f"年度数据只有 {len(annual)} 年，至少需要 {least} 年",
            f"there are {len(annual)} years of annual figures: at least {least} are needed",
        )
    if len(indicator) < len(annual) * per_year:
        raise EstimationError(
            f"指标只有 {len(indicator)} 期，{len(annual)} 年需要 {len(annual) * per_year} 期：请补足指标",
            f"the indicator has {len(indicator)} periods and {len(annual)} years take {len(annual) * per_year}: "
            "complete it",
        )
    if not np.isfinite(annual).all() or not (np.isfinite(indicator) & (indicator > 0)).all():
        raise EstimationError(
            "指标须为正数、年度数须为有限数：请更正缺失、零或负的各期",
            "the indicator must be positive and annual figures numbers: correct what is missing, zero or negative",
        )
    return annual, indicator


def _regressed(annual: Reals, indicator: Reals, per_year: int) -> tuple[Reals, Reals]:
    annual, indicator = _checked(annual, indicator, per_year, FEWEST_YEARS["chow_lin"])
    if np.ptp(indicator[: len(annual) * per_year].reshape(len(annual), per_year).sum(axis=1)) == 0:
        raise EstimationError(
            "指标各年不变，无从回归：请改用 Denton–Cholette 法",
            "the indicator is the same in every year and explains nothing: use Denton–Cholette",
        )
    return annual, indicator


def _distributed(annual: Reals, regressors: Reals, covariance: Reals, per_year: int) -> Reals:
    """Fitted values, and the years' residuals spread by the covariance."""
    summed = _years(len(annual), len(regressors), per_year)
    between = summed @ covariance @ summed.T
    fitted = regressors @ _coefficients(annual, summed @ regressors, between)
    quarters: Reals = fitted + covariance @ summed.T @ np.linalg.solve(between, annual - summed @ fitted)
    return quarters


def _coefficients(annual: Reals, regressors: Reals, covariance: Reals) -> Reals:
    """Generalised least squares over years."""
    weighted = np.linalg.solve(covariance, regressors)
    return np.linalg.solve(regressors.T @ weighted, weighted.T @ annual).astype(np.float64)


def _likelihood(annual: Reals, regressors: Reals, rho: float, per_year: int) -> float:
    """The Gaussian log-likelihood of the years at its best variance, less what does not depend on rho."""
    summed = _years(len(annual), len(regressors), per_year)
    between = summed @ _autoregressive(rho, len(regressors)) @ summed.T
    residuals = annual - summed @ regressors @ _coefficients(annual, summed @ regressors, between)
    squares = residuals @ np.linalg.solve(between, residuals) / len(annual)
    return float(-(len(annual) * np.log(squares) + np.linalg.slogdet(between)[1]) / 2)


def _years(years: int, periods: int, per_year: int) -> Reals:
    """The matrix that adds periods up to years; periods after the last year belong to none."""
    summed = np.zeros((years, periods))
    summed[:, : years * per_year] = np.repeat(np.eye(years), per_year, axis=1)
    return summed


def _line(indicator: Reals) -> Reals:
    return np.column_stack([np.ones_like(indicator), indicator])


def _autoregressive(rho: float, periods: int) -> Reals:
    steps = np.arange(periods)
    correlation: Reals = np.float64(rho) ** np.abs(np.subtract.outer(steps, steps)) / (1 - rho**2)
    return correlation


METHODS: Mapping[str, Callable[[Reals, Reals], Reals]] = {"denton_cholette": denton_cholette, "chow_lin": chow_lin}
