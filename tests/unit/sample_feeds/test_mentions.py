"""Names differ from the register at fixed rates, and the truth says how."""

from collections import Counter

import pytest

from sample_feeds.as_written import write_parties, write_patentees
from sample_feeds.contracts import draw_contracts
from sample_feeds.mentions import RATES
from sample_feeds.patents import draw_patents
from sample_feeds.reference import load_reference
from sample_feeds.scale import Part, Scale
from sample_feeds.units import draw_units
from tests.unit.sample_feeds.delivered import Delivered

Row = dict[str, str]
ASKED = {"form": 0.03, "rename": 0.02, "branch": 0.01, "typo": 0.01, "joint": 0.01}


@pytest.fixture(scope="module")
def mentions() -> list[Row]:
    part = Part(Scale("some", 1, 3_000, 1_200, 900, 20, 60_000, 8_000, 10, 2), 0, 3302)
    units = draw_units(part, load_reference())
    patents = draw_patents(part, units)
    _, parties = write_parties(part, units, draw_contracts(part, units, patents))
    return [*write_patentees(part, units, patents, 2025).truth.to_pylist(), *parties.to_pylist()]


def kinds(rows: list[Row]) -> Counter[str]:
    return Counter(row["differs_by"].removeprefix("unregistered_") for row in rows)


@pytest.mark.parametrize("column", ["patentee", "seller_name", "buyer_name"])
def test_each_kind_of_difference_has_its_rate(mentions: list[Row], column: str) -> None:
    rows = [row for row in mentions if row["column"] == column]
    counted = kinds(rows)
    assert RATES == ASKED
    for kind, rate in ASKED.items():
        assert counted[kind] / len(rows) == pytest.approx(rate, abs=0.001), kind


def test_eight_in_a_hundred_occurrences_differ(mentions: list[Row]) -> None:
    counted = kinds(mentions)
    assert sum(counted[kind] for kind in ASKED) >= 0.08 * len(mentions)


def test_every_name_of_a_cell_is_told_in_the_truth(tiny: Delivered) -> None:
    cells = {row["app_number"]: row["patentee"] for row in tiny.truth("patents").to_pylist()}
    told: dict[str, list[str]] = {}
    for row in tiny.truth("mentions").to_pylist():
        if row["column"] == "patentee":
            told.setdefault(row["key"], []).append(row["name"])
    assert set(told) == set(cells)
    for number, names in told.items():
        rest = cells[number]
        for name in names:
            assert name in rest
            rest = rest.replace(name, "", 1)
        assert rest.strip(";；、，,/| ") == ""


def test_who_is_outside_the_register_has_no_code(tiny: Delivered) -> None:
    outside = [row for row in tiny.truth("mentions").to_pylist() if row["organisation_code"] is None]
    assert outside
    assert {row["differs_by"] for row in outside} <= {"", "joint", "lookalike"}
