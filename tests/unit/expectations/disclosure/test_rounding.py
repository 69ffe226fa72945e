"""Controlled rounding: what every rounding obeys, and what rounding each figure on its own would do."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expectations.disclosure.audit import audit
from expectations.disclosure.public_figures import Public
from expectations.disclosure.risk import holdings, risks
from expectations.disclosure.rounding import Pair, Part, rounded
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Impossible
from expectations.disclosure.tables import Flags, Floats, Tables
from tests.attacks import grid, measure, row
from tests.attacks import tables as linked
from tests.brute_force import small
from tests.linked_tables import Recipe, at_random

RULES = Rules()
RECIPES = {
    "plain": Recipe(firms=24),
    "nested": Recipe(leaves=(4, 5), firms=40),
    "cube": Recipe(leaves=(2, 3, 3), nested=False, firms=40),
    "zeros": Recipe(leaves=(4, 4), empty=0.5, firms=24),
    "losses": Recipe(losses=0.1, firms=24),
    "insiders": Recipe(leaves=(3, 4), firms=12),
    "whole numbers": Recipe(leaves=(3, 3), nested=False, firms=16, whole=True),
}
SOME = st.tuples(st.sampled_from(sorted(RECIPES)), st.integers(0, 500), st.sampled_from([5, 10, 25]))


def of_one(tables: Tables, base: int) -> Floats:
    (figures,) = rounded([Part(tables, base)], RULES)
    return figures


def at_risk(tables: Tables) -> Flags:
    (only,) = tables.measures
    return risks(holdings(only.makeup, only), RULES).at_risk


def shown(tables: Tables, figures: Floats, base: int) -> Public:
    """The figures as they are read: the truth is within the base of each."""
    name = tables.measures[0].name
    return Public({name: (figures - base, figures + base)}, rounded=frozenset({name}))


def adds_up(tables: Tables, figures: Floats) -> bool:
    return all(figures[cells[0]] == figures[cells[1:]].sum() for cells in tables.relations)


@settings(max_examples=60, deadline=None)
@given(SOME)
def test_rounded_tables_are_additive_multiples_near_the_truth_that_leave_every_cell_at_risk_in_doubt(
    some: tuple[str, int, int],
) -> None:
    """By the audit's linear programs for outsiders and insiders, which share no code with the rounding."""
    recipe, seed, base = some
    tables = at_random(seed, RECIPES[recipe])
    try:
        figures = of_one(tables, base)
    except Impossible:
        assume(False)
    values = tables.measures[0].values
    assert (figures % base == 0).all() and adds_up(tables, figures)
    assert (np.abs(figures - values) < base).all()
    assert (figures[values % base == 0] == values[values % base == 0]).all()
    found = audit(tables, RULES, shown(tables, figures, base))
    assert found.passed and found.at_risk == at_risk(tables).sum() == len(found.intervals)
    assert (of_one(tables, base) == figures).all()


@pytest.mark.parametrize("recipe", RECIPES)
def test_most_tables_can_be_rounded(recipe: str) -> None:
    """So that the law above is not empty: to a base of 25, nine tenths of them."""
    done = 0
    for seed in range(20):
        try:
            of_one(at_random(seed, RECIPES[recipe]), 25)
            done += 1
        except Impossible:
            continue
    assert done >= 18


def test_no_other_additive_rounding_is_closer() -> None:
    """Every way to round a small table up and down is tried: none that adds up changes less and passes the audit."""
    for seed in range(6):
        tables = small(seed)
        values = tables.measures[0].values
        figures = of_one(tables, 5)
        change = np.abs(figures - values).sum()
        for inner in product(*({5 * np.floor(v / 5), 5 * np.ceil(v / 5)} for v in tables.measures[0].inner)):
            other = tables.measures[0].makeup @ np.array(inner)
            if (np.abs(other - values) < 5).all() and np.abs(other - values).sum() < change:
                assert not audit(tables, RULES, shown(tables, other, 5)).passed


