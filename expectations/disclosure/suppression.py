"""Which cells of linked tables to withhold so that nobody can tell what those at risk hold, at the least cost.

Source: Fischetti & Salazar-González, Solving the cell suppression problem on tabular data with linear constraints
(Management Science 2001); handbook on SDC, section on secondary suppression.
"""

from dataclasses import dataclass

import numpy as np

from expectations.disclosure.attack import Attack
from expectations.disclosure.components import component, components
from expectations.disclosure.heuristic import mended, trimmed, unprotected
from expectations.disclosure.master import Impossible, Master, never_alone, rounded
from expectations.disclosure.risk import RULE_NAMES
from expectations.disclosure.rules import Rules
from expectations.disclosure.system import at_risk
from expectations.disclosure.tables import Flags, Tables

__all__ = ["Impossible", "Pattern", "withhold"]
_EXACT_CELLS = 400
_SMALL_LIMITS = (60, 20_000)
_LARGE_LIMITS = (12, 200)
_SKETCH = 0.05
"""How far from the cheapest a pattern may be while anyone can still break it."""


@dataclass(frozen=True)
class Pattern:
    """What to withhold: cells at risk or secret (`primary`), all (`withheld`), per primary cell the rules it breaks.

    `cost` is that of the cells withheld on top, but not of those hidden before, rounded to two digits each; no pattern
    costs less than `bound`. `exact`: none costs less at all.
    """

    primary: Flags
    withheld: Flags
    reasons: dict[int, tuple[str, ...]]
    cost: float
    bound: float
    exact: bool


def withhold(tables: Tables, rules: Rules) -> Pattern:
    """The pattern for all tables together. Impossible: names cells that cannot be protected."""
    broken = np.any([at_risk(measure, rules)[2] for measure in tables.measures], axis=0)
    primary = np.asarray(broken.any(axis=0) | (tables.secret > 0))
    if (refused := primary & tables.kept).any():
        names = "、".join(tables.cells[cell] for cell in np.flatnonzero(refused))
        raise Impossible(
            f"以下单元格有泄露风险，但已经公布，不能再隐藏：{names}。请核对规则参数 disclosure_rules.csv 是否改过。"
            f" / at risk, yet public: {names}; see whether the rules in disclosure_rules.csv were changed"
        )
    fixed = primary | tables.hidden
    withheld = fixed.copy()
    bound, exact = 0.0, True
    for cells in components(tables, primary):
        part = component(tables, cells)
        pattern, least, proved = _protected(Attack(part, fixed[cells], rules))
        withheld[cells] = pattern
        bound, exact = bound + least, exact and proved
    cost = float(rounded(tables.cost)[withheld & ~fixed].sum())
    bound = cost if exact else min(bound, cost)
    return Pattern(primary, withheld, _reasons(broken, primary), cost, bound, exact)


def _protected(attack: Attack) -> tuple[Flags, float, bool]:
    """The pattern of one component, a bound of its cost, and whether it is proved to be the cheapest."""
    small = len(attack.fixed) <= _EXACT_CELLS
    rounds, nodes = _SMALL_LIMITS if small else _LARGE_LIMITS
    master = Master(attack.tables, attack.fixed, nodes)
    for cut in never_alone(attack):
        master.add(cut)
    bound, proposed, gap = 0.0, attack.fixed, _SKETCH
    for _ in range(rounds):
        proposal = master.solve(gap)
        if proposal is None:
            raise unprotected(attack, next(attack.weaknesses(attack.fixed | ~attack.tables.kept), None))
        bound, proposed = max(bound, proposal.bound), proposal.withheld
        found = list(attack.weaknesses(proposed))
        if not found and (proposal.proved or not gap):
            if proposal.proved:
                return proposed, bound, True
            break
        gap = gap if any(weakness.anyones for weakness in found) else 0.0
        for weakness in found:
            master.add(weakness.cut)
    return trimmed(attack, mended(attack, proposed)), bound, False


def _reasons(broken: Flags, primary: Flags) -> dict[int, tuple[str, ...]]:
    """By primary cell the names of the rules broken; `secret` where there are none."""
    names = {
        int(cell): tuple(name for name, flags in zip(RULE_NAMES, broken, strict=True) if flags[cell])
        for cell in np.flatnonzero(primary)
    }
    return {cell: rules or ("secret",) for cell, rules in names.items()}
