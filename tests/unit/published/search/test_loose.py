"""The order of what has only some words."""

from published.search.loose import by_weight
from published.search.query import some, terms
from tests.unit.published.search.indexed import document, indexed


def test_more_words_and_rarer_ones_count_and_a_title_more_than_a_text() -> None:
    documents = [
        document("专利", definition="无"),
        document("技术", definition="专利"),
        document("余姚"),
        document("专利 技术"),
        document("无关"),
        document("专利"),
    ]
    with indexed(documents) as index:
        wanted = terms("专利 技术 余姚")
        order = list(dict.fromkeys(by_weight(index, wanted, some(wanted), [(1, 6)])))
    assert order == [3, 4, 2, 1, 6], "余姚 is rarest; two words are more than one; equals as they come"


def test_only_what_is_asked_for_is_told() -> None:
    with indexed([document("专利"), document("专利", kind="row", heading="专利")]) as index:
        wanted = terms("专利 余姚")
        assert set(by_weight(index, wanted, some(wanted), [(2, 2)])) == {2}
