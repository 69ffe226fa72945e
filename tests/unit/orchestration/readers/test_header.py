from functools import partial

import pytest

from orchestration.readers.header import Layout, arrange, flatten
from orchestration.readers.notes import Notes
from orchestration.refusals import DeliveryRefused
from published.feed import Feed
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


def arranged(found: list[str], declared: Feed) -> tuple[Layout, list[str]]:
    """The layout and the Chinese notes."""
    notes = Notes()
    layout = arrange(declared, found, partial(DeliveryRefused, declared.key, "a.csv", row=2), notes)
    return layout, [note.zh for note in notes.texts]


def test_the_declared_header_passes() -> None:
    assert arranged(DECLARED, feed()) == (Layout((0, 1, 2), 3), [])


def test_columns_are_matched_by_name_in_any_order() -> None:
    layout, notes = arranged(["营业收入", "单位|名称", "单位|代码"], feed())
    assert layout.arranged(["12", "甲", "A1"]) == ["A1", "甲", "12"]
    assert notes == ["列次与约定不同，按列名读取"]


def test_a_declared_alias_is_read_and_noted() -> None:
    layout, notes = arranged(["单位|代码", "单位|名称", "营收"], declared(also=("营收",)))
    assert layout == Layout((0, 1, 2), 3)
    assert notes == ["列「营收」按约定读作「营业收入」"]


def test_a_declared_column_to_ignore_is_passed_over_and_noted() -> None:
    ignoring = feed(ignored_columns=("备注",))
    layout, notes = arranged(["备注", *DECLARED], ignoring)
    assert layout.arranged(["好", "A1", "甲", "12"]) == ["A1", "甲", "12"]
    assert notes == ["列「备注」按约定不读"]


def test_an_optional_column_may_be_absent_and_is_null() -> None:
    layout, notes = arranged(DECLARED[:2], declared(optional=True))
    assert layout.arranged(["A1", "甲"]) == ["A1", "甲", None]
    assert notes == ["没有列「营业收入」，按空白处理"]


def declared(**revenue: object) -> Feed:
    """The feed with a few more words on its revenue column."""
    plain = feed()
    column = plain.columns[-1].model_copy(update=revenue)
    return plain.model_copy(update={"columns": (*plain.columns[:-1], column)})


@pytest.mark.parametrize(
    ("found", "code", "named"),
    [
        ([*DECLARED, "新列"], "header_unknown", ["新列", "ignored_columns"]),
        (
            ["单位|代码", "单位|名称", "营收"],
            "header_unknown",
            ["营收", "缺少列「营业收入」", "「营业收入」改名"],
        ),
        (DECLARED[:2], "header_missing", ["营业收入"]),
        ([*DECLARED, "营业收入"], "header_repeated", ["营业收入"]),
        ([*DECLARED[:1], "", *DECLARED[1:]], "header_unknown", ["(空白)"]),
        ([], "header_missing", DECLARED),
    ],
)
def test_any_other_header_stops_and_is_named(found: list[str], code: str, named: list[str]) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        arranged(found, feed())
    assert refused.value.code == code
    assert all(name in str(refused.value) for name in ["bureau/returns", "a.csv", *named])


def test_a_column_under_both_its_names_is_refused() -> None:
    with pytest.raises(DeliveryRefused, match=r"营业收入.*重复"):
        arranged([*DECLARED, "营收"], declared(also=("营收",)))


def test_a_heading_may_not_mean_two_things() -> None:
    with pytest.raises(ValueError, match="营业收入"):
        feed(ignored_columns=("营业收入",))
