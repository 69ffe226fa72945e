"""Raking meets its margins, keeps what margins do not touch, and names the margin that cannot be met."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimation.raking import Margin, MarginError, rake, remainder
from tests.unit.estimation.tables import Table, feasible, margins, scaled_in_turn, sized

CELLS = np.array([4.0, 6.0, 0.0, 10.0])
CJK = re.compile(r"[\u4e00-\u9fff]")


def margin(target: float, members: tuple[int, ...] = (0, 1), name: str = "C28×城市") -> Margin:
    return Margin(name, np.array(members, dtype=np.int64), target)


def changed(margins: list[Margin], at: int, factor: float) -> list[Margin]:
    was = margins[at]
    return [*margins[:at], Margin(was.name, was.members, was.target * factor), *margins[at + 1 :]]


def refused(cells: Table, *margins: Margin, rounds: int = 10_000) -> MarginError:
    with pytest.raises(MarginError) as raised:
        rake(cells, margins, rounds=rounds)
    return raised.value


def test_one_margin_scales_its_cells_and_no_other() -> None:
    raked = rake(CELLS, [margin(20)])
    assert raked.cells.tolist() == [8, 12, 0, 10]
    assert raked.factors.tolist() == [2, 2, 1, 1]
    assert raked.rounds == 1
    assert CELLS.tolist() == [4, 6, 0, 10], "what was handed in is left alone"


def test_without_margins_nothing_moves() -> None:
    raked = rake(CELLS, [])
    assert (raked.cells.tolist(), raked.factors.tolist(), raked.rounds) == (CELLS.tolist(), [1, 1, 1, 1], 0)


def test_a_negative_cell_is_held_fixed_and_taken_off_the_target() -> None:
    raked = rake(np.array([-5.0, 5.0, 10.0]), [margin(25, (0, 1, 2))])
    assert raked.cells.tolist() == [-5, 10, 20]
    assert raked.factors.tolist() == [1, 2, 2]


def test_margins_that_hold_already_leave_every_bit_alone() -> None:
    assert rake(CELLS, [margin(10), margin(10, (2, 3))]).cells.tolist() == CELLS.tolist()


@settings(max_examples=200, deadline=None)
@given(feasible())
def test_equals_rows_and_columns_scaled_in_turn(tables: tuple[Table, Table]) -> None:
    cells, truth = tables
    raked = rake(cells.ravel(), margins(truth), tolerance=1e-12)
    plain = scaled_in_turn(cells, truth.sum(axis=1), truth.sum(axis=0), raked.rounds + 500)
    assert raked.cells.reshape(cells.shape) == pytest.approx(plain, rel=1e-9)


@settings(max_examples=1000, deadline=None)
@given(feasible())
def test_margins_hold_and_cross_product_ratios_are_kept(tables: tuple[Table, Table]) -> None:
    cells, truth = tables
    wanted = margins(truth)
    raked = rake(cells.ravel(), wanted)
    for each in wanted:
        assert raked.cells[each.members].sum() == pytest.approx(each.target, rel=1e-6)
    assert ((raked.cells == 0) == (cells.ravel() == 0)).all()
    factors = np.where(cells > 0, raked.factors.reshape(cells.shape), np.nan)
    crossed = factors * factors[0, 0] / (factors[:, :1] * factors[:1])
    assert crossed[cells > 0] == pytest.approx(1.0, rel=1e-9)


@settings(max_examples=400, deadline=None)
@given(feasible(), feasible(), st.integers(0, 1), st.floats(1.01, 3))
def test_contradictory_totals_name_a_margin_of_the_block_that_contradicts_itself(
    sound: tuple[Table, Table], contradictory: tuple[Table, Table], row: int, factor: float
) -> None:
    """Two tables that share no cell: the margins of the sound one are met and are never to blame."""
    (cells, truth), (wrong, of_wrong) = sound, contradictory
    wanted = [*margins(truth, "sound "), *changed(margins(of_wrong, "wrong ", cells.size), row, factor)]
    error = refused(np.concatenate([cells.ravel(), wrong.ravel()]), *wanted)
    assert error.margin.startswith("wrong row"), "columns, scaled last, hold"
    assert "矛盾" in error.zh and "off" in error.en


@settings(max_examples=300, deadline=None)
@given(feasible(), st.data())
def test_a_zero_margin_over_reported_cells_is_named(tables: tuple[Table, Table], data: st.DataObject) -> None:
    cells, truth = tables
    wanted = margins(truth)
    at = data.draw(st.integers(0, len(wanted) - 1))
    assert refused(cells.ravel(), *changed(wanted, at, 0.0)).margin == wanted[at].name


@settings(max_examples=300, deadline=None)
@given(feasible(), sized(0.2, 5, 2, 2), st.floats(0.05, 0.9))
def test_a_structural_zero_in_the_way_names_a_margin_of_its_block(
    sound: tuple[Table, Table], block: Table, share: float
) -> None:
    """Row 0 lives in column 0 alone and is to exceed it by a share of column 1, so all four margins contradict."""
    cells, truth = sound
    block[0, 1] = 0
    total, beyond = block.sum(axis=0), share * block[1, 1]
    places = cells.size + np.arange(4)
    wanted = [
        *margins(truth, "sound "),
        Margin("blocked row 0", places[:2], float(total[0] + beyond)),
        Margin("blocked row 1", places[2:], float(total[1] - beyond)),
        Margin("blocked column 0", places[::2], float(total[0])),
        Margin("blocked column 1", places[1::2], float(total[1])),
    ]
    error = refused(np.concatenate([cells.ravel(), block.ravel()]), *wanted, rounds=300)
    assert error.margin in {"blocked row 0", "blocked row 1"}


@pytest.mark.parametrize(
    ("cells", "wrong", "zh", "en"),
    [
        (CELLS, margin(float("nan")), "不是有限数", "no number"),
        (CELLS, margin(float("inf")), "不是有限数", "no number"),
        (CELLS, margin(-1.0), "低于其负值单元格之和 0", "below its negative cells' sum 0"),
        (np.array([-5.0, 1.0]), margin(-6.0), "低于其负值单元格之和 -5", "below its negative cells' sum -5"),
        (CELLS, margin(3.0, (2,)), "须达 3 而其单元格均为零", "reach 3 and all its cells are zero"),
        (CELLS, margin(0.0), "将抹去已报的 10", "would erase 10 reported"),
        (np.array([-0.1, -0.2, 1.0]), margin(-0.3, (0, 1, 2)), "将抹去已报的 1", "would erase 1 reported"),
        (CELLS, margin(3.0, ()), "没有单元格", "has no cells"),
        (CELLS, margin(3.0, (0, 0)), "重复列出单元格", "names a cell twice"),
        (np.array([float("nan"), 1.0]), margin(3.0), "非有限数值", "no number"),
    ],
)
def test_what_cannot_be_met_is_refused_by_name_and_says_what_to_do(
    cells: Table, wrong: Margin, zh: str, en: str
) -> None:
    error = refused(np.append(cells, 7.0), margin(10.0, (len(cells),), "C39×城市"), wrong)
    assert error.margin == "C28×城市" and error.margin in str(error)
    assert zh in error.zh and en in error.en
    assert str(error) == f"{error.zh} / {error.en}" and CJK.search(error.zh)


def test_a_zero_margin_over_zero_cells_is_met() -> None:
    assert rake(CELLS, [margin(0.0, (2,)), margin(20)]).cells.tolist() == [8, 12, 0, 10]


def test_the_message_says_how_far_off_and_where() -> None:
    error = refused(CELLS, margin(11), margin(10, name="C39×城市"))
    assert str(error) == (
        "边际「C28×城市」与其他边际矛盾：目标 11，各边际调整后为 10，相差 9.09%；请核对这些边际的总计 / "
        "margin 'C28×城市' contradicts the others: target 11, 10 after all margins, 9.09% off; "
        "compare the totals of the margins"
    )


def test_too_few_rounds_are_said_to_be_so_by_the_margin_that_is_furthest_off() -> None:
    table = np.array([[1.0, 2.0], [3.0, 1.0]])
    wanted = margins(np.array([[5.0, 1.0], [1.0, 7.0]]))
    assert refused(table.ravel(), *wanted, rounds=2).margin in {"row 0", "row 1"}
    assert rake(table.ravel(), wanted).rounds > 2


def test_a_whole_leaves_to_the_cells_of_no_part_what_the_parts_do_not_take() -> None:
    whole, part = Margin("city", np.arange(3), 100.0), Margin("one", np.array([0]), 60.0)
    rest = remainder(whole, [part])
    assert rest is not None and (rest.members.tolist(), rest.target) == ([1, 2], 40.0)
    raked = rake(np.array([1.0, 2.0, 6.0]), [part, rest])
    assert raked.cells == pytest.approx([60.0, 10.0, 30.0]) and raked.rounds == 1


def test_parts_that_cover_a_whole_must_add_up_to_it() -> None:
    parts = [Margin("one", np.array([0]), 60.0), Margin("other", np.array([1]), 40.0)]
    assert remainder(Margin("city", np.arange(2), 100.0), parts) is None
    with pytest.raises(MarginError, match="city") as raised:
        remainder(Margin("city", np.arange(2), 108.2), parts)
    assert raised.value.margin == "city"
