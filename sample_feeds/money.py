"""The money items of a return, in 千元: integers, so that every sum downstream is exact."""

import numpy as np

from sample_feeds.text import Booleans, Integers, Reals
from sample_feeds.trades import trades

Items = dict[str, Integers]
REQUIRED = (
    "operating_revenue", "taxes_and_surcharges", "operating_profit", "gross_output",
    "intermediate_input", "payroll_payable", "vat_payable", "depreciation",
)  # fmt: skip
OPTIONAL = (
    "total_assets", "total_liabilities", "operating_cost", "selling_expenses", "administrative_expenses",
    "rd_expenses", "financial_expenses", "asset_impairment_losses", "credit_impairment_losses", "other_income",
    "investment_income", "fair_value_gains", "disposal_gains", "total_profit", "production_subsidies",
    "capitalised_rd",
)  # fmt: skip
_APPROACHES_DIFFER_BY = 0.004


def money_items(
    value_added: Integers,
    trade: Integers,
    industrial: Booleans,
    intensive: Booleans,
    rng: np.random.Generator,
) -> Items:
    """All items of a return whose income approach gives exactly `value_added` and whose production approach agrees
    within half a percent."""
    items = _income_items(value_added, industrial, intensive, rng) | _outside_items(value_added, rng)
    items["operating_profit"] = value_added - _other_than_profit(items)
    items |= _output_items(value_added, trade, items, rng)
    items |= _statement_items(items, industrial, intensive, rng)
    items["average_employees"] = np.maximum(value_added // rng.integers(190, 460, len(value_added)), 5)
    return items


def income_value_added(items: Items) -> Integers:
    """Value added by the income approach; impairment losses stand as negative numbers."""
    return items["operating_profit"] + _other_than_profit(items)


def production_value_added(items: Items) -> Integers:
    """Value added by the production approach."""
    output = items["gross_output"] + items["capitalised_rd"]
    measured: Integers = output - items["intermediate_input"] + items["vat_payable"]
    return measured


def _other_than_profit(items: Items) -> Integers:
    added = ("payroll_payable", "taxes_and_surcharges", "vat_payable", "depreciation", "capitalised_rd")
    return _sum(items, added) - _sum(items, _OUTSIDE)


_OUTSIDE = (
    "investment_income", "fair_value_gains", "disposal_gains",
    "asset_impairment_losses", "credit_impairment_losses", "other_income",
)  # fmt: skip


def _sum(items: Items, names: tuple[str, ...]) -> Integers:
    total: Integers = np.sum([items[name] for name in names], axis=0)
    return total


def _income_items(value_added: Integers, industrial: Booleans, intensive: Booleans, rng: np.random.Generator) -> Items:
    n = len(value_added)
    payroll = np.clip(rng.normal(np.where(industrial, 0.41, 0.50), 0.09, n), 0.15, 0.75)
    capitalised = np.where(intensive, 0.16, 0.03)
    return {
        "payroll_payable": _part(value_added, payroll),
        "taxes_and_surcharges": _part(value_added, rng.gamma(3.0, 0.010, n)),
        "vat_payable": _part(value_added, rng.gamma(4.0, 0.024, n)),
        "depreciation": _part(value_added, np.clip(rng.normal(0.13, 0.05, n), 0.01, 0.4)),
        "capitalised_rd": _sometimes(value_added, capitalised, rng.uniform(0.01, 0.06, n), rng),
        "production_subsidies": _sometimes(value_added, 0.08, rng.uniform(0.005, 0.03, n), rng),
    }


def _outside_items(value_added: Integers, rng: np.random.Generator) -> Items:
    n = len(value_added)
    return {
        "investment_income": _sometimes(value_added, 0.15, rng.normal(0.008, 0.03, n), rng),
        "fair_value_gains": _sometimes(value_added, 0.05, rng.normal(0.0, 0.01, n), rng),
        "disposal_gains": _sometimes(value_added, 0.12, rng.normal(0.001, 0.005, n), rng),
        "asset_impairment_losses": _sometimes(value_added, 0.18, -rng.uniform(0.001, 0.02, n), rng),
        "credit_impairment_losses": _sometimes(value_added, 0.25, -rng.uniform(0.0005, 0.01, n), rng),
        "other_income": _sometimes(value_added, 0.40, rng.uniform(0.002, 0.03, n), rng),
    }


def _output_items(value_added: Integers, trade: Integers, items: Items, rng: np.random.Generator) -> Items:
    n = len(value_added)
    ratio = np.array([t.ratio for t in trades()])[trade] * np.clip(rng.normal(1.0, 0.14, n), 0.6, 1.45)
    revenue = np.rint(value_added / ratio).astype(np.int64)
    output = _part(revenue, rng.uniform(0.97, 1.03, n))
    measured = _part(value_added, 1 + rng.uniform(-_APPROACHES_DIFFER_BY, _APPROACHES_DIFFER_BY, n))
    intermediate = output + items["capitalised_rd"] + items["vat_payable"] - measured
    return {"operating_revenue": revenue, "gross_output": output, "intermediate_input": intermediate}


def _statement_items(items: Items, industrial: Booleans, intensive: Booleans, rng: np.random.Generator) -> Items:
    revenue = items["operating_revenue"]
    n = len(revenue)
    rd_rate = np.where(intensive, 0.048, 0.021) * np.where(industrial, 1.0, 0.6) * rng.lognormal(-0.18, 0.6, n)
    expenses = {
        "selling_expenses": _part(revenue, rng.gamma(4.0, 0.007, n)),
        "administrative_expenses": _part(revenue, rng.gamma(4.0, 0.010, n)),
        "rd_expenses": _sometimes(revenue, np.where(intensive, 0.95, 0.75), np.minimum(rd_rate, 0.3), rng),
        "financial_expenses": _part(revenue, rng.normal(0.006, 0.007, n)),
    }
    earned = revenue + _sum(items, _OUTSIDE) - items["taxes_and_surcharges"] - items["operating_profit"]
    assets = _part(revenue, rng.lognormal(0.05, 0.4, n))
    return expenses | {
        "operating_cost": earned - _sum(expenses, tuple(expenses)),
        "total_profit": items["operating_profit"] + _sometimes(revenue, 0.5, rng.normal(0.0, 0.002, n), rng),
        "total_assets": assets,
        "total_liabilities": _part(assets, np.clip(rng.normal(0.55, 0.15, n), 0.08, 1.1)),
    }


def _part(whole: Integers, share: Reals) -> Integers:
    return np.rint(whole * share).astype(np.int64)


def _sometimes(whole: Integers, chance: Reals | float, share: Reals, rng: np.random.Generator) -> Integers:
    return np.where(rng.random(len(whole)) < chance, _part(whole, share), 0)