def consistent(tables: Tables, figures: Floats, base: int) -> tuple[Floats, Floats]:
    """Smallest and largest value of each cell over all tables of whole numbers that are less than the base away."""
    (only,) = tables.measures
    makeup, size = only.makeup.astype(int), only.makeup.shape[1]
    held = np.isin(np.arange(size), only.contributions.inner)
    own = [int(np.flatnonzero((makeup.sum(axis=1) == 1) & (makeup[:, at] == 1))[0]) for at in range(size)]
    tops = [int(figures[own[at]]) + base if held[at] else 1 for at in range(size)]
    choices = [range(max(0, int(figures[own[at]]) - base + 1) if held[at] else 0, tops[at]) for at in range(size)]
    low, high = np.full(len(makeup), np.inf), np.full(len(makeup), -np.inf)
    for inner in product(*choices):
        values = makeup @ np.array(inner)
        if (np.abs(values - figures) < base).all():
            low, high = np.minimum(low, values), np.maximum(high, values)
    return low, high


@pytest.mark.parametrize("seed", range(12))
def test_trying_every_small_table_pins_no_cell_at_risk(seed: int) -> None:
    """2 × 2 inner cells: whoever enumerates all tables that agree with the rounded one cannot tell a cell at risk."""
    rng = np.random.default_rng(seed)
    firms = [{10 * at + n: float(rng.integers(1, 8)) for n in range(rng.integers(0, 3))} for at in range(4)]
    tables = grid(2, 2, [{1: 3.0}, *firms[1:]])
    figures = of_one(tables, 5)
    low, high = consistent(tables, figures, 5)
    risky = at_risk(tables)
    assert risky.any() and (low < high)[risky].all()
    assert (low <= tables.measures[0].values).all() and (tables.measures[0].values <= high).all()


class TestEachFigureToItsNearestMultiple:
    """What controlled rounding is there to prevent."""

    def test_breaks_additivity(self) -> None:
        tables = row([{1: 2.0, 2: 2.0, 3: 2.0}, {4: 2.0, 5: 2.0, 6: 3.0}, {7: 1.0, 8: 3.0, 9: 2.0}], "ABC")
        nearest = np.round(tables.measures[0].values / 5) * 5
        assert not adds_up(tables, nearest) and adds_up(tables, of_one(tables, 5))

    def test_leaks(self) -> None:
        """7 shown as 5 is at most 7.5; and four of those are 28, shown as 30, so that each is at least 5."""
        tables = row([{firm: 7.0} for firm in range(4)], "ABCD")
        nearest = np.array([30.0, 5.0, 5.0, 5.0, 5.0])
        naive = audit(tables, RULES, Public({"value": (nearest - 2.5, nearest + 2.5)}, rounded=frozenset({"value"})))
        assert {leak.cell for leak in naive.leaks} == {"A", "B", "C", "D"}
        assert {(each.low, each.high) for each in naive.intervals} == {(5.0, 7.5)}
        assert audit(tables, RULES, shown(tables, of_one(tables, 5), 5)).passed


def test_the_audit_finds_what_the_total_tells_of_parts_that_are_wide_enough_themselves() -> None:
    """Each of 4.9 is shown as 5 ± 5, but four of them as 25 ± 5.4: one is at least 4.6 if no other is above 5."""
    tables = row([{firm: 4.9} for firm in range(4)], "ABCD")
    low, high = np.array([19.6, 0.0, 0.0, 0.0, 0.0]), np.array([30.0, 5.0, 5.0, 5.0, 5.0])
    found = audit(tables, RULES, Public({"value": (low, high)}, rounded=frozenset({"value"})))
    assert {leak.cell for leak in found.leaks} == {"A", "B", "C", "D"}
    assert [each.low for each in found.intervals] == pytest.approx([4.6] * 4)


@pytest.mark.parametrize(("recipe", "seed"), list(product(("nested", "cube", "insiders"), range(6))))
def test_two_releases_to_different_bases_tell_together_no_more_than_the_rules_allow(recipe: str, seed: int) -> None:
    """Who has both knows of each figure that it is within 25 of the one and within 20 of the other."""
    tables = at_random(seed, RECIPES[recipe])
    earlier = of_one(tables, 25)
    (now,) = rounded([Part(tables, 20, earlier - 25, earlier + 25)], RULES)
    low, high = np.maximum(now - 20, earlier - 25), np.minimum(now + 20, earlier + 25)
    assert audit(tables, RULES, Public({"value": (low, high)}, rounded=frozenset({"value"}))).passed


