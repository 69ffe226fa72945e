"""The recorded defects: each stands where the truth says, and undoing them all gives the clean delivery."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from sample_feeds import headers
from tests.unit.sample_feeds.delivered import Delivered
from tests.unit.sample_feeds.reading import forms, rows_of

HEADERS = {
    "unit_register": headers.UNIT_REGISTER,
    "industrial_returns": headers.INDUSTRIAL_RETURNS,
    "service_returns": headers.SERVICE_RETURNS,
    "gdp_accounts": headers.GDP_ACCOUNTS,
    "technology_contracts": headers.TECHNOLOGY_CONTRACTS,
    "patents": headers.PATENTS,
    "typical_cases": headers.TYPICAL_CASES,
} | {form.name: form.header for form in forms()}
Record = dict[str, Any]


def test_no_row_has_two_defects(tiny: Delivered) -> None:
    places = Counter((d["feed"], d["file"], d["sheet"], d["row"]) for d in _defects(tiny))
    assert max(places.values()) == 1


def test_each_cell_holds_what_the_truth_says(tiny: Delivered) -> None:
    for defect in _defects(tiny):
        if defect["column"] is not None:
            rows = rows_of(tiny.folder, defect["feed"], defect["file"], defect["sheet"])
            assert rows[defect["row"] - 1][_position(defect)] == defect["was"], defect


def test_a_duplicate_is_the_second_of_two_equal_rows(tiny: Delivered) -> None:
    for defect in _of_kind(tiny, "duplicate_row"):
        rows = rows_of(tiny.folder, defect["feed"], defect["file"], defect["sheet"])
        row = rows[defect["row"] - 1]
        assert [i for i, other in enumerate(rows, 1) if other == row][1:] == [defect["row"]]


def test_corrected_defects_say_what_becomes_of_them_and_others_do_not(tiny: Delivered) -> None:
    for defect in _defects(tiny):
        assert (defect["becomes"] is not None) == (defect["treatment"] == "corrected"), defect


def test_a_superseded_return_was_reported_before_the_one_that_counts(tiny: Delivered) -> None:
    for defect in _of_kind(tiny, "superseded_return"):
        rows = rows_of(tiny.folder, defect["feed"], defect["file"], None)
        of_unit = {i: row[7] for i, row in enumerate(rows, 1) if row[0] == defect["entity"]}
        assert len(of_unit) == 2
        assert min(of_unit, key=lambda i: of_unit[i]) == defect["row"]


@pytest.mark.parametrize("feed", ["industrial_returns", "service_returns"])
def test_undoing_the_defects_gives_the_true_returns(tiny: Delivered, feed: str) -> None:
    sector = "industry" if feed == "industrial_returns" else "service"
    lost = {(d["entity"], d["file"][-8:-4]) for d in _lost(tiny, f"statistics_bureau/{feed}")}
    truth = {
        (unit["organisation_code"], str(unit["year"])): unit
        for unit in tiny.truth("units").to_pylist()
        if unit["sector"] == sector and unit["reports"]
    }
    repaired = {(row["organisation_code"], row["year"]): row for row in _repaired(tiny, f"statistics_bureau/{feed}")}
    assert set(repaired) == set(truth) - lost
    money = [name for name, _ in headers.INDUSTRIAL_RETURNS[8:]]
    for key, row in repaired.items():
        assert {name: int(row[name] or 0) for name in money} == {name: truth[key][name] for name in money}
        assert row["industry_code"] == truth[key]["industry_code"]


def test_undoing_the_defects_gives_the_true_contracts(tiny: Delivered) -> None:
    feed = "science_bureau/technology_contracts"
    lost = {d["entity"] for d in _lost(tiny, feed)}
    truth = {contract["contract_number"]: contract for contract in tiny.truth("contracts").to_pylist()}
    repaired: dict[str, Record] = {}
    for row in sorted(_repaired(tiny, feed), key=lambda row: str(row["registered_on"])):
        repaired[row["contract_number"]] = row
    assert set(repaired) == set(truth) - lost
    for number, row in repaired.items():
        contract = truth[number]
        assert (row["contract_state"] == "撤销") == contract["cancelled"]
        assert _amount(row["contract_value"]) == contract["contract_value"]
        assert _amount(row["technical_value"]) == contract["technical_value"]
        assert row["signed_on"] == str(contract["signed_on"])
        assert [n for n in row["patent_numbers"].split(";") if n] == contract["patents"]


def _defects(tiny: Delivered) -> list[Record]:
    records: list[Record] = tiny.truth("defects").to_pylist()
    return records


def _of_kind(tiny: Delivered, kind: str) -> list[Record]:
    return [defect for defect in _defects(tiny) if defect["kind"] == kind]


def _lost(tiny: Delivered, feed: str) -> list[Record]:
    """Defects whose entity has no good row left."""
    still_counts = {"duplicate_row", "superseded_return", "unit_not_on_register"}
    quarantined = (d for d in _defects(tiny) if d["feed"] == feed and d["treatment"] == "quarantined")
    return [d for d in quarantined if d["kind"] not in still_counts]


def _position(defect: Record) -> int:
    return headers.names(HEADERS[defect["feed"].split("/")[1]]).index(defect["column"])


def _repaired(tiny: Delivered, feed: str) -> Iterator[Record]:
    """The rows of a CSV feed with quarantined rows left out and corrected cells put right."""
    faults = {(d["file"], d["row"]): d for d in _defects(tiny) if d["feed"] == feed}
    names = headers.names(HEADERS[feed.split("/")[1]])
    for path in sorted((tiny.folder / feed).glob("*.csv")):
        preceding = 1 + len(headers.header_rows(HEADERS[feed.split("/")[1]]))
        for number, cells in enumerate(rows_of(tiny.folder, feed, path.name, None), 1):
            fault = faults.get((path.name, number))
            if number <= preceding or (fault and fault["treatment"] == "quarantined"):
                continue
            row = dict(zip(names, cells, strict=True))
            yield row | {fault["column"]: fault["becomes"]} if fault else row


def _amount(text: str) -> Decimal | None:
    return None if text in ("", "-1") else Decimal(text)
