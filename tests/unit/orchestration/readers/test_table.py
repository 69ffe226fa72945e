from collections.abc import Iterable

import pytest

from orchestration.readers.header import Layout
from orchestration.readers.table import Table
from orchestration.refusals import DeliveryRefused
from tests.deliveries import HEADER, ROWS, TITLE, feed


def table(rows: Iterable[list[str]], cut_off: bool = False) -> Table:
    return Table(feed(), "a.xlsx", enumerate(rows, start=1), "甲", lambda: cut_off)


def test_title_header_and_data_are_read_in_turn() -> None:
    whole = table([[TITLE, ""], *HEADER, *ROWS, ["注:略"]])
    assert whole.title() == TITLE
    assert list(whole.data(whole.layout())) == [(4, ROWS[0]), (5, ROWS[1])]


def test_a_title_in_several_cells_is_one_text() -> None:
    assert table([["财务状况表", "", "计量单位:千元"]]).title() == "财务状况表 计量单位:千元"


def test_a_sheet_that_ends_before_its_header_misses_every_column() -> None:
    short = table([[TITLE]])
    short.title()
    with pytest.raises(DeliveryRefused, match="工作表「甲」第 2 行：表头缺少列"):
        short.layout()


@pytest.mark.parametrize(("cut_off", "code"), [(False, "ragged"), (True, "truncated")])
def test_a_short_row_is_ragged_or_cut_off(cut_off: bool, code: str) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        list(table([ROWS[0], ["A2"]], cut_off).data(Layout((0, 1, 2), 3)))
    assert (refused.value.code, refused.value.row, refused.value.sheet) == (code, 2, "甲")
