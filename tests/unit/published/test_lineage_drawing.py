"""The drawing of a lineage: no box over another, each feed tied to its department."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from published.site.language import languages
from published.site.pages.lineage import Department, Feed, drawing, feed_titles
from published.vocabulary import Text, vocabulary
from tests.site import sample

OWNERS = list(vocabulary().departments.values())


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_boxes_stand_apart_within_the_drawing(sizes: list[int]) -> None:
    feeds = [
        [Feed(f"d/f{place}{one}", Text(zh="甲", en="a")) for one in range(size)] for place, size in enumerate(sizes)
    ]
    departments = [Department(OWNERS[place], tuple(mine)) for place, mine in enumerate(feeds)]
    drawn = drawing(departments, languages()["zh"])
    for boxes in (drawn.owners, drawn.feeds):
        for above, below in pairwise(boxes):
            assert above.middle + above.height / 2 <= below.middle - below.height / 2
        assert boxes[0].middle >= boxes[0].height / 2
        assert boxes[-1].middle + boxes[-1].height / 2 <= drawn.height
    assert {box.owner_middle for box in drawn.feeds} == {box.middle for box in drawn.owners}


def test_a_feed_is_named_by_its_department_where_the_method_does_not() -> None:
    dataset = (
        sample.catalog().dataset("typical_cases").model_copy(update={"feeds": ("ip_office/patents",), "method": None})
    )
    assert feed_titles(dataset) == {"ip_office/patents": Text(zh="宁波市知识产权局", en=OWNERS[1].en)}
