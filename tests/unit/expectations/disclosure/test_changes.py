"""Two releases of a figure tell their difference, and with it who came late."""

import pyarrow as pa
import pytest

from expectations.disclosure.changes import amounts, changes
from expectations.disclosure.rules import Rules

Held = dict[str, float]


def _release(rows: dict[str, Held]) -> pa.Table:
    listed = [(key, "reported", holder, amount) for key, held in rows.items() for holder, amount in held.items()]
    return pa.Table.from_pylist(
        [dict(zip(("key", "measure", "holder", "amount"), row, strict=True)) for row in listed],
        schema=pa.schema([("key", "string"), ("measure", "string"), ("holder", "string"), ("amount", "double")]),
    )


MANY = {f"f{number}": 100.0 for number in range(20)}


@pytest.mark.parametrize(
    ("late", "told"),
    [
        ({}, False),
        ({"late": 30.0}, True),
        ({"late": 30.0, "later": 30.0}, True),
        ({"late": 30.0, "later": 30.0, "latest": 30.0}, False),
        ({"late": 300.0, "later": 3.0, "latest": 3.0}, True),
    ],
    ids=["nobody", "one", "two", "three alike", "three, one of them large"],
)
def test_a_revision_is_judged_like_a_figure_by_those_who_moved_it(late: Held, told: bool) -> None:
    found = changes(_release({"2024|3302|06": MANY}), _release({"2024|3302|06": MANY | late}), Rules())
    assert bool(found.changed) == bool(late)
    assert found.telling == ({"2024|3302|06"} if told else frozenset())


def test_a_return_that_was_withdrawn_or_corrected_moved_too() -> None:
    without = {firm: amount for firm, amount in MANY.items() if firm != "f0"}
    assert changes(_release({"k": MANY}), _release({"k": without}), Rules()).telling == {"k"}
    assert changes(_release({"k": MANY}), _release({"k": MANY | {"f1": 70.0}}), Rules()).telling == {"k"}


def test_a_row_of_one_release_alone_has_no_difference() -> None:
    assert not changes(_release({"2023": MANY}), _release({"2024": {"f1": 1.0}}), Rules()).changed


def test_the_amounts_of_a_row_are_summed_by_holder_and_weighted() -> None:
    contributions = pa.table(
        {
            "inner": ["a", "b", "a", "a"],
            "measure": ["value_added"] * 4,
            "holder": ["f1", "f1", "f2", None],
            "amount": [10.0, 4.0, 5.0, 7.0],
        }
    )
    published = pa.table(
        {
            "dataset": ["d", "d", "other"],
            "key": ["2024|T", "2024|T", "2024|T"],
            "cell": ["c", "c", "o"],
            "measure": ["value_added:revised"] * 2 + ["value_added"],
            "inner": ["a", "b", "a"],
            "coefficient": [1.0, 0.5, 1.0],
        }
    )
    rows = amounts("d", contributions, published).to_pylist()
    assert [(row["holder"], row["amount"]) for row in rows] == [("f1", 12.0), ("f2", 5.0)]
