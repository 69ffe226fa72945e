"""The audit finds what the published figures tell, on tables small enough to do by hand."""

from dataclasses import replace

import numpy as np
import pytest

from expectations.disclosure.audit import Audit, audit
from expectations.disclosure.leaks import Leak
from expectations.disclosure.public_figures import Contradiction, Public, Rate
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Tables
from tests.attacks import flags, measure, published, row, tables

RULES = Rules()
MANY = {11: 20.0, 12: 20.0, 13: 20.0, 14: 20.0, 15: 20.0}
OTHERS = {21: 15.0, 22: 15.0, 23: 15.0, 24: 15.0, 25: 15.0, 26: 15.0}
ONE = {1: 40.0}


def told(found: Audit) -> list[tuple[str, str]]:
    return [(leak.cell, leak.why.en) for leak in found.leaks]


def interval(found: Audit, cell: str) -> tuple[float, float]:
    return next((each.low, each.high) for each in found.intervals if each.cell == cell)


def years(*rates: Rate) -> tuple[Tables, Public]:
    """Two years of T = A + B, S (one firm) beside them in no total; S and what could replace it are withheld."""
    makeup = np.zeros((6, 6))
    for year in (0, 1):
        makeup[year * 3, year * 3 : year * 3 + 3] = 1
        makeup[year * 3 + 1, year * 3] = makeup[year * 3 + 2, year * 3 + 1] = 1
    value = measure("value", makeup.tolist(), [ONE, MANY, OTHERS, {1: 50.0}, MANY, OTHERS])
    both = tables(["T0", "A0", "B0", "T1", "A1", "B1"], value)
    return both, published(both, flags(both, "A0", "A1"), rates=rates)


class TestExactRecovery:
    def test_by_subtraction(self) -> None:
        alone = row([ONE, MANY, OTHERS], "ABC")
        found = audit(alone, RULES, published(alone, flags(alone, "A")))
        assert told(found) == [("A", "an outsider can tell it to [40, 40], wanted is at least [35.5556, 44.4444]")]
        assert found.leaks[0].why.zh == "外部人员可推算到 [40, 40]，至少应为 [35.5556, 44.4444]"
        assert not found.passed and found.narrowest == pytest.approx(0, abs=1e-6)

    def test_not_when_a_second_cell_hides_it(self) -> None:
        paired = row([ONE, MANY, OTHERS], "ABC")
        found = audit(paired, RULES, published(paired, flags(paired, "A", "B")))
        assert found.passed and interval(found, "A") == pytest.approx((0, 140))
        assert (found.cells, found.at_risk, found.complementary) == (4, 1, 1)
        assert found.value_kept == pytest.approx(100 * (230 + 90) / 460)
        assert found.narrowest == pytest.approx(100 * 140 / 40)

    def test_by_share_times_total(self) -> None:
        paired = row([ONE, MANY, OTHERS], "ABC")
        share = Rate("value", {1: 1.0}, {0: 1.0}, 0.1735, 0.1745)
        found = audit(paired, RULES, published(paired, flags(paired, "A", "B"), rates=[share]))
        assert interval(found, "A") == pytest.approx((0.1735 * 230, 0.1745 * 230))
        assert [cell for cell, _ in told(found)] == ["A"]

    def test_by_share_of_a_number_that_everybody_knows(self) -> None:
        paired = row([ONE, MANY, OTHERS], "ABC")
        share = Rate("value", {1: 1.0}, 1000.0, 0.0395, 0.0405)
        found = audit(paired, RULES, published(paired, flags(paired, "A", "B"), rates=[share]))
        assert interval(found, "A") == pytest.approx((39.5, 40.5)) and not found.passed

    def test_by_growth_times_level(self) -> None:
        both, public = years(Rate("value", {4: 1.0}, {1: 1.0}, 1.2495, 1.2505))
        figures = {"value": tuple(side.copy() for side in public.figures["value"])}
        for side in figures["value"]:
            side[1] = 40.0
        found = audit(both, RULES, Public(figures, public.rates))  # type: ignore[arg-type]
        assert interval(found, "A1") == pytest.approx((40 * 1.2495, 40 * 1.2505))
        assert {leak.cell for leak in found.leaks} == {"A0", "A1"}

    def test_a_growth_of_two_withheld_cells_tells_neither(self) -> None:
        both, public = years(Rate("value", {4: 1.0}, {1: 1.0}, 1.2495, 1.2505))
        found = audit(both, RULES, public)
        assert found.passed and interval(found, "A0") == pytest.approx((0, 140 / 1.2495))

    def test_by_contribution_to_growth(self) -> None:
        both, public = years(Rate("value", {4: 1.0, 1: -1.0}, {0: 1.0}, 0.0430, 0.0440))
        assert audit(both, RULES, public).passed
        figures = {"value": tuple(side.copy() for side in public.figures["value"])}
        for side in figures["value"]:
            side[1] = 40.0
        found = audit(both, RULES, Public(figures, public.rates))  # type: ignore[arg-type]
        assert interval(found, "A1") == pytest.approx((40 + 0.043 * 230, 40 + 0.044 * 230))

    def test_of_a_complementary_cell_is_told_too(self) -> None:
        needless = row([MANY, OTHERS], "AB")
        found = audit(needless, RULES, published(needless, flags(needless, "A")))
        assert told(found) == [("A", "an outsider can work it out exactly, 100")]


