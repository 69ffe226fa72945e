"""Which parameters lay a page out as a cross table."""

import pytest

from published.site.layout import check_layout
from published.site.parameters import Table, check_table
from published.site.refusals import Refused

TABLE = Table("orchard_yield", ("year", "area_code", "value_added"), key=("year", "area_code"))
LAYOUT = {"_rows": ["area_code"], "_columns": ["year"]}


def test_a_cross_table_names_two_columns_of_the_key_and_may_name_a_figure() -> None:
    assert check_layout(LAYOUT, TABLE) and check_layout(LAYOUT | {"_measure": ["value_added"]}, TABLE)
    assert not check_layout({"year": ["2024"]}, TABLE)


@pytest.mark.parametrize(
    "asked",
    [
        {"_rows": ["area_code"]},
        {"_rows": ["year"], "_columns": ["year"]},
        {"_rows": ["year"], "_columns": ["value_added"]},
        {"_rows": ["year", "area_code"], "_columns": ["year"]},
        {"_measure": ["value_added"]},
        LAYOUT | {"_measure": ["year"]},
        LAYOUT | {"_measure": ["yield"]},
        LAYOUT | {"_measure": ["value_added", "value_added"]},
        LAYOUT | {"_sort": ["year"]},
        LAYOUT | {"_size": ["10"]},
    ],
)
def test_anything_else_is_refused_in_a_sentence(asked: dict[str, list[str]]) -> None:
    with pytest.raises(Refused) as refusal:
        check_layout(asked, TABLE)
    assert refusal.value.status == 400 and refusal.value.zh.endswith("。")


def test_files_know_no_layout_and_all_rows_are_asked_for_in_one_way() -> None:
    check_table({"_all": ["1"]}, TABLE)
    for asked in ({"_all": ["0"]}, LAYOUT):
        with pytest.raises(Refused):
            check_table(asked, TABLE)
