"""The peer of the suppressor: cells at risk are hidden behind rectangles of others, one after another, greedily.

After the hypercube method (Repsilber; GHMITER in τ-Argus): along every relation of a cell at risk one more cell is
withheld, the cheapest that is wide enough, and so on from that cell, until no relation has a single withheld member.
"""

import numpy as np

from expectations.disclosure.risk import holdings, risks
from expectations.disclosure.rules import Rules
from expectations.disclosure.tables import Flags, Floats, Integers, Tables


def withhold_greedily(tables: Tables, rules: Rules) -> Flags:
    """All withheld cells. A relation is mended by the cheapest member whose own values allow the width wanted; where
    none is wide enough, the cheapest; where none is left, it stays as it is."""
    width = np.max([_widths(tables, at, rules) for at in range(len(tables.measures))], axis=0)
    withheld = np.asarray((width > 0) | (tables.secret > 0))
    needed = np.where(withheld, width, 0)
    waiting = [*np.flatnonzero(withheld)[np.argsort(-needed[withheld], kind="stable")]]
    while waiting:
        cell = int(waiting.pop(0))
        for relation in tables.relations:
            if cell in relation and (chosen := _partner(tables, relation, cell, withheld, needed)) is not None:
                withheld[chosen], needed[chosen] = True, needed[cell]
                waiting.append(chosen)
    return withheld


def _partner(tables: Tables, relation: Integers, cell: int, withheld: Flags, needed: Floats) -> int | None:
    """The cell to withhold along one relation; None where those withheld there are wide enough or none is left."""
    others = relation[relation != cell]
    room = np.min([np.abs(measure.values) for measure in tables.measures], axis=0)
    if room[others[withheld[others]]].sum() >= max(needed[cell], 1e-9):
        return None
    free = others[~withheld[others] & ~tables.kept[others] & (room[others] > 0)]
    if not len(free):
        return None
    narrow = room[free] < needed[cell]
    return int(free[np.lexsort((free, tables.cost[free], narrow))[0]])


def _widths(tables: Tables, measure: int, rules: Rules) -> Floats:
    given = tables.measures[measure]
    return np.where(given.shown, risks(holdings(given.makeup, given), rules).width, 0)
