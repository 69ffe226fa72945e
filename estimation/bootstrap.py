"""The bootstrap of stratified samples: how far an estimate would move if other units had been drawn."""

import numpy as np

from estimation.arrays import EstimationError, Integers, Reals


def replicate_weights(strata: Integers, weights: Reals, replicates: int, seed: int) -> Reals:
    """Rescaled bootstrap weights (Rao and Wu 1988; Rao, Wu and Yue 1992), replicates × units.

    In each stratum n − 1 of its n units are drawn with replacement; weight × draws × n/(n − 1). Strata of one unit
    are collapsed into one, which overstates the variance; a single such stratum keeps its weight and adds none.
    """
    if len(strata) != len(weights):
        raise EstimationError(
            "层号与权数个数不同：请逐单位各给一个", "strata and weights differ in number: give one per unit"
        )
    random = np.random.default_rng(seed)
    replicated = np.tile(np.asarray(weights, dtype=np.float64), (replicates, 1))
    for units in _collapsed(np.asarray(strata)):
        count = len(units)
        if count > 1:
            draws = random.multinomial(count - 1, np.full(count, 1 / count), size=replicates)
            replicated[:, units] *= draws * (count / (count - 1))
    return replicated


def standard_error(estimate: float, replicated: Reals) -> float:
    """The root mean square distance of the replicates from the estimate, in its unit."""
    return float(np.sqrt(np.mean((np.asarray(replicated) - estimate) ** 2)))


def _collapsed(strata: Integers) -> list[Integers]:
    """The positions of each stratum's units, by stratum; strata of one unit stand together at the end."""
    names, counts = np.unique(strata, return_counts=True)
    several = [np.flatnonzero(strata == name) for name in names[counts > 1]]
    return [*several, np.flatnonzero(np.isin(strata, names[counts == 1]))]
