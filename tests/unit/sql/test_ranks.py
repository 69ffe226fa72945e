"""Laws of places in a competition, whatever the values and in whatever order they stand."""

import duckdb
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.sql.macros import macro

competition_rank = macro("competition_rank")
Entry = tuple[int | None, bool]

entries = st.lists(st.tuples(st.integers(-5, 5), st.booleans()), min_size=1, max_size=12)
directions = st.sampled_from(["up", "down"])


def places(given: list[Entry], direction: str = "up") -> list[int | None]:
    """The place of each entry, in the order given."""
    rank = competition_rank("value", "direction", "is_eligible", ["period"])
    columns = {
        "number": list(range(len(given))),
        "value": pa.array([value for value, _ in given], pa.int64()),
        "is_eligible": [eligible for _, eligible in given],
        "direction": [direction] * len(given),
        "period": ["2024"] * len(given),
    }
    with duckdb.connect() as connection:
        connection.register("given", pa.table(columns))
        rows = connection.execute(f"select number, {rank} from given order by number").fetchall()
        return [place for _, place in rows]


@settings(max_examples=50, deadline=None)
@given(entries, directions)
@example([(7, True), (5, True), (5, True), (1, True)], "up")
def test_a_place_is_one_more_than_how_many_are_better(given: list[Entry], direction: str) -> None:
    sign = 1 if direction == "up" else -1
    values = [sign * value for value, eligible in given if eligible]
    expected = [1 + sum(v > sign * value for v in values) if eligible else None for value, eligible in given]
    assert places(given, direction) == expected


@settings(max_examples=50, deadline=None)
@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_place(given: list[Entry], random: st.DataObject) -> None:
    shuffled = list(range(len(given)))
    random.shuffle(shuffled)
    before, after = places(given), places([given[i] for i in shuffled])
    assert after == [before[i] for i in shuffled]


@settings(max_examples=50, deadline=None)
@given(entries)
def test_distinct_values_make_a_permutation_and_ties_leave_a_gap(given: list[Entry]) -> None:
    found = sorted(place for place in places(given) if place is not None)
    values = [value for value, eligible in given if eligible]
    assert found == sorted(1 + sum(other > value for other in values) for value in values)
    if len(set(values)) == len(values):
        assert found == list(range(1, len(values) + 1))


def test_worked_example() -> None:
    assert places([(9, True), (7, True), (7, True), (3, True), (99, False)]) == [1, 2, 2, 4, None]
    assert places([(9, True), (7, True), (7, True), (3, True)], "down") == [4, 2, 2, 1]
