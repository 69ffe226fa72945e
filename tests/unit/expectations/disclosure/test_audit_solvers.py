"""The attacker's programs have the same answers when GLPK solves them, stated anew over the inner cells alone."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
import swiglpk as glpk

from expectations.disclosure.audit import audit
from expectations.disclosure.public_figures import Public, Rate
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Measure, Tables
from tests.attacks import published
from tests.linked_tables import Recipe, at_random

RECIPES = {
    "plain": Recipe(),
    "losses": Recipe(losses=0.15),
    "cube": Recipe(leaves=(2, 3, 4), firms=40),
    "ties": Recipe(leaves=(4, 5), ties=0.7, empty=0.4),
}


def asked(tables: Tables, public: Public) -> Iterator[tuple[str, float, float]]:
    """Every withheld cell with its interval, each program from a cold start."""
    (measure,) = tables.measures
    for cell in np.flatnonzero(np.isnan(public.figures[measure.name][0])):
        yield tables.cells[cell], _solved(tables, measure, public, cell, 1), _solved(tables, measure, public, cell, -1)


def _solved(tables: Tables, measure: Measure, public: Public, cell: int, sign: int) -> float:
    glpk.glp_term_out(glpk.GLP_OFF)
    problem = glpk.glp_create_prob()
    glpk.glp_set_obj_dir(problem, glpk.GLP_MIN)
    glpk.glp_add_cols(problem, len(measure.inner))
    given = measure.contributions
    for inner, weight in enumerate(measure.makeup[cell]):
        held = given.amount[given.inner == inner]
        if not len(held) and measure.inner[inner] == 0:
            glpk.glp_set_col_bnds(problem, inner + 1, glpk.GLP_FX, 0, 0)
        elif (held < 0).any() or measure.inner[inner] < 0:
            glpk.glp_set_col_bnds(problem, inner + 1, glpk.GLP_FR, 0, 0)
        else:
            glpk.glp_set_col_bnds(problem, inner + 1, glpk.GLP_LO, 0, 0)
        glpk.glp_set_obj_coef(problem, inner + 1, sign * weight)
    low, high = public.figures[measure.name]
    for row in np.flatnonzero(~np.isnan(low)):
        _row(problem, measure.makeup[row], low[row], high[row])
    for rate in public.rates:
        assert isinstance(rate.denominator, dict)
        above = sum(weight * measure.makeup[at] for at, weight in rate.numerator.items())
        below = sum(weight * measure.makeup[at] for at, weight in rate.denominator.items())
        _row(problem, above - rate.low * below, 0, np.inf)
        _row(problem, above - rate.high * below, -np.inf, 0)
    answer = _answer(problem)
    glpk.glp_delete_prob(problem)
    return sign * answer


def _row(problem: object, weights: np.ndarray, low: float, high: float) -> None:
    at = glpk.glp_add_rows(problem, 1)
    inner = np.flatnonzero(weights)
    index, value = glpk.intArray(len(inner) + 1), glpk.doubleArray(len(inner) + 1)
    for place, column in enumerate(inner, start=1):
        index[place], value[place] = int(column) + 1, float(weights[column])
    glpk.glp_set_mat_row(problem, at, len(inner), index, value)
    kind = glpk.GLP_FX if low == high else glpk.GLP_DB
    kind = glpk.GLP_LO if np.isinf(high) else glpk.GLP_UP if np.isinf(low) else kind
    glpk.glp_set_row_bnds(problem, at, kind, float(low), float(high))


def _answer(problem: object) -> float:
    how = glpk.glp_smcp()
    glpk.glp_init_smcp(how)
    how.msg_lev = glpk.GLP_MSG_OFF
    assert glpk.glp_simplex(problem, how) == 0
    status = glpk.glp_get_status(problem)
    if status == glpk.GLP_UNBND:
        return -np.inf
    assert status == glpk.GLP_OPT
    return float(glpk.glp_get_obj_val(problem))


def withheld_at_random(tables: Tables, seed: int) -> Flags:
    return np.asarray(np.random.default_rng(seed).random(len(tables.cells)) < 0.45)


def shares(tables: Tables, seed: int) -> list[Rate]:
    """Shares in the whole to a tenth of a percent of four cells, withheld or not."""
    values = tables.measures[0].values
    whole = int(np.argmax(np.abs(values)))
    chosen = np.random.default_rng(seed).choice(len(values), 4, replace=False)
    middle = {int(cell): round(float(values[cell] / values[whole]), 3) for cell in chosen if cell != whole}
    return [Rate("value", {cell: 1.0}, {whole: 1.0}, at - 0.0005, at + 0.0005) for cell, at in middle.items()]


@pytest.mark.parametrize(("recipe", "seed"), list(product(RECIPES, range(5))))
@pytest.mark.parametrize(("unit", "rated"), [(0.0, False), (1.0, False), (1.0, True)])
def test_two_solvers_agree(recipe: str, seed: int, unit: float, rated: bool) -> None:
    tables = at_random(seed, RECIPES[recipe])
    if rated and (tables.measures[0].contributions.amount < 0).any():
        pytest.skip("a share in a whole that may be negative")
    rates = shares(tables, seed) if rated else []
    public = published(tables, withheld_at_random(tables, seed), unit, rates)
    found = {each.cell: (each.low, each.high) for each in audit(tables, Rules(), public).intervals}
    scale = float(np.abs(tables.measures[0].values).max())
    wanted = {cell: (low, high) for cell, low, high in asked(tables, public)}
    assert found.keys() == wanted.keys()
    for cell, interval in wanted.items():
        assert found[cell] == pytest.approx(interval, rel=1e-6, abs=1e-9 * scale), cell
