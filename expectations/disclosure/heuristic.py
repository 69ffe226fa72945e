"""A safe pattern without a proof: one weakness after another is mended at the least price, then what was not needed is
shown again."""

import numpy as np

from expectations.disclosure.attack import Attack, Weakness
from expectations.disclosure.detour import Detour
from expectations.disclosure.master import Impossible, rounded, tie_break
from expectations.disclosure.tables import Flags, Floats

_MOVED = 1e-6


def mended(attack: Attack, withheld: Flags) -> Flags:
    """The pattern with more cells withheld until it is safe. Impossible: names the cells that nothing protects."""
    price = rounded(attack.tables.cost) + tie_break(attack.tables)
    barred = attack.tables.kept & ~attack.fixed
    detours = [Detour(each, price, barred) for each in attack.systems]
    withheld = withheld.copy()
    while (weakness := next(attack.weaknesses(withheld), None)) is not None:
        added = _mend(attack, detours, weakness, withheld, price) & ~withheld
        if not added.any():
            raise unprotected(attack, weakness)
        withheld |= added
    return withheld


def trimmed(attack: Attack, withheld: Flags) -> Flags:
    """The pattern with every cell shown again, the dearest first, that it is safe without."""
    price = rounded(attack.tables.cost) + tie_break(attack.tables)
    withheld, changed = withheld.copy(), True
    while changed:
        changed = False
        extra = np.flatnonzero(withheld & ~attack.fixed)
        for cell in extra[np.argsort(-price[extra], kind="stable")]:
            withheld[cell] = False
            if attack.safe(withheld):
                changed = True
            else:
                withheld[cell] = True
    return withheld


def unprotected(attack: Attack, weakness: Weakness | None) -> Impossible:
    """The error that names the cells of a weakness, or all that are to be protected."""
    cells = weakness.members or (weakness.cell,) if weakness else tuple(np.flatnonzero(attack.fixed).tolist())
    names = "、".join(attack.tables.cells[cell] for cell in cells)
    return Impossible(
        f"无法保护以下单元格：{names}；可以隐藏的其余单元格都已公布或不足以使其取值留有余地。"
        "请合并地区或类别后再公布，或暂不公布该表。"
        f" / nothing that may still be withheld protects {names}: merge areas or classes, or do not publish the table"
    )


def _mend(attack: Attack, detours: list[Detour], weakness: Weakness, withheld: Flags, price: Floats) -> Flags:
    if not weakness.members:
        return _opened(attack, detours, weakness, weakness.cell, withheld)
    helpful = np.flatnonzero((weakness.cut.weights > 0) & ~withheld)
    for cell in helpful[np.argsort(price[helpful], kind="stable")]:
        first = withheld.copy()
        first[cell] = True
        opened = _opened(attack, detours, weakness, int(cell), first)
        if opened.any():
            return opened | first
    return np.zeros(len(withheld), dtype=bool)


def _opened(attack: Attack, detours: list[Detour], weakness: Weakness, cell: int, withheld: Flags) -> Flags:
    """The cells that move with one cell when it moves as far as wanted; none where it cannot."""
    moves = detours[weakness.measure].cheapest(cell, weakness.sign, weakness.width, withheld, weakness.known)
    if moves is None:
        return np.zeros(len(withheld), dtype=bool)
    each = attack.systems[weakness.measure]
    opened = np.asarray((np.abs(each.makeup @ moves) > _MOVED * weakness.width) & each.shown)
    attack.learn(weakness.measure, moves, withheld | opened)
    return opened
