"""What an edition keeps of its drawings is bounded by their size, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from published.site.plotted import keep


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 60)), max_size=30))
def test_the_newest_drawings_are_kept_within_their_bytes(asked: list[tuple[str, int]]) -> None:
    drawn: dict[str, bytes] = {}
    for key, size in asked:
        drawn.pop(key, None)
        keep(drawn, key, bytes(size), 100)
        assert sum(map(len, drawn.values())) <= 100 and drawn[key] == bytes(size)
        assert list(drawn)[-1] == key
