"""Which cells are withheld: small tables by hand, random ones against slow and plain attackers."""

from dataclasses import replace

import numpy as np
import pytest

from expectations.disclosure import suppression
from expectations.disclosure.audit import audit
from expectations.disclosure.master import Impossible, rounded
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Pattern, withhold
from expectations.disclosure.tables import Contributions, Flags, Measure, Tables
from tests.attacks import flags, published
from tests.attacks import row as one_row
from tests.linked_tables import Recipe, at_random
from tests.plain_attacker import breaks, cheapest, primary

MANY = 10


def two_way(values: list[list[float]], holders: dict[tuple[int, int], list[tuple[int, float]]]) -> Tables:
    """A table with totals of rows and columns; a cell that is not listed is spread over ten holders of its own."""
    inside = np.array(values, dtype=float)
    rows, columns = inside.shape
    entries = []
    for row, column in np.ndindex(rows, columns):
        at = row * columns + column
        spread = [(1000 + MANY * at + one, inside[row, column] / MANY) for one in range(MANY)]
        entries += [(who, at, amount) for who, amount in holders.get((row, column), spread)]
    who, where, amount = zip(*entries, strict=True)
    row_names, column_names = [*"abcdefgh"[:rows], "T"], [*"12345678"[:columns], "T"]
    names = [row + column for row in row_names for column in column_names]
    makeup = np.array([_inner(name, row_names, column_names) for name in names])
    relations = [
        np.array([names.index(row + "T"), *(names.index(row + c) for c in column_names[:-1])]) for row in row_names
    ]
    relations += [
        np.array([names.index("T" + c), *(names.index(row + c) for row in row_names[:-1])]) for c in column_names
    ]
    none = np.zeros(len(names), dtype=bool)
    given = Contributions(np.array(who), np.array(where), np.array(amount, dtype=float))
    measure = Measure("value", makeup, ~none, inside.ravel(), given)
    return Tables(tuple(names), (measure,), np.abs(measure.values), none, none, none, tuple(relations))


def _inner(name: str, rows: list[str], columns: list[str]) -> list[float]:
    return [float(name[0] in (row, "T") and name[1] in (column, "T")) for row in rows[:-1] for column in columns[:-1]]


def names(tables: Tables, flags: Flags) -> set[str]:
    """The names of the flagged cells."""
    return {tables.cells[cell] for cell in np.flatnonzero(flags)}


def extra(tables: Tables, pattern: Pattern) -> set[str]:
    """The names of the cells withheld to protect others."""
    return names(tables, pattern.withheld & ~pattern.primary)


SINGLE = two_way([[20, 50, 10], [8, 19, 22], [17, 32, 12]], {(0, 0): [(1, 20.0)]})


def test_one_cell_is_hidden_in_the_cheapest_rectangle() -> None:
    """With a1: b1, b3, a3 cost 8 + 22 + 10; c1, c3, a3 cost 17 + 12 + 10."""
    pattern = withhold(SINGLE, Rules())
    assert names(SINGLE, pattern.primary) == {"a1"}
    assert extra(SINGLE, pattern) == {"a3", "c1", "c3"}
    assert (pattern.cost, pattern.bound, pattern.exact) == (39, 39, True)
    assert pattern.reasons == {SINGLE.cells.index("a1"): ("threshold", "dominance", "p_percent")}


@pytest.mark.parametrize("unit", [0.001, 1000])
def test_the_cheapest_is_proved_in_any_unit(unit: float) -> None:
    """The bound is rounded up to what sums of rounded costs can be, whatever their size."""
    values = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]]) * unit
    pattern = withhold(two_way(values.tolist(), {(0, 0): [(1, 20.0 * unit)]}), Rules())
    assert pattern.exact and pattern.cost == pytest.approx(39 * unit)


def test_a_rectangle_that_is_too_narrow_does_not_protect() -> None:
    """The cheapest cells hold less than the doubt that is wanted about a1."""
    tables = two_way([[100, 50, 60], [3, 40, 30], [45, 40, 30]], {(0, 0): [(1, 100.0)]})
    pattern = withhold(tables, Rules())
    assert not breaks(tables, pattern.withheld, Rules())
    assert "b1" not in extra(tables, pattern)


def test_nothing_at_risk_nothing_withheld() -> None:
    pattern = withhold(two_way([[20, 50], [8, 19]], {}), Rules())
    assert not pattern.withheld.any() and pattern.exact and pattern.cost == 0


