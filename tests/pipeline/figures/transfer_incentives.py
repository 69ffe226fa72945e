"""Rewards by institution and year, and the 5 per cent rule on the amounts as reported."""

from collections.abc import Iterator
from decimal import Decimal

from tests.pipeline.counted import HOLDERS, Truth, percent

KEY = ("year", "institution_name")


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("education_bureau/transfer_rewards"):
        reward, staff = Decimal(row["reward"]), Decimal(row["staff_reward"])
        rule = "met" if staff >= reward * Decimal("0.05") else "not_met"
        yield {
            "year": int(row["year"]),
            "institution_name": row["institution_name"],
            "holder_type": HOLDERS[row["institution_type"]],
            "conversion_income": Decimal(row["income"]),
            "reward_total": reward,
            "staff_reward": staff,
            "staff_reward_share": percent(staff, reward) if reward else None,
            "five_percent_rule": rule if reward else "no_reward",
            "contribution_points": int(row["points"]),
            "separately_listed_patents": int(row["listed_patents"]),
        }
