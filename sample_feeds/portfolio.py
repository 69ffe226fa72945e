"""Dates, kinds and fates of patents: how many of each kind are granted in each year, and what becomes of them."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sample_feeds.text import Booleans, Dates, Integers, Reals

INVENTION, UTILITY_MODEL, DESIGN = 1, 2, 3
FULL_SIZE = 400_000
IN_FORCE, PUBLISHED, LAPSED, EXPIRED, OVERDUE, PENDING = 10, 11, 20, 21, 22, 30
_GRANTS = Path(__file__).parent / "wording" / "grants.csv"
_TODAY = np.datetime64("2025-12-31")
_OPENING = np.datetime64("1995-01-01")
_NOT_GRANTED = {2016: 900, 2017: 1100, 2018: 1300, 2019: 1500, 2020: 2000, 2021: 2600, 2022: 5200, 2023: 9400,
                2024: 11800, 2025: 12600}  # fmt: skip
_LAG_YEARS = {INVENTION: (2.4, 0.38), UTILITY_MODEL: (0.72, 0.30), DESIGN: (0.55, 0.32)}
_YEARLY_LAPSE = {INVENTION: 0.06, UTILITY_MODEL: 0.13, DESIGN: 0.19}


@dataclass(frozen=True)
class Portfolio:
    """Per patent, in order of application: the digit K of its number, application date, grant and expiry dates
    (NaT until granted), status code."""

    kind: Integers
    applied: Dates
    granted: Dates
    expires: Dates
    status: Integers

    @property
    def base_kind(self) -> Integers:
        """1 invention, 2 utility model, 3 design, PCT or not."""
        return base_kinds(self.kind)


def base_kinds(kind: Integers) -> Integers:
    """1 invention, 2 utility model, 3 design; 8 and 9 are inventions and utility models that came by PCT."""
    return np.select([kind == 8, kind == 9], [INVENTION, UTILITY_MODEL], default=kind)


def draw_portfolio(count: int, rng: np.random.Generator) -> Portfolio:
    """`count` patents. Inventions are granted at the published pace; utility models and designs are a sample that
    fills the count."""
    base, grant_year = _grants(count, rng)
    granted = _day_in(grant_year, rng)
    applied = np.maximum(granted - _lags(base, rng), _OPENING + rng.integers(0, 365, len(base)))
    granted = np.maximum(granted, applied + 90)
    applied_only = _day_in(_application_years(count, rng), rng)
    open_ended = np.full(len(applied_only), np.datetime64("NaT"), "datetime64[D]")
    base = np.concatenate([base, np.full(len(applied_only), INVENTION)])
    applied = np.concatenate([applied, applied_only])
    granted = np.concatenate([granted, open_ended])
    order = np.argsort(applied, kind="stable")
    base, applied, granted = base[order], applied[order], granted[order]
    expires = _expiry(base, applied, granted)
    return Portfolio(_with_pct(base, applied, rng), applied, granted, expires, _statuses(base, applied, granted, rng))


def _grants(count: int, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Kind and year of each grant."""
    years, numbers = _grant_table()
    scaled = numbers * (count / FULL_SIZE)
    room = count - scaled[:, 0].sum() - sum(_not_granted(count).values())
    scaled[:, 1:] *= room / scaled[:, 1:].sum()
    whole = _rounded(scaled)
    kinds = np.repeat(np.tile([INVENTION, UTILITY_MODEL, DESIGN], len(years)), whole.ravel())
    missing = count - len(kinds) - sum(_not_granted(count).values())
    kinds = np.concatenate([kinds, np.full(max(missing, 0), UTILITY_MODEL)])
    grant_years = np.repeat(np.repeat(years, 3), whole.ravel())
    return kinds, np.concatenate([grant_years, rng.integers(2015, 2025, max(missing, 0))])


def _grant_table() -> tuple[Integers, Reals]:
    with _GRANTS.open(encoding="utf-8", newline="") as file:
        rows = [[float(cell) for cell in row.values()] for row in csv.DictReader(file)]
    known = np.array(rows)
    years = np.arange(int(known[0, 0]), int(known[-1, 0]) + 1)
    return years, np.column_stack([np.interp(years, known[:, 0], known[:, k]) for k in (1, 2, 3)])


def _rounded(numbers: Reals) -> Integers:
    """Rounded down on the running total, so that the sum does not drift."""
    running = np.floor(np.cumsum(numbers.ravel()) + 1e-9)
    return np.diff(running, prepend=0.0).astype(np.int64).reshape(numbers.shape)


def _not_granted(count: int) -> dict[int, int]:
    return {year: number * count // FULL_SIZE for year, number in _NOT_GRANTED.items()}


def _application_years(count: int, rng: np.random.Generator) -> Integers:
    numbers = _not_granted(count)
    return np.repeat(np.array(list(numbers)), list(numbers.values()))


def _day_in(year: Integers, rng: np.random.Generator) -> Dates:
    first: Dates = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return first + rng.integers(0, 365, len(year))


def _lags(base: Integers, rng: np.random.Generator) -> np.ndarray[Any, np.dtype[np.timedelta64]]:
    mean = np.array([0.0, *(m for m, _ in _LAG_YEARS.values())])[base]
    spread = np.array([0.0, *(s for _, s in _LAG_YEARS.values())])[base]
    days = np.rint(365 * np.clip(rng.lognormal(np.log(mean), spread), 0.26, 7.0)).astype(np.int64)
    return days.astype("timedelta64[D]")


def _with_pct(base: Integers, applied: Dates, rng: np.random.Generator) -> Integers:
    recent = applied >= np.datetime64("2004-01-01")
    by_pct = recent & (rng.random(len(base)) < np.array([0, 0.012, 0.002, 0.0])[base])
    return np.where(by_pct, base + 7, base)


def _expiry(base: Integers, applied: Dates, granted: Dates) -> Dates:
    """20 years for inventions, 10 for the others, 15 for designs applied for since June 2021."""
    designs = np.where(applied >= np.datetime64("2021-06-01"), 15, 10)
    term = np.select([base == INVENTION, base == DESIGN], [20, designs], default=10)
    month = applied.astype("datetime64[M]")
    day = (applied - month.astype("datetime64[D]")).astype(np.int64)
    ends = (month + 12 * term).astype("datetime64[D]") + np.minimum(day, 27)
    return np.where(np.isnat(granted), np.datetime64("NaT"), ends)


def _statuses(base: Integers, applied: Dates, granted: Dates, rng: np.random.Generator) -> Integers:
    is_granted = ~np.isnat(granted)
    expired = is_granted & (_expiry(base, applied, granted) <= _TODAY)
    lapse = np.array([0.0, *_YEARLY_LAPSE.values()])[base]
    held = np.where(is_granted, (_TODAY - granted).astype(np.int64), 0) / 365
    lapsed = is_granted & (rng.random(len(base)) > (1 - lapse) ** np.maximum(held - 1, 0))
    return np.select([expired, lapsed, is_granted], [EXPIRED, LAPSED, IN_FORCE], default=_in_procedure(applied, rng))


def _in_procedure(applied: Dates, rng: np.random.Generator) -> Integers:
    age = (_TODAY - applied).astype(np.int64) / 365
    draw = rng.random(len(applied))
    ended: Booleans = (age > 6) | ((age > 2.5) & (draw < 0.35))
    overdue = (age > 4) & ~ended
    published = (age < 1.2) & (draw < 0.4)
    return np.select([ended, overdue, published], [LAPSED, OVERDUE, PUBLISHED], default=PENDING)
