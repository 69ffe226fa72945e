"""Controlled rounding: every figure of a measure goes to a multiple of a public base beside it, so that all that adds
up still does, nobody can tell a cell at risk too closely, and the figures change as little as possible in sum.

Sources: Cox, A constructive procedure for unbiased controlled rounding (JASA 1987); Salazar-González, Controlled
rounding and cell perturbation (Mathematical Programming 2006); handbook on SDC, section on controlled rounding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from expectations.disclosure.components import component, components
from expectations.disclosure.margins import Cut, Margins
from expectations.disclosure.master import Impossible
from expectations.disclosure.multiples import Multiples
from expectations.disclosure.rules import Rules
from expectations.disclosure.system import at_risk
from expectations.disclosure.tables import Floats, Integers, Tables
from expectations.disclosure.unions import holding

_NOISE = 1e-9
_TOLD = 10


@dataclass(frozen=True)
class Part:
    """Linked tables of one measure, and the base to which its figures are rounded; `low` and `high`: between what
    earlier releases have told every cell to be (±∞: nothing).
    """

    tables: Tables
    base: int
    low: Floats | None = None
    high: Floats | None = None

    def told(self, cells: Integers) -> tuple[Floats, Floats]:
        """What earlier releases told of some cells."""
        none = np.full(len(cells), np.inf)
        return -none if self.low is None else self.low[cells], none if self.high is None else self.high[cells]


@dataclass(frozen=True)
class Pair:
    """A cell (part and cell) whose figure is never above that of another."""

    lesser: tuple[int, int]
    greater: tuple[int, int]


def rounded(parts: Sequence[Part], rules: Rules, pairs: Sequence[Pair] = ()) -> list[Floats]:
    """By part the figures of all cells, multiples of its base that are less than the base from the truth.

    Raises Impossible: names cells that would be known too closely or not add up, and larger bases that would do.
    """
    found, stuck = _tried(parts, rules, pairs)
    if stuck is not None:
        raise _refusal(parts, stuck, _sufficient(parts, rules, pairs, stuck.part))
    return found


def _tried(parts: Sequence[Part], rules: Rules, pairs: Sequence[Pair]) -> tuple[list[Floats], "_Stuck | None"]:
    figures = [np.zeros(len(part.tables.cells)) for part in parts]
    for blocks in _groups(parts, pairs):
        joint = [_Block(parts[at], cells, rules) for at, cells in blocks]
        place = {(at, int(cell)): n for n, (at, cell) in enumerate((at, c) for at, cells in blocks for c in cells)}
        found, block = _solved(joint, [(place[p.lesser], place[p.greater]) for p in pairs if p.lesser in place])
        if block is not None:
            return figures, _Stuck(blocks[block][0], joint[block].suspects)
        for (at, cells), each in zip(blocks, np.split(found, np.cumsum([len(c) for _, c in blocks])[:-1]), strict=True):
            figures[at][cells] = each
    return figures, None


@dataclass(frozen=True)
class _Stuck:
    """The part that cannot be rounded, and the cells that stand in the way."""

    part: int
    cells: tuple[str, ...]


def _groups(parts: Sequence[Part], pairs: Sequence[Pair]) -> Iterator[list[tuple[int, Integers]]]:
    """Components (part and cells) that no pair connects with those of another group."""
    blocks = [(at, cells) for at, p in enumerate(parts) for cells in components(p.tables, p.tables.measures[0].shown)]
    of_cell = {(at, int(cell)): number for number, (at, cells) in enumerate(blocks) for cell in cells}
    label = list(range(len(blocks)))
    for pair in pairs:
        one, other = (label[of_cell[end]] for end in (pair.lesser, pair.greater))
        label = [min(one, other) if name in (one, other) else name for name in label]
    for name in sorted(set(label)):
        yield [block for block, own in zip(blocks, label, strict=True) if own == name]


class _Block:
    """One component of a part: which of the two multiples beside it each figure may take; a multiple stays."""

    def __init__(self, part: Part, cells: Integers, rules: Rules) -> None:
        holds = holding(part.tables.relations, part.tables.measures[0])
        self.base, self.tables = part.base, component(replace(part.tables, relations=holds), cells)
        (measure,) = self.tables.measures
        self.values = measure.values
        noise = _NOISE * (np.abs(self.values) + 1)
        whole = np.round(self.values / part.base)
        stays = np.abs(self.values - whole * part.base) <= noise
        self.down = part.base * np.where(stays, whole, np.floor(self.values / part.base))
        room = part.base - at_risk(measure, rules)[1] + noise
        self.falls = self.values - self.down <= room
        self.rises = (self.down + part.base - self.values <= room) & ~stays
        self.suspects = tuple(self.tables.cells[cell] for cell in np.flatnonzero(~self.falls & ~self.rises))
        low, high = part.told(cells)
        self._margins = Margins(measure, rules, part.base, low - self.values, high - self.values)

    def lacking(self, figures: Floats) -> list[Cut]:
        """What these figures do not obey; remembers the cells that are known too closely."""
        cuts = list(self._margins.lacking(figures - self.values))
        self.suspects = tuple(dict.fromkeys(self.tables.cells[cut.cell] for cut in cuts)) or self.suspects
        return cuts


def _solved(blocks: list[_Block], pairs: Sequence[tuple[int, int]]) -> tuple[Floats, int | None]:
    """The closest figures of all blocks that keep every cell at risk in doubt; or the block that stands in the way."""
    for number, block in enumerate(blocks):
        if block.suspects:
            return block.values, number
    program = Multiples(blocks)
    ends = np.cumsum([0, *(len(block.values) for block in blocks)])
    for block, start in zip(blocks, ends, strict=False):
        for total, *others in block.tables.relations:
            program.adds_up(start + total, start + np.array(others))
    for lesser, greater in pairs:
        program.never_above(lesser, greater)
    while (figures := program.solve()) is not None:
        found = [block.lacking(each) for block, each in zip(blocks, np.split(figures, ends[1:-1]), strict=True)]
        if not any(found):
            return figures, None
        for block, cuts, start in zip(blocks, found, ends, strict=False):
            for cut in cuts:
                program.at_least(start, cut.weights, cut.least + float(cut.weights @ block.values))
    stuck = next((number for number, block in enumerate(blocks) if block.suspects), 0)
    blocks[stuck].suspects = blocks[stuck].suspects or blocks[stuck].tables.cells
    return blocks[stuck].values, stuck


def _sufficient(parts: Sequence[Part], rules: Rules, pairs: Sequence[Pair], stuck: int) -> int | None:
    """The least larger base of the part that is stuck with which all can be rounded, None where none near does."""
    part = parts[stuck]
    widest = float(at_risk(part.tables.measures[0], rules)[1].max(initial=0))
    for base in range(part.base + 1, 4 * (part.base + int(np.ceil(widest))) + 1):
        others = [replace(part, base=base) if at == stuck else each for at, each in enumerate(parts)]
        if _tried(others, rules, pairs)[1] is None:
            return base
    return None


def _refusal(parts: Sequence[Part], stuck: _Stuck, enough: int | None) -> Impossible:
    part, names = parts[stuck.part], "、".join(stuck.cells[:_TOLD]) + ("…" if len(stuck.cells) > _TOLD else "")
    name = part.tables.measures[0].name
    zh, en = (
        (f"基数取 {enough} 即可", f"base {enough} would do") if enough else ("加大基数也不行", "no larger base does")
    )
    return Impossible(
        f"{name} 按 {part.base} 的倍数取整，以下单元格不能既可加又不被推算得过近：{names}；{zh}。"
        f" / {name} rounded to base {part.base}: these cells cannot add up and stay in doubt: {names}; {en}"
    )
