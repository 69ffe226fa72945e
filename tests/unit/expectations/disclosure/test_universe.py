"""Whole universes by hand: a ratio of two sums, and a total whose other parts are public."""

import pyarrow as pa
import pytest

from expectations.disclosure.changes import amounts
from expectations.disclosure.linked import Past
from expectations.disclosure.protection import Outcome, Universe, protect
from expectations.disclosure.rules import Rules
from tests.unit.published.described import dataset, row, table

SAFE = {"a": 5, "b": 4, "c": 3, "d": 2}
ALONE = {"a": 7}
CITY, PART = "2024|3302", "2024|330203"
Amounts = dict[str, dict[str, dict[str | None, float]]]


def protected(
    spec: dict[str, object], rows: list[dict[str, object]], held: Amounts, cells: list[tuple[str, ...]]
) -> Outcome:
    """Disclosure control of `orchard_yield`. `held`: inner cell ► measure ► holder ► amount; `cells`: key, cell,
    measure and inner cell.
    """
    contributions = pa.Table.from_pylist(
        [
            {"inner": inner, "measure": measure, "holder": holder, "amount": float(amount)}
            for inner, measures in held.items()
            for measure, holders in measures.items()
            for holder, amount in holders.items()
        ]
    )
    names = ("key", "cell", "measure", "inner")
    published = pa.Table.from_pylist(
        [{"dataset": "orchard_yield", "coefficient": 1.0} | dict(zip(names, cell, strict=True)) for cell in cells]
    )
    of = dataset(disclosure={"universe": "orchards", "rules": "default", **spec})
    before = {of.name: amounts(of.name, contributions, published)}
    return protect(
        Universe("orchards", (of,), {of.name: table(*rows)}, before, contributions, published, Past()), Rules()
    )


def shown(outcome: Outcome) -> dict[str, dict[str, object]]:
    return {key: content for key, (_, content) in outcome.shown["orchard_yield"].rows.items()}


@pytest.mark.parametrize("lone", ["spent", "earned"])
def test_a_ratio_is_withheld_where_either_of_its_sums_is_that_of_few(lone: str) -> None:
    """Neither sum is published; what is public of the row stays, and what would tell the ratio goes with it."""
    held: Amounts = {CITY: {"spent": {**SAFE}, "earned": {**SAFE}}, PART: {"spent": {**SAFE}, "earned": {**SAFE}}}
    held[PART][lone] = {**ALONE}
    outcome = protected(
        {"levels": ["share_of_gdp"], "stays": ["value_added"], "tells": ["remark"]},
        [row(remark="above"), row(area="330203", remark="below")],
        held,
        [(key, key, measure, key) for key in (CITY, PART) for measure in ("spent", "earned")],
    )
    rows = shown(outcome)
    assert outcome.check().passed and outcome.withheld("orchard_yield") == {PART}
    assert rows[PART]["share_of_gdp"] is None and rows[PART]["remark"] is None and rows[PART]["conf_status"] == "C"
    assert rows[PART]["value_added"] == rows[CITY]["value_added"] is not None
    assert rows[CITY]["share_of_gdp"] is not None and rows[CITY]["remark"] == "above"


@pytest.mark.parametrize("firms", [SAFE, ALONE])
def test_a_total_shares_the_status_of_its_only_part_that_is_not_public(firms: dict[str | None, float]) -> None:
    """The parts of public bodies have no holder and are never withheld for it."""
    made = sum(firms.values())
    outcome = protected(
        {"levels": ["value_added"]},
        [row(value=str(made + 100)), row(area="330203", value=str(made)), row(area="330205", value="100")],
        {"firms": {"value_added": firms}, "body": {"value_added": {None: 100}}},
        [
            (PART, PART, "value_added", "firms"),
            ("2024|330205", "2024|330205", "value_added", "body"),
            (CITY, PART, "value_added:all", "firms"),
            (CITY, PART, "value_added:all", "body"),
        ],
    )
    empty = {key for key, content in shown(outcome).items() if content["value_added"] is None}
    assert outcome.check().passed
    assert empty == outcome.withheld("orchard_yield") == ({CITY, PART} if firms is ALONE else set())