class TestRules:
    @pytest.mark.parametrize(
        ("firms", "rule"),
        [
            ({1: 10.0, 2: 10.0}, "too few holders, dominated by its largest holders, the second largest"),
            ({1: 80.0, 2: 15.0, 3: 3.0, 4: 3.0}, "dominated by its largest holders, the second largest"),
            ({1: 50.0, 2: 42.0, 3: 4.0, 4: 4.0}, "dominated by its largest holders"),
        ],
    )
    def test_a_cell_at_risk_that_is_shown_is_a_leak(self, firms: dict[int, float], rule: str) -> None:
        open_ = row([firms, MANY, OTHERS], "ABC")
        found = audit(open_, RULES, published(open_, flags(open_)))
        (leak,) = found.leaks
        assert leak.cell == "A" and leak.why.en.startswith(f"is shown and at risk: {rule}")

    def test_what_belongs_to_nobody_hides_a_holder_but_is_no_holder(self) -> None:
        estimated = row([{1: 5.0, 2: 4.0}, {1: 5.0, 2: 5.0, 3: 5.0}, MANY], "ABC", rest=[500.0, 0.5, 0.0])
        found = audit(estimated, RULES, published(estimated, flags(estimated)))
        assert told(found) == [("A", "is shown and at risk: too few holders")]

    def test_an_estimate_without_holders_is_not_at_risk(self) -> None:
        estimated = row([{}, MANY, OTHERS], "ABC", rest=[30.0, 0.0, 0.0])
        assert audit(estimated, RULES, published(estimated, flags(estimated))).passed

    def test_exactly_at_the_limit_is_allowed(self) -> None:
        limit = row([{1: 50.0, 2: 40.0, 3: 5.0, 4: 5.0}, MANY, OTHERS], "ABC")
        assert audit(limit, RULES, published(limit, flags(limit))).passed

    def test_holdings_of_one_group_are_one_holder(self) -> None:
        spread = tables(
            ["T", "AB", "C"],
            measure("value", [[1, 1, 1], [1, 1, 0], [0, 0, 1]], [{1: 40.0}, {1: 30.0, 2: 2.0, 3: 2.0}, MANY]),
        )
        found = audit(spread, RULES, published(spread, flags(spread)))
        assert [cell for cell, _ in told(found)] == ["AB"]

    def test_a_withheld_cell_shown_in_another_measure_is_a_leak(self) -> None:
        makeup = [[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]
        two = tables(
            ["T", "A", "B"], measure("value", makeup, [ONE, MANY]), measure("reported", makeup, [MANY, OTHERS])
        )
        public = published(two, flags(two, "A", "B"))
        figures = dict(public.figures) | {"reported": published(two, flags(two)).figures["reported"]}
        found = audit(two, RULES, Public(figures))
        assert [(leak.cell, leak.measure) for leak in found.leaks] == [("A", "reported")]

    def test_no_firm_is_named(self) -> None:
        alone = row([{987654: 40.0}, MANY, OTHERS], "ABC")
        found = audit(alone, RULES, published(alone, flags(alone, "A")))
        assert all("987654" not in leak.why.en + leak.why.zh for leak in found.leaks)


class TestInsiders:
    def test_a_holder_that_is_alone_elsewhere_is_no_cover(self) -> None:
        """A and B hide each other from everybody but the only firm of B, which subtracts itself."""
        pair = row([ONE, {2: 45.0}, MANY], "ABC")
        found = audit(pair, Rules(minimum_holders=1), published(pair, flags(pair, "A", "B")))
        assert ("A", "one of the units in the table can tell it to [40, 40], wanted is at least [36, 44]") in told(
            found
        )
        assert all(who.startswith("one of the units") for cell, who in told(found) if cell in "AB")

    def test_a_holder_knows_that_a_cell_holds_at_least_its_own_amount(self) -> None:
        """Firm 2 has 98 of the 100 of B: of A + B = 140 it knows that A is at most 42."""
        pair = row([ONE, {2: 98.0, 3: 1.0, 4: 1.0}, MANY], "ABC")
        rules = Rules(minimum_holders=1)
        found = audit(pair, rules, published(pair, flags(pair, "A", "B")))
        assert ("A", "one of the units in the table can tell it to [0, 42], wanted is at least [36, 44]") in told(found)

    def test_the_holders_of_a_large_cover_learn_little(self) -> None:
        covered = row([ONE, MANY, OTHERS], "ABC")
        assert audit(covered, RULES, published(covered, flags(covered, "A", "B"))).passed


class TestUnions:
    def test_two_cells_of_one_firm_are_its_sum(self) -> None:
        one = row([{1: 40.0}, {1: 30.0, 2: 1.0}, MANY, OTHERS], "ABCD")
        found = audit(one, RULES, published(one, flags(one, "A", "B")))
        assert ("A + B", "an outsider can tell it to [71, 71], wanted is at least [63.1111, 78.8889]") in told(found)

    def test_a_third_cell_hides_the_sum(self) -> None:
        one = row([{1: 40.0}, {1: 30.0, 2: 1.0}, MANY, OTHERS], "ABCD")
        assert audit(one, RULES, published(one, flags(one, "A", "B", "C"))).passed

    def test_no_sum_is_known_where_the_total_is_withheld(self) -> None:
        one = row([{1: 40.0}, {1: 30.0, 2: 1.0}, MANY, OTHERS], "ABCD")
        assert audit(one, RULES, published(one, flags(one, "T", "A", "B"))).passed

    def test_a_total_that_follows_from_elsewhere_is_known(self) -> None:
        """T is withheld, but it is also U + V, and both are shown."""
        makeup = [[1.0, 1, 1], [1.0, 0, 0], [0.0, 1, 0], [0.0, 0, 1], [1.0, 1, 0.5], [0.0, 0, 0.5]]
        value = measure("value", makeup, [{1: 40.0}, {1: 30.0, 2: 1.0}, MANY])
        cut = tables(["T", "A", "B", "C", "U", "V"], value, relations=[(0, 1, 2, 3), (0, 4, 5)])
        found = audit(cut, RULES, published(cut, flags(cut, "T", "A", "B")))
        assert "A + B" in [cell for cell, _ in told(found)]


class TestWhatIsKnownBeforehand:
    def test_value_added_below_zero_takes_away_the_floor(self) -> None:
        """Were 0 a bound, B ≤ 12 would follow; with a loss inside, both are open."""
        losses = row([{1: 20.0, 2: -8.0}, {3: 2.0, 4: -3.0}, MANY], "ABC")
        found = audit(losses, RULES, published(losses, flags(losses, "A", "B")))
        assert interval(found, "A") == (-np.inf, np.inf) and found.passed

    def test_without_losses_nothing_is_below_zero(self) -> None:
        small = row([{1: 20.0}, {3: 1.0}, MANY], "ABC")
        found = audit(small, RULES, published(small, flags(small, "A", "B")))
        assert interval(found, "A") == pytest.approx((0, 21))

    def test_an_empty_inner_cell_is_a_known_zero_and_hides_nothing(self) -> None:
        empty = row([ONE, {}, MANY], "ABC")
        found = audit(empty, RULES, published(empty, flags(empty, "A", "B")))
        assert [cell for cell, _ in told(found)] == ["A"]

    def test_an_attacker_who_knows_every_cell_roughly_needs_no_subtraction(self) -> None:
        paired = row([ONE, MANY, OTHERS], "ABC")
        found = audit(paired, Rules(knowledge_percent=5), published(paired, flags(paired, "A", "B")))
        assert interval(found, "A") == pytest.approx((38, 42)) and not found.passed

    def test_what_was_public_before_is_no_cover(self) -> None:
        before = row([ONE, MANY, OTHERS], "ABC", kept=["B"])
        found = audit(before, RULES, published(before, flags(before, "A", "B")))
        assert [cell for cell, _ in told(found)] == ["B", "A"]
        assert "was public before" in found.leaks[0].why.en

    def test_what_changed_too_tellingly_stays_in_doubt_as_far_as_that_wants(self) -> None:
        before = row([MANY, OTHERS, {31: 3.0, 32: 3.0, 33: 3.0, 34: 3.0}], "ABC", secret=["A"])
        assert (
            "its change since an earlier release"
            in audit(before, RULES, published(before, flags(before))).leaks[0].why.en
        )
        assert audit(before, RULES, published(before, flags(before, "A", "B"))).passed
        more = replace(before, secret=1.5 * before.secret)
        thin = audit(more, RULES, published(more, flags(more, "A", "C")))
        assert told(thin) == [("A", "an outsider can tell it to [0, 112], wanted is at least [85, 115]")]

    def test_a_secret_zero_that_everybody_knows_needs_no_doubt(self) -> None:
        before = row([{}, MANY, OTHERS], "ABC", secret=["A"])
        assert audit(before, RULES, published(before, flags(before, "A"))).passed


class TestRounding:
    def test_a_rounded_total_leaves_a_doubt_of_half_a_unit_for_each_number(self) -> None:
        alone = row([ONE, MANY, OTHERS], "ABC")
        fine = audit(alone, RULES, published(alone, flags(alone, "A"), unit=1.0))
        assert interval(fine, "A") == pytest.approx((38.5, 41.5)) and not fine.passed
        coarse = audit(alone, RULES, published(alone, flags(alone, "A"), unit=10.0))
        assert interval(coarse, "A") == pytest.approx((25, 55)) and coarse.passed

    def test_a_number_that_is_not_the_tables_is_an_error(self) -> None:
        wrong = row([ONE, MANY, OTHERS], "ABC")
        low, high = published(wrong, flags(wrong, "A")).figures["value"]
        with pytest.raises(Contradiction, match="value in T"):
            audit(wrong, RULES, Public({"value": (low + 1, high + 1)}))

    def test_a_rate_that_is_not_the_tables_is_an_error(self) -> None:
        wrong = row([ONE, MANY, OTHERS], "ABC")
        share = Rate("value", {1: 1.0}, {0: 1.0}, 0.18, 0.19)
        with pytest.raises(Contradiction, match="rate"):
            audit(wrong, RULES, published(wrong, flags(wrong, "A", "B"), rates=[share]))

    def test_a_negative_denominator_turns_the_rate_round(self) -> None:
        losses = row([{1: 20.0, 2: -8.0}, {3: 2.0, 4: -300.0}, MANY], "ABC")
        share = Rate("value", {1: 1.0}, {0: 1.0}, 12 / -186 - 0.001, 12 / -186 + 0.001)
        assert interval(audit(losses, RULES, published(losses, flags(losses, "A", "B"), rates=[share])), "A") == (
            pytest.approx((12 - 0.186, 12 + 0.186))
        )


def test_a_leak_is_frozen() -> None:
    alone = row([ONE, MANY, OTHERS], "ABC")
    leak = audit(alone, RULES, published(alone, flags(alone, "A"))).leaks[0]
    assert isinstance(leak, Leak)
    with pytest.raises(ValueError, match="frozen"):
        leak.cell = "B"