def test_two_single_firms_in_a_row_do_not_protect_one_another() -> None:
    """Each would know the other by subtraction, and their sum is that of two holders."""
    tables = two_way(
        [[20, 30, 100], [25, 35, 100], [300, 400, 100]],
        {(0, 0): [(1, 20.0)], (0, 1): [(2, 30.0)], (1, 0): [(3, 25.0)], (1, 1): [(4, 35.0)]},
    )
    pattern = withhold(tables, Rules())
    assert breaks(tables, pattern.primary, Rules())
    assert extra(tables, pattern) and not breaks(tables, pattern.withheld, Rules())


def test_a_union_of_one_group_is_not_left_alone() -> None:
    """Both cells at risk in a row are of firm 1: their sum needs others beside it."""
    tables = two_way(
        [[20, 30, 100, 90], [25, 35, 100, 90], [300, 400, 100, 90]],
        {(0, 0): [(1, 20.0)], (0, 1): [(1, 30.0)], (1, 0): [(1, 25.0)], (1, 1): [(1, 35.0)]},
    )
    pattern = withhold(tables, Rules())
    assert breaks(tables, pattern.primary, Rules()) == [
        "value ['a1', 'a2']",
        "value ['b1', 'b2']",
        "value ['a1', 'b1']",
        "value ['a2', 'b2']",
    ]
    assert not breaks(tables, pattern.withheld, Rules())


def test_what_was_public_stays_and_what_was_secret_stays_secret() -> None:
    kept, secret = (np.array([cell in some for cell in SINGLE.cells]) for some in ({"c1", "c3"}, {"b2"}))
    tables = replace(SINGLE, kept=kept, secret=10.0 * secret)
    pattern = withhold(tables, Rules())
    assert {"a1", "b2"} == names(tables, pattern.primary)
    assert pattern.reasons[tables.cells.index("b2")] == ("secret",)
    assert not (pattern.withheld & kept).any()
    assert not breaks(tables, pattern.withheld, Rules())


def test_a_secret_zero_of_firms_stays_in_doubt() -> None:
    """No rule puts it at risk, but that the firms made nothing is what was kept secret; the audit asks for it too."""
    many, others = ({10 * at + one: 20.0 for one in range(6)} for at in (1, 2))
    secret = one_row([{1: 0.0, 2: 0.0, 3: 0.0}, many, others], "ABC", secret=["A"])
    assert {leak.cell for leak in audit(secret, Rules(), published(secret, flags(secret, "A"))).leaks} == {"A"}
    pattern = withhold(secret, Rules())
    assert names(secret, pattern.primary) == {"A"} and extra(secret, pattern) == {"B"}
    assert audit(secret, Rules(), published(secret, pattern.withheld)).passed
    empty = one_row([{}, many, others], "ABC", secret=["A"])
    assert not extra(empty, withhold(empty, Rules()))


def test_impossible_names_the_cells() -> None:
    others = np.array([cell != "a1" for cell in SINGLE.cells])
    with pytest.raises(Impossible, match="无法保护以下单元格：a1"):
        withhold(replace(SINGLE, kept=others), Rules())
    with pytest.raises(Impossible, match="已经公布，不能再隐藏：a1"):
        withhold(replace(SINGLE, kept=~others), Rules())


def test_a_cell_is_withheld_in_all_measures_and_protected_in_each() -> None:
    (value,) = SINGLE.measures
    given = value.contributions
    second = replace(
        value, name="exports", inner=value.inner * 2, contributions=replace(given, amount=given.amount * 2)
    )
    tables = replace(SINGLE, measures=(value, second))
    pattern = withhold(tables, Rules())
    assert extra(tables, pattern) == {"a3", "c1", "c3"}
    assert not breaks(tables, pattern.withheld, Rules())


