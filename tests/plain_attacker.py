"""The same attackers once more, slow and plain: one linear program per question, loops over dictionaries. What the
suppressor leaves is judged by it in tests, and on tiny tables every pattern is."""

from collections import defaultdict
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Measure, Tables

_NEAR = 1e-5


def amounts(weights: Floats, measure: Measure) -> tuple[dict[int, float], float]:
    """Holder ► amount in a weighted sum of inner cells, and what belongs to nobody."""
    held: dict[int, float] = defaultdict(float)
    left = measure.inner.copy()
    given = measure.contributions
    for holder, inner, amount in zip(given.holder, given.inner, given.amount, strict=True):
        left[inner] -= amount
        if weights[inner] != 0:
            held[int(holder)] += weights[inner] * amount
    rest = abs(sum(weight * amount for weight, amount in zip(weights, left, strict=True)))
    return {holder: abs(amount) for holder, amount in held.items()}, rest if rest > 1e-9 else 0.0


def width(held: dict[int, float], rest: float, rules: Rules) -> float:
    """The width wanted of a sum, 0 where it is not at risk."""
    ranked = [*sorted(held.values(), reverse=True), 0.0, 0.0]
    total = sum(ranked) + rest
    prior = rules.prior_percent / 100 * ranked[0] - (total - ranked[0] - ranked[1])
    top = sum(ranked[: rules.dominance_holders])
    wanted = []
    if 0 < len(held) < rules.minimum_holders:
        wanted.append(max(rules.range_percent / 100 * ranked[0], prior))
    if held and 100 * top > rules.dominance_percent * total * (1 + 1e-9):
        wanted.append(100 / rules.dominance_percent * top - total)
    if prior > 1e-9 * total:
        wanted.append(prior)
    return max(*wanted, 1e-4 * ranked[0], 1e-3) if wanted else 0.0


def primary(tables: Tables, rules: Rules) -> Flags:
    """The cells at risk in any measure, and the secret ones."""
    found = tables.secret > 0
    for measure in tables.measures:
        for cell in np.flatnonzero(measure.shown):
            found[cell] |= width(*amounts(measure.makeup[cell], measure), rules) > 0
    return found


def breaks(tables: Tables, withheld: Flags, rules: Rules) -> list[str]:
    """Everything that the attackers find out; empty where the pattern is safe."""
    return [line for measure in tables.measures for line in _broken(tables, measure, withheld, rules)]


def cheapest(tables: Tables, rules: Rules, cost: Floats) -> float:
    """The least cost of a safe pattern, by trying all of them."""
    fixed = primary(tables, rules)
    free = [cell for cell in range(len(fixed)) if not fixed[cell] and not tables.kept[cell]]
    sets = (chosen for size in range(len(free) + 1) for chosen in combinations(free, size))
    for chosen in sorted(sets, key=lambda some: sum(cost[cell] for cell in some)):
        withheld = fixed.copy()
        withheld[list(chosen)] = True
        if not breaks(tables, withheld, rules):
            return float(sum(cost[cell] for cell in chosen))
    return float("inf")


def _broken(tables: Tables, measure: Measure, withheld: Flags, rules: Rules) -> list[str]:
    found = []
    hidden = withheld | ~measure.shown
    for cell in np.flatnonzero(withheld & measure.shown):
        held, rest = amounts(measure.makeup[cell], measure)
        wanted = width(held, rest, rules)
        if not wanted and tables.secret[cell]:
            wanted = tables.secret[cell] / 100 * abs(measure.values[cell])
        if wanted and _too_close(measure, cell, hidden, _outside(measure), wanted):
            found.append(f"{measure.name} {tables.cells[cell]}")
    if found:
        return found
    if found := _unions(tables, measure, withheld, hidden, rules):
        return found
    for insider in _feared(measure, withheld):
        known = _inside(measure, insider)
        for cell in np.flatnonzero(withheld & measure.shown):
            held, rest = amounts(measure.makeup[cell], measure)
            target = max((amount for holder, amount in held.items() if holder != insider), default=0.0)
            own = held.get(insider, 0.0)
            wanted = rules.prior_percent / 100 * target - (sum(held.values()) + rest - target - own)
            at_risk = width(held, rest, rules) > 0
            if at_risk and wanted > 1e-9 and _too_close(measure, cell, hidden, known, wanted):
                return [f"{measure.name} {tables.cells[cell]} by {insider}"]
    return []


