"""Withholding only the cells at risk protects nothing: many follow from the others by subtraction."""

import numpy as np
import pytest

from expectations.disclosure.attacker.holdings import Holdings
from expectations.disclosure.audit import Audit, audit
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Tables
from tests.attacks import grid, published

AREAS, CATEGORIES, FIRMS = 10, 188, 3000
RULES = Rules()


@pytest.fixture(scope="module")
def city() -> Tables:
    """10 areas × 188 categories: most industries sit in some areas only, a few firms are large."""
    rng = np.random.default_rng(20240901)
    areas = rng.dirichlet(np.full(AREAS, 2.0))
    home = rng.dirichlet(np.full(AREAS, 0.12), CATEGORIES) * areas
    popular = rng.dirichlet(np.full(CATEGORIES, 0.5))
    firms: list[dict[int, float]] = [{} for _ in range(AREAS * CATEGORIES)]
    for firm in range(FIRMS):
        category = rng.choice(CATEGORIES, p=popular)
        area = rng.choice(AREAS, p=home[category] / home[category].sum())
        firms[area * CATEGORIES + category][firm] = float(np.ceil(rng.lognormal(3, 1.3)))
    return grid(AREAS, CATEGORIES, firms)


@pytest.fixture(scope="module")
def primary(city: Tables) -> Flags:
    (measure,) = city.measures
    holdings = Holdings(measure)
    return np.array([bool(holdings.of(row).broken(RULES)) for row in measure.makeup])


@pytest.fixture(scope="module")
def naive(city: Tables, primary: Flags) -> Audit:
    return audit(city, RULES, published(city, primary))


def recoverable(tables: Tables, withheld: Flags) -> set[str]:
    """Cells that no solution of the public equations can change; an empty inner cell is known to be 0."""
    (measure,) = tables.measures
    held = np.unique(measure.contributions.inner)
    inner = held[measure.makeup[withheld][:, held].any(axis=0)]
    singles = {int(np.flatnonzero(row)[0]) for row in measure.makeup[~withheld] if row.sum() == 1}
    unknown = [at for at in inner if at not in singles]
    equations = measure.makeup[~withheld][:, unknown]
    equations = equations[equations.any(axis=1)]
    _, size, directions = np.linalg.svd(equations)
    free = directions[int((size > 1e-9).sum()) :].T
    moved = np.abs(measure.makeup[withheld][:, unknown] @ free).max(axis=1)
    return {tables.cells[cell] for cell, by in zip(np.flatnonzero(withheld), moved, strict=True) if by < 1e-9}


def test_the_table_is_as_sparse_as_a_city_has_them(primary: Flags) -> None:
    assert 250 <= primary.sum() <= 310


def test_many_of_the_cells_withheld_alone_are_recoverable(city: Tables, primary: Flags) -> None:
    assert 0.10 <= len(recoverable(city, primary)) / primary.sum() <= 0.60


def test_the_audit_names_them_all(city: Tables, primary: Flags, naive: Audit) -> None:
    exact = {each.cell for each in naive.intervals if each.high - each.low < 1e-6}
    assert exact == recoverable(city, primary)
    assert exact <= {leak.cell for leak in naive.leaks}
    assert not naive.passed and naive.at_risk == primary.sum() and naive.complementary == 0