def test_years_are_protected_apart() -> None:
    """Two tables that share nothing cost what each of them costs."""
    (measure,) = SINGLE.measures
    size, inner = len(SINGLE.cells), len(measure.inner)
    given = measure.contributions
    both = Measure(
        "value",
        np.kron(np.eye(2), measure.makeup),
        np.tile(measure.shown, 2),
        np.tile(measure.inner, 2),
        Contributions(np.tile(given.holder, 2), np.append(given.inner, given.inner + inner), np.tile(given.amount, 2)),
    )
    cells = tuple(year + cell for year in ("2023", "2024") for cell in SINGLE.cells)
    relations = (*SINGLE.relations, *(relation + size for relation in SINGLE.relations))
    none = np.tile(SINGLE.kept, 2)
    tables = Tables(cells, (both,), np.tile(SINGLE.cost, 2), none, none, none, relations)
    pattern = withhold(tables, Rules())
    assert pattern.cost == 78 and extra(tables, pattern) == {
        y + c for y in ("2023", "2024") for c in ("a3", "c1", "c3")
    }


RECIPES = {
    "hierarchies": Recipe(leaves=(3, 4)),
    "losses": Recipe(leaves=(3, 4), losses=0.2, firms=12),
    "three dimensions": Recipe(leaves=(2, 2, 3), nested=False, firms=25),
}


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
@pytest.mark.parametrize("seed", range(4))
def test_the_plain_attackers_find_nothing_and_every_cell_withheld_is_needed(recipe: Recipe, seed: int) -> None:
    tables = at_random(seed, recipe)
    pattern = withhold(tables, Rules())
    assert pattern.primary.tolist() == primary(tables, Rules()).tolist()
    assert breaks(tables, pattern.withheld, Rules()) == []
    for cell in np.flatnonzero(pattern.withheld & ~pattern.primary):
        undone = pattern.withheld.copy()
        undone[cell] = False
        assert breaks(tables, undone, Rules()), tables.cells[cell]


@pytest.mark.parametrize("seed", range(1, 9))
def test_no_pattern_of_all_is_cheaper(seed: int) -> None:
    tables = at_random(seed, Recipe(leaves=(2, 3), linked=seed % 2 == 0, firms=8, losses=0.2 * (seed % 3 == 0)))
    pattern = withhold(tables, Rules())
    assert pattern.exact
    assert pattern.cost == pytest.approx(cheapest(tables, Rules(), rounded(tables.cost)))


@pytest.mark.parametrize("seed", range(4))
def test_the_heuristic_is_safe_and_states_its_gap(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = at_random(seed, RECIPES["hierarchies"])
    best = withhold(tables, Rules())
    monkeypatch.setattr(suppression, "_SMALL_LIMITS", (1, 0))
    pattern = withhold(tables, Rules())
    assert breaks(tables, pattern.withheld, Rules()) == []
    assert pattern.bound <= best.cost <= pattern.cost <= 2 * best.cost


def test_twice_the_same() -> None:
    tables = at_random(5, Recipe(leaves=(4, 4), firms=30))
    first, second = withhold(tables, Rules()), withhold(tables, Rules())
    assert first.withheld.tolist() == second.withheld.tolist()


def revised(tables: Tables, seed: int) -> Tables:
    """The tables with every contribution up to 1 % higher or lower."""
    (measure,) = tables.measures
    given = measure.contributions
    amount = given.amount * np.random.default_rng(seed).uniform(0.99, 1.01, len(given.amount))
    inner = np.bincount(given.inner, amount, len(measure.inner))
    return replace(tables, measures=(replace(measure, inner=inner, contributions=replace(given, amount=amount)),))


@pytest.mark.parametrize("seed", range(3))
def test_a_small_revision_shows_nothing_that_was_secret(seed: int) -> None:
    tables = at_random(seed, Recipe(leaves=(4, 4), firms=40, ties=0))
    before = withhold(tables, Rules()).withheld
    after = withhold(replace(revised(tables, seed), hidden=before), Rules()).withheld
    assert not (before & ~after).any()


@pytest.mark.parametrize("seed", range(3))
def test_a_small_revision_hides_little_more_where_what_was_hidden_costs_nothing(seed: int) -> None:
    tables = at_random(seed, Recipe(leaves=(4, 4), firms=40, ties=0))
    before = withhold(tables, Rules()).withheld
    later = replace(revised(tables, seed), cost=np.where(before, 0, tables.cost))
    assert (withhold(later, Rules()).withheld & ~before).sum() <= 2


def test_knowledge_of_every_value_makes_hiding_dearer() -> None:
    loose, tight = withhold(SINGLE, Rules()), withhold(SINGLE, Rules(knowledge_percent=20))
    assert tight.cost >= loose.cost
    with pytest.raises(Impossible):
        withhold(SINGLE, Rules(knowledge_percent=5))
