"""Which sums are at risk under the rules as they stand, by hand."""

from collections.abc import Sequence

import pytest

from expectations.disclosure.rule_sets import rule_sets
from published.home import PROJECT

RULES = "default"


def broken(amounts: Sequence[float], rest: float = 0) -> set[str]:
    """The rules that a sum of holders' amounts and of nobody's rest breaks."""
    rules = rule_sets(PROJECT / "dbt_project")[RULES]
    ordered = sorted(amounts, reverse=True)
    total = sum(ordered) + rest
    first, second = (*ordered, 0, 0)[:2]
    return {
        name
        for name, breaks in {
            "few": 0 < len(ordered) < rules.minimum_holders,
            "dominant": sum(ordered[: rules.dominance_holders]) > rules.dominance_percent / 100 * total,
            "close": 100 * (total - first - second) < rules.prior_percent * first,
        }.items()
        if breaks
    }


@pytest.mark.parametrize(
    ("amounts", "rest", "expected"),
    [
        ([50, 50], 400, {"few"}),
        ([50, 50, 50], 350, set()),
        ([45, 45, 10], 0, set()),
        ([46, 45, 9], 0, {"dominant"}),
        ([45, 45, 5, 5], 0, set()),
        ([80, 12, 8], 0, {"dominant"}),
        ([100, 0, 0], 9, {"dominant", "close"}),
        ([100, 1, 1], 9, {"dominant"}),
        ([10_000, 1, 1], 999.5, {"dominant"}),
        ([10_000, 1, 1], 997, {"dominant", "close"}),
    ],
)
def test_a_sum_is_at_risk_from_the_third_holder_two_of_ninety_and_ten_per_cent(
    amounts: Sequence[float], rest: float, expected: set[str]
) -> None:
    assert broken(amounts, rest) == expected


def test_a_sum_of_too_few_keeps_a_tenth_of_the_largest_in_doubt() -> None:
    rules = rule_sets(PROJECT / "dbt_project")[RULES]
    assert rules.range_percent / 100 * 250 == 25
    assert rules.knowledge_percent is None, "the attacker knows signs, no sizes"
