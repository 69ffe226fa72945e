"""What of an edition can be found."""

import sqlite3

from published.search.documents import documents, reading_order
from published.vocabulary import Text
from tests.unit.published.described import dataset
from tests.unit.published.search.test_registers import ORCHARDS, register


def test_datasets_columns_codes_methods_and_rows_kind_by_kind() -> None:
    with register() as database:
        found = list(documents([ORCHARDS, dataset()], database))
    kinds = list(dict.fromkeys((one.kind, one.current) for one in found))
    assert kinds == [(kind, True) for kind in ("dataset", "column", "code", "method", "row")] + [("row", False)]
    assert [one.name for one in found if one.kind == "dataset"] == ["orchard_yield", "orchards"]


def test_a_column_is_found_once_with_all_datasets_that_have_it() -> None:
    other = dataset(name="orchard_area")
    found = [one for one in documents([dataset(), other], sqlite3.connect(":memory:")) if one.kind == "column"]
    assert len(found) == len(dataset().columns)
    assert {one.datasets for one in found} == {("orchard_area", "orchard_yield")}


def test_a_code_knows_the_column_that_has_it() -> None:
    codes = [one for one in documents([dataset()], sqlite3.connect(":memory:")) if one.kind == "code"]
    assert ("area", "330203", ("area_code", "330203")) in {(one.name, one.code, one.key) for one in codes}


def test_registers_are_read_last() -> None:
    assert [one.name for one in reading_order([ORCHARDS, dataset()])] == ["orchard_yield", "orchards"]


def test_a_method_is_found_by_its_words_without_the_marks_around_them() -> None:
    told = Text(zh="# 方法\n\n> 产量 = **株数** × 单产\n\n| 参数 | 取值 |\n|---|---|\n| 株数 | 3 |", en="none")
    described = dataset().model_copy(update={"method": told})
    (method,) = [one for one in documents([described], sqlite3.connect(":memory:")) if one.kind == "method"]
    words = [line for line in method.body.splitlines() if line.strip()]
    assert words == ["方法", "产量 = 株数 × 单产", "参数 · 取值", "株数 · 3", "none"]