def test_what_an_earlier_release_told_of_a_total_moves_its_parts() -> None:
    """Y at 8 is nearest to 10, so at least 5; who knows that T is at most 48.5 then knows that X is at most 43.5, and
    the rules want 44.44. Shown as 5, Y may be nothing, and nobody knows.
    """
    tables = row([{1: 40.0}, dict.fromkeys(range(2, 10), 1.0)], "XY")
    low, high = np.array([40.0, -np.inf, -np.inf]), np.array([48.5, np.inf, np.inf])
    (moved,) = rounded([Part(tables, 5, low, high)], RULES)
    alone = of_one(tables, 5)
    assert (alone.tolist(), moved.tolist()) == ([50.0, 40.0, 10.0], [45.0, 40.0, 5.0])
    for figures, leaking in ((alone, {"X"}), (moved, set())):
        both = np.maximum(figures - 5, low), np.minimum(figures + 5, high)
        found = audit(tables, RULES, Public({"value": both}, rounded=frozenset({"value"})))
        assert {leak.cell for leak in found.leaks} == leaking


def test_what_nobody_makes_up_stays_nothing() -> None:
    tables = grid(2, 2, [{1: 3.0}, {}, {2: 4.0}, {}])
    figures = dict(zip(tables.cells, of_one(tables, 5), strict=True))
    assert figures["0.1"] == figures["1.1"] == figures["T.1"] == 0


def test_a_base_too_small_is_refused_with_the_cell_and_the_base_that_would_do() -> None:
    """One firm's 90 must stay 10 in doubt: base 5 cannot, base 10 can, for 90 is then shown as it is within 10."""
    tables = row([{1: 90.0}, dict.fromkeys(range(2, 9), 20.0)], "AB")
    with pytest.raises(Impossible, match=r"rounded to base 5: these cells .*: A; base 10 would do"):
        of_one(tables, 5)
    assert audit(tables, RULES, shown(tables, of_one(tables, 10), 10)).passed


def single(name: str, amount: float) -> Tables:
    """One cell of nine equal firms."""
    return linked(["A"], measure(name, [[1.0]], [dict.fromkeys(range(9), amount)]))


def test_a_pair_moves_what_alone_would_go_the_other_way() -> None:
    """7.2 is nearest to 5; 7.38, of which it is a part, is nearest to 0 in fifteens and goes to 15."""
    parts = [Part(single("part", 0.8), 5), Part(single("whole", 0.82), 15)]
    assert [figures.tolist() for figures in rounded(parts, RULES)] == [[5.0], [0.0]]
    assert [figures.tolist() for figures in rounded(parts, RULES, [Pair((0, 0), (1, 0))])] == [[5.0], [15.0]]


@pytest.mark.parametrize("seed", range(8))
def test_pairs_hold_in_every_cell_and_both_add_up(seed: int) -> None:
    """What is settled is a part of what was found, firm by firm."""
    rng = np.random.default_rng(seed)
    found = [{10 * at + n: float(rng.integers(1, 9)) for n in range(3)} for at in range(6)]
    settled = [{firm: float(rng.integers(0, amount + 1)) for firm, amount in each.items()} for each in found]
    both = [grid(2, 3, firms) for firms in (found, settled)]
    pairs = [Pair((1, cell), (0, cell)) for cell in range(len(both[0].cells))]
    above, below = rounded([Part(tables, 5) for tables in both], RULES, pairs)
    assert (below <= above).all() and adds_up(both[0], above) and adds_up(both[1], below)


def test_figures_at_risk_that_are_shown_as_they_are_still_leak() -> None:
    """Only measures that say so are rounded: the audit of all others is as it was."""
    tables = row([{1: 90.0}, {2: 90.0}, {3: 90.0}], "ABC")
    values = tables.measures[0].values
    exact = audit(tables, RULES, Public({"value": (values - 5, values + 5)}))
    assert {leak.cell for leak in exact.leaks if "is shown" in leak.why.en} == {"A", "B", "C"}
