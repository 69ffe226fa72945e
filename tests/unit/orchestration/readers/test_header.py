import pytest

from orchestration.readers.header import check_header, flatten
from orchestration.refusals import DeliveryRefused
from tests.deliveries import feed

DECLARED = ["单位|代码", "单位|名称", "营业收入"]


def test_group_labels_reach_over_the_blank_cells_to_their_right() -> None:
    assert flatten([["单位", "", "年", "人", ""], ["代码", "名称", "", "甲", "乙"]]) == [
        "单位|代码",
        "单位|名称",
        "年",
        "人|甲",
        "人|乙",
    ]


def test_a_column_of_its_own_ends_the_group_before_it() -> None:
    assert flatten([["单位", "年", ""], ["代码", "", "无组"]]) == ["单位|代码", "年", "无组"]


def test_one_header_row_is_taken_as_it_stands_without_blank_columns_at_its_end() -> None:
    assert flatten([["代码", " 名称 ", "", ""]]) == ["代码", "名称"]


def test_the_declared_header_passes() -> None:
    check_header(feed(), "a.csv", DECLARED, 2)


@pytest.mark.parametrize(
    ("found", "code", "named"),
    [
        ([*DECLARED, "新列"], "header_unknown", ["新列"]),
        (["单位|代码", "单位|名称", "营收"], "header_unknown", ["营收", "缺少列「营业收入」"]),
        (DECLARED[:2], "header_missing", ["营业收入"]),
        (["单位|名称", "单位|代码", "营业收入"], "header_order", ["第 1 列", "单位|代码", "单位|名称"]),
        ([*DECLARED, "营业收入"], "header_unknown", ["营业收入"]),
        ([], "header_missing", DECLARED),
    ],
)
def test_any_other_header_stops_and_is_named(found: list[str], code: str, named: list[str]) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        check_header(feed(), "a.csv", found, 2)
    assert refused.value.code == code
    assert all(name in str(refused.value) for name in ["bureau/returns", "a.csv", *named])
