"""What the suppressor withholds, the audit finds safe; with one cell less that was needed, it does not."""

from itertools import product

import numpy as np
import pytest

from expectations.disclosure.audit import audit
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Pattern, withhold
from expectations.disclosure.tables import Tables
from tests.attacks import published
from tests.brute_force import hull, small
from tests.linked_tables import Recipe, at_random

RULES = Rules()
RECIPES = {
    "plain": Recipe(firms=24),
    "nested": Recipe(leaves=(4, 5), firms=40),
    "cube": Recipe(leaves=(2, 3, 3), nested=False, firms=40),
    "nested cube": Recipe(leaves=(2, 2, 4), firms=36),
    "unlinked": Recipe(leaves=(4, 4), linked=False, firms=36),
    "zeros": Recipe(leaves=(4, 4), empty=0.5, firms=24),
    "losses": Recipe(losses=0.1, firms=24),
    "ties": Recipe(leaves=(3, 4), ties=0.8, firms=18),
    "insiders": Recipe(leaves=(3, 4), firms=12),
    "whole numbers": Recipe(leaves=(3, 3), nested=False, firms=16, whole=True),
}
TABLES = [(recipe, seed) for recipe, seed in product(RECIPES, range(52))]


def protected(recipe: str, seed: int) -> tuple[Tables, Pattern]:
    tables = at_random(seed, RECIPES[recipe])
    return tables, withhold(tables, RULES)


@pytest.mark.parametrize(("recipe", "seed"), TABLES)
def test_what_is_withheld_is_safe_and_one_needed_cell_less_is_not(recipe: str, seed: int) -> None:
    """An exact pattern is the cheapest, so each of its complementary cells is needed; one is undone, in turn."""
    tables, pattern = protected(recipe, seed)
    found = audit(tables, RULES, published(tables, pattern.withheld))
    assert found.leaks == () and found.at_risk == pattern.primary.sum()
    needed = np.flatnonzero(pattern.withheld & ~pattern.primary)
    if pattern.exact and len(needed):
        less = pattern.withheld.copy()
        less[needed[seed % len(needed)]] = False
        leaks = audit(tables, RULES, published(tables, less)).leaks
        assert any("wanted is at least" in leak.why.en for leak in leaks)


def test_there_is_much_to_protect() -> None:
    """Most of the tables above have something at risk, and need other cells to hide it."""
    needed = [protected(recipe, seed)[1] for recipe, seed in TABLES[::10]]
    assert np.mean([(pattern.withheld & ~pattern.primary).any() for pattern in needed]) > 0.7


@pytest.mark.parametrize("seed", range(20))
def test_trying_every_small_table_pins_nothing(seed: int) -> None:
    tables = small(seed)
    withheld = withhold(tables, RULES).withheld
    low, high = hull(tables, withheld, most=int(tables.measures[0].values.max()))
    assert withheld.any() and (low < high)[withheld].all()


@pytest.mark.parametrize("seed", range(20))
def test_rounded_figures_are_as_safe(seed: int) -> None:
    tables, pattern = protected("nested", seed)
    assert audit(tables, RULES, published(tables, pattern.withheld, unit=0.5)).passed
