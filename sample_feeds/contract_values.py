"""What technology contracts are worth, in whole yuan, and when they are signed."""

from typing import Any

import numpy as np

from sample_feeds.text import Booleans, Dates, Integers

SIGNING_YEARS = (2021, 2022, 2023, 2024, 2025)
YUAN_PER_100M = 100_000_000
_YEAR_SHARES = (0.155, 0.175, 0.200, 0.225, 0.245)
_MONTHS = np.array([4.5, 4.0, 6.5, 6.0, 6.5, 9.0, 6.5, 6.5, 9.0, 7.0, 10.5, 24.0])
_PATENT_RELATED_100M = (40.0, 52.0, 66.0, 82.0, 96.0)
_OTHER_100M = (152.0, 205.0, 262.0, 318.0, 362.0)
_FROM_OUTSIDE_100M = (48.0, 57.0, 70.0, 83.0, 92.0)
Reals = np.ndarray[Any, np.dtype[np.float64]]


def signing_days(count: int, rng: np.random.Generator) -> Dates:
    """Days of 2021–2025 in order: more every year, most in December."""
    year = rng.choice(SIGNING_YEARS, size=count, p=_YEAR_SHARES)
    month = rng.choice(12, size=count, p=_MONTHS / _MONTHS.sum())
    first = ((year - 1970) * 12 + month).astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    return np.sort(first.astype("datetime64[D]") + rng.integers(0, 2**31, count) % length)


def contract_values(
    signed: Dates, local: Booleans, patent_related: Booleans, counted: Booleans, rng: np.random.Generator
) -> Integers:
    """Values whose yearly sums over the `counted` contracts come near the city's turnover."""
    raw = rng.lognormal(0.0, 1.5, len(signed))
    year = signed.astype("datetime64[Y]").astype(np.int64) + 1970
    groups = (
        (local & patent_related, _PATENT_RELATED_100M),
        (local & ~patent_related, _OTHER_100M),
        (~local, _FROM_OUTSIDE_100M),
    )
    for members, totals in groups:
        for y, total in zip(SIGNING_YEARS, totals, strict=True):
            cell = members & (year == y)
            known = raw[cell & counted].sum()
            raw[cell] *= total * YUAN_PER_100M / known if known else 0.0
    return np.maximum(_rounded(raw, rng), 1_000)


def technical_values(value: Integers, rng: np.random.Generator) -> Integers:
    """The part of each value that is for the technology: all of it in half of the contracts."""
    share = np.where(rng.random(len(value)) < 0.5, 1.0, rng.uniform(0.55, 0.99, len(value)))
    technical: Integers = np.where(
        share == 1.0, value, np.minimum((value * share).astype(np.int64) // 100 * 100, value)
    )
    return technical


def _rounded(yuan: Reals, rng: np.random.Generator) -> Integers:
    unit = rng.choice([10_000, 1_000, 100, 1], size=len(yuan), p=[0.6, 0.2, 0.15, 0.05])
    rounded: Integers = np.rint(yuan / unit).astype(np.int64) * unit
    return rounded
