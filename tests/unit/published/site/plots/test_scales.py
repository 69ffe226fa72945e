"""Ticks are round and hold the data; texts are wrapped within their room."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from published.site.plots.scales import apart, decimals, sparse, ticks, width, wrapped

FIGURES = st.lists(st.floats(-1e7, 1e7).map(lambda value: round(value, 2)), min_size=1, max_size=12)


@given(FIGURES)
@settings(deadline=None)
def test_ticks_hold_zero_and_all_data_in_even_steps(values: list[float]) -> None:
    found = ticks(values)
    slack = 1e-6 * max(1.0, abs(found[0]), abs(found[-1]))
    assert found[0] <= min(*values, 0) + slack and found[-1] >= max(*values, 0) - slack
    steps = [after - before for before, after in pairwise(found)]
    assert 1 <= len(steps) <= 7 and max(steps) - min(steps) <= slack


def test_ticks_of_familiar_figures() -> None:
    assert ticks([3802.5]) == [0, 1000, 2000, 3000, 4000]
    assert ticks([0.3, -0.2]) == [-0.4, -0.2, 0, 0.2, 0.4] and decimals([0, 0.25]) == 2
    assert ticks([]) == [0, 1] and ticks([0]) == [0, 1]


@given(st.text(min_size=1, max_size=60), st.integers(40, 600))
@settings(deadline=None)
def test_wrapping_loses_nothing_but_spaces(text: str, room: int) -> None:
    lines = wrapped(text, room, 12)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_at_spaces_and_between_chinese_characters() -> None:
    assert wrapped("专利密集型产业增加值", 60, 12) == ["专利密集型", "产业增加值"]
    assert wrapped("value added of industries", 80, 12) == ["value added", "of", "industries"]
    assert all(width(line, 12) <= 62 for line in wrapped("增加值，占比", 60, 12))


@given(st.lists(st.floats(0, 300), max_size=8).map(sorted))
@settings(deadline=None)
def test_places_are_pushed_apart_in_their_order(places: list[float]) -> None:
    moved = apart(places, 14, 0, 300)
    assert all(after - before >= 14 - 1e-6 for before, after in pairwise(moved))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in moved)


def test_as_many_labels_as_have_room_the_last_among_them() -> None:
    months = [f"2024-{month:02}" for month in range(1, 13)]
    assert sparse(months, 300)[-1] == "2024-12" and len(sparse(months, 300)) < 12
    assert sparse(["2023", "2024"], 300) == ["2023", "2024"] and sparse([], 10) == []
