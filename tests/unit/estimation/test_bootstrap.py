"""The rescaled bootstrap: right in expectation, equal to the textbook variance, the same for the same seed."""

import math

import numpy as np
import pytest

from estimation.arrays import EstimationError
from estimation.bootstrap import replicate_weights, standard_error

STRATA = np.repeat([3, 1, 2], [8, 5, 12])
WEIGHTS = np.repeat([2.5, 4.0, 10.0], [8, 5, 12])


def test_a_stratum_keeps_its_weight_in_every_replicate() -> None:
    replicated = replicate_weights(STRATA, WEIGHTS, 50, seed=1)
    assert replicated.shape == (50, 25)
    for stratum in (1, 2, 3):
        units = stratum == STRATA
        assert replicated[:, units].sum(axis=1) == pytest.approx(WEIGHTS[units].sum())


def test_weights_are_whole_draws_rescaled() -> None:
    replicated = replicate_weights(STRATA, WEIGHTS, 200, seed=1)
    for stratum, count in ((1, 5), (2, 12), (3, 8)):
        units = stratum == STRATA
        draws = replicated[:, units] / WEIGHTS[units] * (count - 1) / count
        assert draws == pytest.approx(np.rint(draws))
        assert (draws.sum(axis=1).round(9) == count - 1).all()
        assert draws.max() > 1


def test_the_variance_is_the_textbook_one_of_a_stratified_total() -> None:
    """With replacement: Σ n_h/(n_h − 1) Σ (w y − mean of w y)²."""
    values = np.random.default_rng(7).lognormal(3, 0.5, len(STRATA))
    exact = 0.0
    for stratum in (1, 2, 3):
        parts = (WEIGHTS * values)[stratum == STRATA]
        exact += len(parts) / (len(parts) - 1) * ((parts - parts.mean()) ** 2).sum()
    total = float((WEIGHTS * values).sum())
    replicated = replicate_weights(STRATA, WEIGHTS, 20_000, seed=3) @ values
    assert replicated.mean() == pytest.approx(total, rel=0.005)
    assert standard_error(total, replicated) == pytest.approx(math.sqrt(exact), rel=0.02)


def test_the_seed_decides_and_nothing_else() -> None:
    first, again, other = (replicate_weights(STRATA, WEIGHTS, 5, seed) for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).any()


def test_strata_of_one_unit_stand_together() -> None:
    replicated = replicate_weights(np.array([1, 2, 2, 3, 9]), np.array([1.0, 2, 2, 3, 4]), 300, seed=1)
    collapsed = replicated[:, [0, 3, 4]] / np.array([1.0, 3, 4]) * 2 / 3
    assert (collapsed.round(9).sum(axis=1) == 2).all()
    assert replicated[:, [1, 2]].sum(axis=1) == pytest.approx(4)


def test_a_unit_alone_in_every_way_keeps_its_weight() -> None:
    replicated = replicate_weights(np.array([1, 2, 2]), np.array([7.0, 2, 2]), 30, seed=1)
    assert (replicated[:, 0] == 7).all() and set(replicated[:, 1]) == {0.0, 4.0}


def test_each_unit_has_one_stratum_and_one_weight() -> None:
    with pytest.raises(EstimationError, match=r"个数不同.* / .*differ in number"):
        replicate_weights(STRATA, WEIGHTS[1:], 5, seed=1)


@pytest.mark.parametrize(
    ("estimate", "replicated", "error"), [(10.0, [9.0, 11.0], 1.0), (0.0, [-1.0, 1.0], 1.0), (5.0, [5.0, 5.0], 0.0)]
)
def test_the_standard_error_is_the_mean_distance_from_the_estimate(
    estimate: float, replicated: list[float], error: float
) -> None:
    assert standard_error(estimate, np.array(replicated)) == pytest.approx(error)
