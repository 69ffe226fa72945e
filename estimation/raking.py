"""Raking: cells scaled until they add up to known margins (iterative proportional fitting, Deming and Stephan 1940)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from estimation.arrays import EstimationError, Integers, Reals

_ROUNDING = 1e-12


@dataclass(frozen=True)
class Margin:
    """What the cells at the positions `members` are to add up to; a cell may belong to many margins."""

    name: str
    members: Integers
    target: float


@dataclass(frozen=True)
class Raked:
    """The cells after raking, raked over original (1 where a cell is 0), and the rounds that it took."""

    cells: Reals
    factors: Reals
    rounds: int


class MarginError(EstimationError):
    """A margin that the cells cannot meet."""

    def __init__(self, margin: str, zh: str, en: str) -> None:
        super().__init__(f"边际「{margin}」{zh}", f"margin '{margin}' {en}")
        self.margin = margin


def rake(cells: Reals, margins: Sequence[Margin], tolerance: float = 1e-9, rounds: int = 10_000) -> Raked:
    """The cells nearest to the given ones (in relative entropy) that meet every margin to `tolerance`, relative.

    Each round scales the cells of every margin, in order, to its target. A negative cell is held fixed and taken off
    its margins' targets. Raises MarginError for what cannot be met.
    """
    original = np.asarray(cells, dtype=np.float64)
    wanted = [_scaled(original, margin) for margin in margins]
    raked = original.copy()
    if not wanted:
        return Raked(raked, np.ones_like(raked), 0)
    for done in range(1, rounds + 1):
        before = raked.copy()
        _scale(raked, wanted)
        worst, off = _furthest(raked, wanted)
        if off <= tolerance:
            return Raked(raked, np.divide(raked, original, out=np.ones_like(raked), where=original != 0), done)
        if _movement(before, raked) * (rounds - done) < off:
            break
    raise _contradicted(worst, float(raked[worst.members].sum()), off)


def remainder(whole: Margin, parts: Sequence[Margin], tolerance: float = 1e-9) -> Margin | None:
    """What a margin leaves to the cells of none of its parts; None where they leave no cell. Fitting nested margins in
    turn would take thousands of rounds where one part is missing. Raises MarginError where the parts come to
    more than the whole, or leave no cell and differ from it, by more than `tolerance`, relative."""
    covered = np.concatenate([np.zeros(0, dtype=np.int64), *(part.members for part in parts)])
    left, target = np.setdiff1d(whole.members, covered), whole.target - sum(part.target for part in parts)
    if target < -tolerance * abs(whole.target):
        raise _contradicted(whole, whole.target - target, abs(target) / abs(whole.target))
    if left.size:
        return Margin(whole.name, left, target)
    if abs(target) > tolerance * abs(whole.target):
        raise _contradicted(whole, whole.target - target, abs(target) / abs(whole.target))
    return None


def _scaled(cells: Reals, margin: Margin) -> Margin:
    """The margin of the cells that may change: positive ones, without what fixed cells take of the target."""
    members = np.asarray(margin.members, dtype=np.int64)
    if not members.size:
        raise MarginError(
            margin.name, "没有单元格：请补列其单元或删去该边际", "has no cells: give it some or leave it out"
        )
    if len(np.unique(members)) < members.size:
        raise MarginError(margin.name, "重复列出单元格：每格只列一次", "names a cell twice: name each cell once")
    values = cells[members]
    if not np.isfinite(values).all():
        raise MarginError(margin.name, "含非有限数值的单元格：请先补足", "has a cell that is no number: fill it first")
    if not np.isfinite(margin.target):
        raise MarginError(margin.name, "的目标不是有限数：请更正目标", "has a target that is no number: correct it")
    fixed = float(values[values < 0].sum())
    target = margin.target - fixed
    if abs(target) <= _ROUNDING * max(abs(margin.target), abs(fixed)):
        target = 0.0
    _check(margin, target, fixed, float(values[values > 0].sum()))
    return Margin(margin.name, members[values > 0], target)


def _check(margin: Margin, target: float, fixed: float, free: float) -> None:
    """Raise MarginError unless the positive cells, `free` in all, can be scaled to the target."""
    if target < 0:
        raise MarginError(
            margin.name,
            f"的目标 {margin.target:g} 低于其负值单元格之和 {fixed:g}：请更正目标或单元格",
            f"has the target {margin.target:g}, below its negative cells' sum {fixed:g}: correct either",
        )
    if target > 0 and free == 0:
        raise MarginError(
            margin.name,
            f"须达 {target:g} 而其单元格均为零：请补报单元格或更正目标",
            f"is to reach {target:g} and all its cells are zero: report a cell or correct the target",
        )
    if target == 0 and free > 0:
        raise MarginError(
            margin.name,
            f"的目标为零，将抹去已报的 {free:g}：请更正目标，或确认后先将单元格置零",
            f"has the target zero, which would erase {free:g} reported: correct it, or set the cells to zero first",
        )


def _scale(cells: Reals, margins: Sequence[Margin]) -> None:
    """One round, in place; a margin whose cells have run dry is left to be found furthest off."""
    for margin in margins:
        values = cells[margin.members]
        total = values.sum()
        if total > 0:
            cells[margin.members] = values * (margin.target / total)


def _furthest(cells: Reals, margins: Sequence[Margin]) -> tuple[Margin, float]:
    """The margin that is furthest from its target, and how far, relative to the target."""
    distances = [abs(cells[m.members].sum() - m.target) / m.target if m.target else 0.0 for m in margins]
    worst = int(np.argmax(distances))
    return margins[worst], float(distances[worst])


def _movement(before: Reals, after: Reals) -> float:
    """How far one round moved the cell that it moved most, relative: no later round moves any further."""
    moved = np.divide(after, before, out=np.ones_like(after), where=before > 0)
    return float(np.abs(moved - 1).max())


def _contradicted(margin: Margin, total: float, off: float) -> MarginError:
    """The margins contradict each other; the one that is furthest off is the place to look first."""
    return MarginError(
        margin.name,
        f"与其他边际矛盾：目标 {margin.target:g}，各边际调整后为 {total:g}，相差 {off:.2%}；请核对这些边际的总计",
        f"contradicts the others: target {margin.target:g}, {total:g} after all margins, {off:.2%} off; "
        "compare the totals of the margins",
    )
