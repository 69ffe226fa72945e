"""Names are parted, and lose what depends on who wrote them and nothing else."""

import pytest

from tests.unit.sql.macros import macro, over


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲有限公司;乙大学", ["甲有限公司", "乙大学"]),
        ("甲有限公司；乙大学、丙研究院", ["甲有限公司", "乙大学", "丙研究院"]),
        ("甲（宁波）公司 , 乙大学", ["甲（宁波）公司", "乙大学"]),
        ("甲公司/乙大学|丙", ["甲公司", "乙大学", "丙"]),
        ("甲公司;;乙大学;", ["甲公司", "乙大学"]),
        ("Acme Co., Ltd.", ["Acme Co., Ltd."]),
        ("Acme A/S,甲公司", ["Acme A/S", "甲公司"]),
        ("甲公司、Acme Co., Ltd.", ["甲公司", "Acme Co., Ltd."]),
        (None, None),
    ],
)
def test_names_in_a_cell(cell: str | None, names: list[str] | None) -> None:
    assert over(macro("names_in")("cell"), [cell]) == [names]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("宁波甲乙机械有限公司", "宁波市甲乙机械有限责任公司"),
        ("宁波甲乙机械有限公司", "宁波 甲乙　机械有限公司"),
        ("宁波甲乙机械有限公司", "甲乙机械（宁波）有限公司"),
        ("宁波甲乙机械有限公司", "甲乙机械(宁波市)有限公司"),
        ("宁波甲乙机械有限公司", "（宁波）甲乙机械有限公司"),
        ("余姚市甲乙机械有限公司", "余姚甲乙机械有限公司"),
        ("ＡＢＣ甲乙（集团）有限公司", "abc甲乙集团有限公司"),
    ],
)
def test_forms_of_one_name_have_one_key(one: str, other: str) -> None:
    first, second = over(macro("name_key")(macro("plain_name")("cell")), [one, other])
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("宁波甲乙机械有限公司", "宁波甲乙机械股份有限公司"),
        ("宁波甲乙机械有限公司", "浙江甲乙机械有限公司"),
        ("宁波甲乙机械有限公司", "甲乙机械（上海）有限公司"),
        ("宁波甲乙机械有限公司", "宁波甲乙机械有限公司余姚分公司"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    first, second = over(macro("name_key")(macro("plain_name")("cell")), [one, other])
    assert first != second


@pytest.mark.parametrize(
    ("branch", "parent"),
    [
        ("宁波甲乙有限公司余姚分公司", "宁波甲乙有限公司"),
        ("宁波甲乙有限公司(北仑)分公司", "宁波甲乙有限公司"),
        ("宁波甲乙有限公司第一分厂", "宁波甲乙有限公司"),
        ("宁波甲研究院分院", "宁波甲研究院"),
        ("宁波甲乙有限公司", "宁波甲乙有限公司"),
        ("分公司", "分公司"),
    ],
)
def test_a_branch_is_its_parent(branch: str, parent: str) -> None:
    assert over(macro("parent_name")("cell"), [branch]) == [parent]
