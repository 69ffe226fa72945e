"""Two releases of a figure tell their difference, and with it who came late."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from expectations.disclosure.changes import Changes, amounts, at_risk, changes
from expectations.disclosure.rules import Rules

Held = dict[str, float]


def _release(rows: dict[str, Held]) -> pa.Table:
    listed = [(key, "reported", holder, amount) for key, held in rows.items() for holder, amount in held.items()]
    return pa.Table.from_pylist(
        [dict(zip(("key", "measure", "holder", "amount"), row, strict=True)) for row in listed],
        schema=pa.schema([("key", "string"), ("measure", "string"), ("holder", "string"), ("amount", "double")]),
    )


def _changes(earlier: dict[str, Held], later: dict[str, Held], shown: Sequence[str] | None = None) -> Changes:
    return changes(_release(earlier), _release(later), [*earlier] if shown is None else shown, Rules())


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
    found = _changes({"2024|3302|06": MANY}, {"2024|3302|06": MANY | late})
    assert bool(found.changed) == bool(late)
    assert set(found.telling) == ({"2024|3302|06"} if told else set())


def test_a_return_that_was_withdrawn_or_corrected_moved_too() -> None:
    without = {firm: amount for firm, amount in MANY.items() if firm != "f0"}
    assert _changes({"k": MANY}, {"k": without}).telling.keys() == {"k"}
    assert _changes({"k": MANY}, {"k": MANY | {"f1": 70.0}}).telling.keys() == {"k"}


def test_who_comes_late_into_an_empty_row_is_told_by_it() -> None:
    """A public zero is a figure; a row that the earlier release did not show has no difference."""
    assert _changes({}, {"k": {"f1": 1.0}}, shown=["k"]).telling.keys() == {"k"}
    assert _changes({"k": {"f1": 1.0}}, {}, shown=["k"]).telling.keys() == {"k"}
    assert _changes({}, {"k": {"f1": 1.0}}, shown=[]).changed == frozenset()


def test_an_amount_under_another_holders_name_moves_nothing() -> None:
    """A name that is linked now, another parent: the figure is the same; who is late beside it is told all the same."""
    renamed = {f"{firm} linked" if firm in ("f0", "f1") else firm: amount for firm, amount in MANY.items()}
    assert _changes({"k": MANY}, {"k": renamed}).telling == {}
    assert _changes({"k": MANY}, {"k": renamed | {"late": 30.0}}).telling.keys() == {"k"}


def test_a_change_that_tells_wants_as_much_doubt_as_the_change_and_not_the_figure() -> None:
    """One return of 20 beside 2,000: 11 % of it (dominance) is 0.11 % of the figure."""
    assert _changes({"k": MANY}, {"k": MANY | {"late": 20.0}}).telling == pytest.approx({"k": 20 / 9 / 2020 * 100})
    assert _changes({"k": {"f1": 1.0}}, {}, shown=["k"]).telling == {"k": 100.0}


def test_the_rows_at_risk_of_a_release_are_those_of_few_or_unequal_holders() -> None:
    rows = {"many": MANY, "few": {"f1": 1.0, "f2": 1.0}, "unequal": {"f1": 100.0, "f2": 1.0, "f3": 1.0}}
    assert at_risk(_release(rows), Rules()) == {"few", "unequal"}


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
