"""Small tables of the disclosure-control literature: what was published about them is found, as cheap or cheaper.

The numbers are facts of these publications; what each of them leaves open (who else is in a cell) is made up here.
Handbook: Handbook on Statistical Disclosure Control, 2nd edition 2024, chapter 4 (github.com/sdcTools/HandbookSDC).
GaussSuppression: its vignette "Magnitude table suppression" and its manual (Statistics Norway, version of 2024/25).
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from expectations.disclosure.audit import Audit, audit
from expectations.disclosure.leaks import INSIDER
from expectations.disclosure.master import rounded
from expectations.disclosure.risk import Risk, risk
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Pattern, withhold
from expectations.disclosure.tables import Flags, Tables
from tests.attacks import Firms, flags, grid, published, row

NO_RULE = Rules(minimum_holders=1, dominance_percent=100, prior_percent=0, range_percent=0)
EXACT_ONLY = NO_RULE.model_copy(update={"minimum_holders": 2})


def many(number: int, value: float) -> Firms:
    """A value that is spread evenly over ten firms of its own."""
    return {1000 + 10 * number + one: value / 10 for one in range(10)}


def priced(tables: Tables) -> Tables:
    """With the value of each cell as its cost, as the publications have it."""
    return replace(tables, cost=np.abs(tables.measures[0].values))


def names(tables: Tables, cells: Flags) -> set[str]:
    return {tables.cells[cell] for cell in np.flatnonzero(cells)}


def extra(tables: Tables, pattern: Pattern) -> set[str]:
    return names(tables, pattern.withheld & ~pattern.primary)


def cost(tables: Tables, *secondary: str) -> float:
    return float(rounded(tables.cost)[flags(tables, *secondary)].sum())


def attacked(tables: Tables, rules: Rules, *withheld: str) -> Audit:
    return audit(tables, rules, published(tables, flags(tables, *withheld)))


def intervals(found: Audit) -> dict[str, tuple[float, float]]:
    return {each.cell: (each.low, each.high) for each in found.intervals}


def leaking(found: Audit) -> set[str]:
    return {leak.cell for leak in found.leaks}


def judged(amounts: list[float], rules: Rules) -> Risk | None:
    return risk(np.arange(len(amounts)), np.array(amounts), 0.0, rules)


class TestHandbookRules:
    """Cells with the contributions that the handbook's examples give; the rest of the total is one more firm's."""

    NEAR = (50_000.0, 49_000.0, 1_000.0)
    LARGE_REST = (52_000.0, 50_000.0, 8_000.0)

    def test_one_may_be_no_dominant_firm_and_the_second_still_estimate_it(self) -> None:
        """Example 1 of the section on sensitive cells: 100 000 is safe by (1,90), the second is 2 % off."""
        assert (
            judged([*self.NEAR], NO_RULE.model_copy(update={"dominance_holders": 1, "dominance_percent": 90})) is None
        )
        assert judged([*self.NEAR], NO_RULE.model_copy(update={"prior_percent": 2})) is None
        found = judged([*self.NEAR], NO_RULE.model_copy(update={"prior_percent": 10}))
        assert found == Risk(("p_percent",), 5_000 - 1_000)

    def test_dominance_of_two_protects_more_than_the_p_percent_rule(self) -> None:
        """Example 2: 110 000 is safe by p = 10 (15.4 %), not by (2, 100 · 100/110)."""
        assert judged([*self.LARGE_REST], NO_RULE.model_copy(update={"prior_percent": 10})) is None
        assert judged([*self.LARGE_REST], NO_RULE.model_copy(update={"prior_percent": 15.3})) is None
        assert judged([*self.LARGE_REST], NO_RULE.model_copy(update={"prior_percent": 15.4})) is not None
        found = judged([*self.LARGE_REST], NO_RULE.model_copy(update={"dominance_percent": 100 / 1.1}))
        assert found is not None and found.broken == ("dominance",)

    def test_the_upper_bound_that_dominance_wants(self) -> None:
        """Example 4: 330 of 300, 20 and 10 must seem to be up to 352.94 at least, by (1,85)."""
        found = judged([300, 20, 10], NO_RULE.model_copy(update={"dominance_holders": 1, "dominance_percent": 85}))
        assert found is not None and 330 + found.width == pytest.approx(352.94, abs=0.005)


def test_a_sector_and_its_three_subsectors() -> None:
    """Handbook, example 1a: 56 600 − 47 600 − 8 002 gives the one that is not shown; one of the others goes with it."""
    sector = priced(row([{1: 998.0}, many(1, 47_600), many(2, 8_002)], ["I", "II", "III"]))
    alone = attacked(sector, Rules(), "I")
    assert intervals(alone)["I"] == pytest.approx((998, 998)) and leaking(alone) == {"I"}
    pattern = withhold(sector, Rules())
    assert (names(sector, pattern.primary), extra(sector, pattern)) == ({"I"}, {"III"})
    assert pattern.exact and pattern.cost <= cost(sector, "II")
    assert attacked(sector, Rules(), "I", "III").passed


def test_the_intervals_of_four_withheld_cells() -> None:
    """Geurts 1992, table 10, after the handbook, example 3: the first cell is between 3 and 6 (any table will do that
    has the published totals; the other intervals follow by hand)."""
    geurts = grid(3, 2, [{1: 4.0}, {2: 3.0}, {3: 2.0}, {4: 1.0}, many(5, 3), many(6, 3)])
    found = intervals(attacked(geurts, Rules(), "0.0", "0.1", "1.0", "1.1"))
    wanted = {"0.0": (3, 6), "0.1": (1, 4), "1.0": (0, 3), "1.1": (0, 3)}
    assert found == {cell: pytest.approx(ends, abs=1e-9) for cell, ends in wanted.items()}


def test_investment_by_activity_and_region() -> None:
    """Fischetti & Salazar-González 2001, the introductory table: activity II in region C is confidential; with II·A,
    III·A and III·C it is between 5 and 30."""
    values = (20, 50, 10, 8, 19, 22, 17, 32, 12)
    firms = [{1: 22.0} if at == 5 else many(at, value) for at, value in enumerate(values)]
    table = priced(grid(3, 3, firms))
    theirs = ("1.0", "2.0", "2.2")
    pattern = withhold(table, Rules())
    assert names(table, pattern.primary) == {"1.2"}
    assert pattern.exact and pattern.cost <= cost(table, *theirs) == 37
    assert extra(table, pattern) == set(theirs)
    assert leaking(attacked(table, Rules(), "1.2")) == {"1.2"}
    found = attacked(table, Rules(), "1.2", *theirs)
    assert found.passed and intervals(found)["1.2"] == pytest.approx((5, 30))


def test_two_in_every_row_and_column_are_not_enough() -> None:
    """sdcTable, its test of the simple heuristic: nine cells of a 4 × 4 table, two or three in each row and column, and
    still one follows exactly (47); one more cell makes it between 0 and 78 (31, as 47 + 31 tells)."""
    values = (30, 47, 64, 89, 90, 124, 5, 31, 92, 100, 59, 85, 800, 991, 651, 685)
    nine = ("0.0", "0.1", "0.2", "1.0", "1.2", "2.1", "2.3", "3.1", "3.3")
    table = priced(grid(4, 4, [many(at, value) for at, value in enumerate(values)]))
    table = replace(table, secret=1e-6 * flags(table, *nine))
    unsafe = attacked(table, EXACT_ONLY, *nine)
    assert intervals(unsafe)["0.1"] == pytest.approx((47, 47)) and leaking(unsafe) == {"0.1"}
    pattern = withhold(table, EXACT_ONLY)
    assert pattern.exact and pattern.cost <= cost(table, "1.3")
    safe = attacked(table, EXACT_ONLY, *nine, *extra(table, pattern))
    assert safe.passed and intervals(safe)["0.1"] == pytest.approx((0, 78))
    wider = withhold(table, Rules())
    assert attacked(table, Rules(), *names(table, wider.withheld)).passed


class TestSevenCellsOfAHundred:
    """GaussSuppression, examples of its manual: seven cells of 100, the contributions of each by size."""

    SHARES = ([100], [90, 10], [80, 20], [70, 30], [50, 25, 25], [40, 20, 20, 20], [25, 25, 25, 25])

    @pytest.mark.parametrize(
        ("rules", "primary"),
        [
            ({"minimum_holders": 2}, 1),
            ({"dominance_percent": 70}, 5),
            ({"prior_percent": 7}, 4),
            ({"minimum_holders": 4}, 5),
        ],
    )
    def test_the_primary_cells(self, rules: dict[str, float], primary: int) -> None:
        """One contributor; two over 70 %; p = 7; up to three contributors."""
        found = [judged([float(share) for share in each], NO_RULE.model_copy(update=rules)) for each in self.SHARES]
        assert [each is not None for each in found] == [True] * primary + [False] * (7 - primary)

    def test_one_more_cell_hides_that_of_a_single_firm(self) -> None:
        """With the total, theirs withholds one other cell beside the first."""
        firms = [{10 * at + one: float(share) for one, share in enumerate(each)} for at, each in enumerate(self.SHARES)]
        table = priced(row(firms, [f"v{at}" for at in range(1, 8)]))
        pattern = withhold(table, EXACT_ONLY)
        assert names(table, pattern.primary) == {"v1"}
        assert pattern.exact and pattern.cost <= cost(table, "v4") == 100
        assert attacked(table, EXACT_ONLY, *names(table, pattern.withheld)).passed


class TestSectorsByCountry:
    """GaussSuppression, vignette: sales of companies A to D by sector (agriculture, entertainment, government,
    industry) and country (Iceland, Portugal, Spain); cells are sector.country."""

    SALES = (
        ("", "A75.9 B24.5", "A96.6 B43.2"),
        ("B16.8", "B7.1 D2.3", "A77.4 B11.5 C16.4"),
        ("", "B21.6 D2.0", "C6.5 D2.7"),
        ("B9.6 C8.8 D1.9", "B25.7 D3.4", "C8.4"),
    )
    TABLE_2 = ("1.1", "2.1", "2.2", "3.0", "3.1")
    TABLE_9 = ("3.0", "1.2", "3.T")

    def table(self, *, companies: bool) -> Tables:
        """Every sale a contributor of its own, or those of one company together."""
        number: Iterator[int] = iter(range(20))
        firms = []
        for cell in (cell.split() for line in self.SALES for cell in line):
            firms.append({"ABCD".index(sale[0]) if companies else next(number): float(sale[1:]) for sale in cell})
        return priced(grid(4, 3, firms))

    def test_single_contributors(self) -> None:
        """Table 2. Theirs withholds 29.1 too, since a single contributor could reveal another by what it knows; the
        audit sees that once firms inside are to be feared (p = 10)."""
        table = self.table(companies=False)
        pattern = withhold(table, EXACT_ONLY)
        assert names(table, pattern.primary) == {"1.0", "3.2"}
        assert pattern.exact and pattern.cost <= cost(table, *self.TABLE_2)
        assert attacked(table, EXACT_ONLY, *names(table, pattern.withheld)).passed
        feared = EXACT_ONLY.model_copy(update={"prior_percent": 10})
        assert {"1.0", "3.2"} <= self.by_insiders(attacked(table, feared, "1.0", "3.2", *self.TABLE_2[:-1]))
        assert not {"1.0", "3.2"} & self.by_insiders(attacked(table, feared, "1.0", "3.2", *self.TABLE_2))
        safe = withhold(table, feared)
        assert attacked(table, feared, *names(table, safe.withheld)).passed

    @staticmethod
    def by_insiders(found: Audit) -> set[str]:
        return {leak.cell for leak in found.leaks if INSIDER.en in leak.why.en}

    def test_one_dominant_contributor(self) -> None:
        """Table 3, (1,80): theirs withholds two totals too; they are not needed against outsiders."""
        rules = NO_RULE.model_copy(update={"dominance_holders": 1, "dominance_percent": 80})
        table = self.table(companies=False)
        theirs = ("1.1", "2.2", "3.0", "2.T", "3.T")
        pattern = withhold(table, rules)
        assert names(table, pattern.primary) == {"1.0", "2.1", "3.1", "3.2"}
        assert pattern.exact and pattern.cost <= cost(table, *theirs)
        assert attacked(table, rules, *names(table, pattern.primary), *theirs).passed
        assert attacked(table, rules, *names(table, pattern.withheld)).passed

    def test_p_percent(self) -> None:
        """Table 10, p = 30: the primary cells (those that the table gives an interval for)."""
        rules = NO_RULE.model_copy(update={"prior_percent": 30})
        table = self.table(companies=False)
        pattern = withhold(table, rules)
        cells = {"0.1", "0.2", "1.0", "1.1", "1.2", "2.1", "2.2", "2.T", "3.0", "3.1", "3.2"}
        assert names(table, pattern.primary) == cells
        assert attacked(table, rules, *names(table, pattern.withheld)).passed

    def test_the_singleton_problem(self) -> None:
        """Table 9, two companies over 99 %: the only one in 1.0 knows 1.1 too where 1.2 is shown, for their sum is
        known."""
        rules = NO_RULE.model_copy(update={"dominance_percent": 99})
        table = self.table(companies=True)
        primary = {"0.1", "0.2", "0.T", "1.0", "1.1", "2.1", "2.2", "3.1", "3.2"}
        pattern = withhold(table, rules)
        assert names(table, pattern.primary) == primary
        assert pattern.exact and pattern.cost <= cost(table, *self.TABLE_9)
        assert attacked(table, rules, *names(table, pattern.withheld)).passed
        unsafe = (each for each in self.TABLE_9 if each != "1.2")
        assert leaking(attacked(table, rules, *primary, *unsafe)) == {"1.0 + 1.1"}
        assert attacked(table, rules, *primary, *self.TABLE_9).passed