def _unions(tables: Tables, measure: Measure, withheld: Flags, hidden: Flags, rules: Rules) -> list[str]:
    found = []
    for relation in tables.relations:
        moving = [at for at in relation if hidden[at] and sum(_room(measure, at, hidden, _outside(measure))) > _NEAR]
        if not moving or relation[0] in moving or not withheld[moving].any():
            continue
        if width(*amounts(measure.makeup[moving].sum(axis=0), measure), rules):
            found.append(f"{measure.name} {[tables.cells[part] for part in moving]}")
    return found


def _too_close(
    measure: Measure, cell: int, hidden: Flags, known: list[tuple[float | None, float | None]], wanted: float
) -> bool:
    fall, rise = _room(measure, cell, hidden, known)
    deepest = _room(measure, cell, np.ones(len(hidden), dtype=bool), _outside(measure))[0]
    return rise < wanted * (1 - _NEAR) or fall < min(wanted, deepest) * (1 - _NEAR)


def _room(
    measure: Measure, cell: int, hidden: Flags, known: list[tuple[float | None, float | None]]
) -> tuple[float, float]:
    public = measure.makeup[~hidden]
    ends = []
    for sign in (1, -1):
        done = linprog(
            sign * measure.makeup[cell], A_eq=public, b_eq=np.zeros(len(public)), bounds=known, method="highs"
        )
        ends.append(np.inf if done.status in (3, 4) else abs(done.fun))
    return ends[0], ends[1]


def _outside(measure: Measure) -> list[tuple[float | None, float | None]]:
    given = measure.contributions
    bounds: list[tuple[float | None, float | None]] = []
    for inner, value in enumerate(measure.inner):
        inside = given.amount[given.inner == inner]
        if len(inside) == 0 and value == 0:
            bounds.append((0, 0))
        else:
            bounds.append((-value if value >= 0 and (inside >= 0).all() else None, None))
    return bounds


def _inside(measure: Measure, insider: int) -> list[tuple[float | None, float | None]]:
    given, bounds = measure.contributions, _outside(measure)
    for inner in set(given.inner[given.holder == insider].tolist()):
        here = given.inner == inner
        own = given.amount[here & (given.holder == insider)].sum()
        rest = measure.inner[inner] - given.amount[here].sum()
        others: dict[int, float] = defaultdict(float)
        for holder, amount in zip(given.holder[here], given.amount[here], strict=True):
            others[int(holder)] += amount if holder != insider else 0
        if set(others) == {insider} and abs(rest) < 1e-9:
            bounds[inner] = (0, 0)
        elif all(amount >= 0 for amount in others.values()) and rest >= -1e-9:
            low = bounds[inner][0]
            least = min(own - measure.inner[inner], 0)
            bounds[inner] = (least if low is None else max(low, least), bounds[inner][1])
    return bounds


def _feared(measure: Measure, withheld: Flags) -> list[int]:
    found: set[int] = set()
    for cell in np.flatnonzero(withheld & measure.shown):
        held, _ = amounts(measure.makeup[cell], measure)
        found |= set(sorted(held, key=lambda holder: (-held[holder], holder))[:2])
    for inner in range(len(measure.inner)):
        held, rest = amounts(np.eye(len(measure.inner))[inner], measure)
        if len(held) == 1 and rest == 0:
            found |= set(held)
    return sorted(found)
