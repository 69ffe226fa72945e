"""What is found, and in which order."""

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.search.document import Kind
from published.search.find import find
from published.search.folding import folded
from tests.unit.published.search.indexed import document, indexed

texts = st.text(alphabet="专利质押质質融资a1 ,。\n-", max_size=12)
parts = st.text(alphabet="专利质押融资", min_size=1, max_size=4)
IN_ORDER = [
    document("质押统计", definition="押品"),
    document("合同", definition="质押的合同"),
    document("质押金额", kind="column", name="loan"),
    document("别的", kind="column", name="质押"),
    document("质押", kind="code"),
    document("专利质押案例", kind="case"),
    document("甲公司质押登记", kind="row", heading="甲公司质押登记"),
    document("乙公司", kind="row", heading="乙公司", body="质押一次"),
    document("旧的", kind="row", heading="旧的质押", current=False),
]


def titles(query: str, **more: object) -> list[str]:
    with indexed(IN_ORDER) as index:
        ids = find(index, query, **more).ids  # type: ignore[arg-type]
        return [IN_ORDER[one - 1].title.zh for one in ids]


def test_exact_titles_then_titles_then_codes_then_definitions_then_rows() -> None:
    told = ["质押", "质押统计", "质押金额", "专利质押案例", "合同", "甲公司质押登记", "旧的", "乙公司"]
    assert titles("质押") == told


def test_an_exact_code_is_as_good_as_an_exact_title() -> None:
    with indexed([document("完成率", kind="column", code="attainment"), document("attainment of targets")]) as index:
        assert find(index, "Attainment").ids == (1, 2)


def test_what_counts_no_more_comes_after_what_does() -> None:
    rows = [document("同名", kind="row", heading="同名质押", current=True, body="长得多的一条记录")]
    rows.append(document("同名", kind="row", heading="同名质押", current=False))
    with indexed(rows) as index:
        assert find(index, "质押").ids == (1, 2)


def test_a_kind_and_a_page_can_be_chosen_and_all_kinds_are_counted() -> None:
    with indexed(IN_ORDER) as index:
        found = find(index, "质押", kind="row", offset=1, limit=1)
        assert found.total == 3 and len(found.ids) == 1
        assert found.kinds == {"dataset": 2, "column": 1, "code": 1, "case": 1, "row": 3}


def test_where_nothing_has_all_words_it_is_said_and_the_rarest_comes_first() -> None:
    many = [document(f"专利{number}", definition="技术") for number in range(9)]
    with indexed([*many, document("余姚")]) as index:
        found = find(index, "专利 余姚")
        assert not found.complete and found.total == 10 and found.ids[0] == 10
        assert not find(index, "余姚的专利").complete
        assert find(index, "专利 技术").complete


def test_an_edition_without_anything_has_nothing() -> None:
    with indexed([]) as index:
        assert find(index, "专利 钢琴").total == 0


def test_nothing_is_found_of_what_is_not_there() -> None:
    with indexed(IN_ORDER) as index:
        assert (find(index, "钢琴").total, find(index, "钢琴").ids) == (0, ())
        assert find(index, "  。…!").ids == ()


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=100), st.sampled_from([None, "row", "dataset"]))
def test_any_text_gives_hits_or_none_and_never_an_error(query: str, kind: str | None) -> None:
    found = find(INDEX, query, cast(Kind | None, kind), limit=50)
    assert len(found.ids) == min(found.total, 50)


@pytest.mark.parametrize(
    "query", ['"', "a*", "NEAR(a b)", "title:质押", "{title}: a", "a AND", "-a", "^质", "质押 OR", "\0"]
)
def test_nothing_is_read_as_syntax(query: str) -> None:
    assert find(INDEX, query).total <= len(IN_ORDER)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=12), parts)
def test_search_finds_what_like_finds_and_nothing_else(rows: list[tuple[str, str, str]], part: str) -> None:
    made = [document(title, kind="row", heading=title, code=code, body=body) for title, code, body in rows]
    alike = [number for number, row in enumerate(rows, start=1) if any(part in folded(text) for text in row)]
    with indexed(made) as index:
        found = find(index, part, limit=len(rows))
        if alike:
            assert found.complete and sorted(found.ids) == alike
        else:
            assert not found.complete or found.total == 0


INDEX = indexed(IN_ORDER)
