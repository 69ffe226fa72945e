"""The attacker's programs have the same answers when GLPK solves them, stated anew over the inner cells alone."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
import swiglpk as glpk

from expectations.disclosure.audit import Audit, audit
from expectations.disclosure.public_figures import Public, Rate
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Measure, Tables
from tests.attacks import published
from tests.linked_tables import Recipe, at_random

CLOSE = Rules(minimum_holders=1, prior_percent=30)
RECIPES = {
    "plain": Recipe(),
    "losses": Recipe(losses=0.15),
    "cube": Recipe(leaves=(2, 3, 4), firms=40),
    "ties": Recipe(leaves=(4, 5), ties=0.7, empty=0.4),
}


def asked(tables: Tables, public: Public) -> Iterator[tuple[str, float, float]]:
    """Every withheld cell with its interval, each program from a cold start."""
    (measure,) = tables.measures
    for cell in np.flatnonzero(_withheld(public)).tolist():
        yield tables.cells[cell], _solved(measure, public, cell, 1), _solved(measure, public, cell, -1)


def _solved(measure: Measure, public: Public, cell: int, sign: int, insider: int | None = None) -> float:
    glpk.glp_term_out(glpk.GLP_OFF)
    problem = glpk.glp_create_prob()
    glpk.glp_set_obj_dir(problem, glpk.GLP_MIN)
    glpk.glp_add_cols(problem, len(measure.inner))
    for inner, weight in enumerate(measure.makeup[cell]):
        least, most = _known(measure, inner, insider)
        kind = glpk.GLP_FX if least == most else glpk.GLP_LO if np.isfinite(least) else glpk.GLP_FR
        glpk.glp_set_col_bnds(problem, inner + 1, kind, least if np.isfinite(least) else 0, 0)
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


def _known(measure: Measure, inner: int, insider: int | None) -> tuple[float, float]:
    """Bounds of an inner cell; the tables hold nothing that belongs to nobody."""
    given = measure.contributions
    here = given.inner == inner
    own, others = given.amount[here & (given.holder == insider)], given.amount[here & (given.holder != insider)]
    if not here.any() or (len(own) and not len(others)):
        return float(own.sum()), float(own.sum())
    if len(own) and (others >= 0).all():
        return max(float(own.sum()), 0.0 if (own >= 0).all() else -np.inf), np.inf
    return (0.0 if (given.amount[here] >= 0).all() else -np.inf), np.inf


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


def withheld_at_random(tables: Tables, seed: int, share: float = 0.45) -> Flags:
    return np.asarray(np.random.default_rng(seed).random(len(tables.cells)) < share)


def shares(tables: Tables, seed: int) -> list[Rate]:
    """Shares in the whole to a tenth of a percent of four cells, withheld or not."""
    values = tables.measures[0].values
    whole = int(np.argmax(np.abs(values)))
    chosen = np.random.default_rng(seed).choice(len(values), 4, replace=False)
    middle = {int(cell): round(float(values[cell] / values[whole]), 3) for cell in chosen if cell != whole}
    return [Rate("value", {cell: 1.0}, {whole: 1.0}, at - 0.0005, at + 0.0005) for cell, at in middle.items()]


CASES = [
    (recipe, unit, rated)
    for recipe, (unit, rated) in product(RECIPES, [(0.0, False), (1.0, False), (1.0, True)])
    if not (rated and recipe == "losses")
]


@pytest.mark.parametrize(("recipe", "unit", "rated"), CASES)
@pytest.mark.parametrize("seed", range(5))
def test_two_solvers_agree(recipe: str, unit: float, rated: bool, seed: int) -> None:
    tables = at_random(seed, RECIPES[recipe])
    rates = shares(tables, seed) if rated else []
    public = published(tables, withheld_at_random(tables, seed), unit, rates)
    found = {each.cell: (each.low, each.high) for each in audit(tables, Rules(), public).intervals}
    scale = float(np.abs(tables.measures[0].values).max())
    wanted = {cell: (low, high) for cell, low, high in asked(tables, public)}
    assert found.keys() == wanted.keys()
    for cell, interval in wanted.items():
        assert found[cell] == pytest.approx(interval, rel=1e-6, abs=1e-9 * scale), cell


INSIDERS = {
    "few firms": Recipe(firms=9),
    "few firms with losses": Recipe(firms=9, losses=0.15),
    "cube of few firms": Recipe(leaves=(2, 3, 3), nested=False, firms=14),
}


def with_insiders(recipe: str, seed: int) -> tuple[Audit, Measure, Public, set[int]]:
    """Few firms, most cells withheld; and which withheld cells are safe from an outsider."""
    tables = at_random(seed, INSIDERS[recipe])
    public = published(tables, withheld_at_random(tables, seed, 0.75))
    found = audit(tables, CLOSE, public)
    outside = {leak.cell for leak in found.leaks if leak.why.en.startswith("an outsider")}
    safe = {at for at in np.flatnonzero(_withheld(public)).tolist() if tables.cells[at] not in outside}
    return found, tables.measures[0], public, safe


def told_insiders(found: Audit) -> set[str]:
    return {leak.cell for leak in found.leaks if leak.why.en.startswith("one of the units")}


@pytest.mark.parametrize(("recipe", "seed"), list(product(INSIDERS, range(12))))
def test_two_solvers_agree_on_what_insiders_tell(recipe: str, seed: int) -> None:
    """Cells hidden from everybody, but not from a holder: the same, when every holder has programs of its own."""
    found, measure, public, safe = with_insiders(recipe, seed)
    cells, curious = at_random(seed, INSIDERS[recipe]).cells, _curious(measure, _withheld(public))
    wanted = {cells[at] for at in safe if any(_told(measure, public, at, holder) for holder in curious)}
    assert told_insiders(found) == wanted


def test_insiders_tell_something() -> None:
    told = [len(told_insiders(with_insiders(recipe, seed)[0])) for recipe, seed in product(INSIDERS, range(12))]
    assert sum(told) > 20


def _withheld(public: Public) -> Flags:
    return np.isnan(public.figures["value"][0])


def _curious(measure: Measure, withheld: Flags) -> list[int]:
    """Holders among the two largest of a withheld cell, or alone in an inner cell."""
    given = measure.contributions
    curious: set[int] = set()
    for row in measure.makeup[withheld]:
        curious |= {holder for _, holder in _largest(measure, row)[:2]}
    for inner in np.unique(given.inner):
        here = np.unique(given.holder[given.inner == inner])
        curious |= set(here.tolist()) if len(here) == 1 else set()
    return sorted(curious)


def _largest(measure: Measure, row: np.ndarray) -> list[tuple[float, int]]:
    given = measure.contributions
    amounts: dict[int, float] = {}
    for holder, inner, amount in zip(given.holder.tolist(), given.inner.tolist(), given.amount.tolist(), strict=True):
        if row[inner]:
            amounts[holder] = amounts.get(holder, 0.0) + row[inner] * amount
    return sorted(((abs(amount), holder) for holder, amount in amounts.items()), key=lambda each: (-each[0], each[1]))


def _told(measure: Measure, public: Public, cell: int, insider: int) -> bool:
    amounts = _largest(measure, measure.makeup[cell])
    others = [amount for amount, holder in amounts if holder != insider]
    width = 0.3 * others[0] - sum(others[1:]) if others else 0.0
    value = float(measure.values[cell])
    if width <= 1e-9 * sum(others):
        return False
    low, high = (_solved(measure, public, cell, sign, insider) for sign in (1, -1))
    return low > value - width + 1e-6 * abs(value) or high < value + width - 1e-6 * abs(value)
