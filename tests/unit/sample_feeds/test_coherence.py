"""The feeds agree with each other: holders, sellers, cases and accounts."""

import csv
from decimal import Decimal

import numpy as np

from sample_feeds.contracts import draw_contracts
from sample_feeds.patents import draw_patents
from sample_feeds.reference import SEEDS, load_reference
from sample_feeds.scale import Part, Scale
from sample_feeds.trades import trades
from sample_feeds.units import draw_units
from tests.unit.sample_feeds.delivered import Delivered
from tests.unit.sample_feeds.reading import csv_rows

POPULATION = "statistics_bureau__population"


def test_patentees_and_sellers_stand_on_the_register(tiny: Delivered) -> None:
    names = _registered_names(tiny)
    mentions = [row for row in tiny.truth("mentions").to_pylist() if row["organisation_code"]]
    assert {row["column"] for row in mentions} == {"patentee", "seller_name", "buyer_name"}
    for row in mentions:
        assert (row["name"] in names) == (row["differs_by"] in ("", "rename", "joint")), row


def test_a_case_cites_patents_in_force_of_its_subject(tiny: Delivered) -> None:
    patents = {p["app_number"]: p for p in tiny.truth("patents").to_pylist()}
    for case in tiny.truth("cases").to_pylist():
        for number in case["patent_numbers"].split(";"):
            assert patents[number]["organisation_code"] == case["subject_code"]
            assert patents[number]["status_code"] == "10"


def test_a_cases_amount_is_its_contracts_value_unless_it_overstates(tiny: Delivered) -> None:
    contracts = {c["contract_number"]: c for c in tiny.truth("contracts").to_pylist()}
    cases = [case for case in tiny.truth("cases").to_pylist() if case["true_contract"]]
    assert cases
    for case in cases:
        contract = contracts[case["true_contract"]]
        assert Decimal(case["true_contract_value"]) == contract["contract_value"]
        assert Decimal(case["amount"]) - contract["contract_value"] in (0, 50)
        assert case["patent_numbers"].split(";") == contract["patents"]


def test_patent_related_turnover_is_near_the_citys(tiny: Delivered) -> None:
    for year, hundred_millions in zip(range(2021, 2026), (40, 52, 66, 82, 96), strict=True):
        total = sum(
            contract["contract_value"]
            for contract in tiny.truth("contracts").to_pylist()
            if contract["in_ningbo"]
            and contract["patent_related"]
            and not contract["cancelled"]
            and contract["signed_on"].year == year
            and contract["contract_value"] is not None
        )
        assert abs(total / 10_000 - hundred_millions) < 1


def test_december_is_the_peak_of_contracts() -> None:
    contracts = _part(0).contracts
    month = contracts.signed.astype("datetime64[M]").astype(np.int64) % 12
    assert np.bincount(month).argmax() == 11


def test_cases_name_clusters_of_the_list_in_force(tiny: Delivered) -> None:
    with (SEEDS / "reference/ningbo_clusters_361.csv").open(encoding="utf-8") as file:
        known = {(row["version"], row["cluster"]) for row in csv.DictReader(file)} | {("", "")}
    cases = tiny.truth("cases").to_pylist()
    assert {(case["cluster_version"], case["cluster"]) for case in cases} <= known
    named = {(version, name) for trade in trades() for version, name in trade.clusters.items() if name}
    assert named <= known


def test_gdp_of_the_city_is_as_published(tiny: Delivered) -> None:
    rows = {(r["year"], r["version"], r["area_name"]): r for r in tiny.truth("gdp").to_pylist()}
    assert rows[2024, "初步核算", "宁波市"]["gdp"] == Decimal("18147.70")
    assert rows[2023, "初步核算", "宁波市"]["gdp"] == Decimal("16452.80")
    assert rows[2023, "普查修订", "宁波市"]["gdp"] == Decimal("17146.60")
    assert len({(year, version) for year, version, _ in rows}) == 13


def test_population_of_the_city_is_as_published_and_near_the_sum_of_its_divisions(tiny: Delivered) -> None:
    rows = {(r["year"], r["area_name"]): Decimal(r["population"]) for r in tiny.truth(POPULATION).to_pylist()}
    assert rows["2024", "宁波市"] == Decimal("977.7")
    for year in {year for year, _ in rows}:
        divisions = [name for known, name in rows if known == year and not name.startswith(("其中", "宁波市"))]
        assert abs(sum(rows[year, name] for name in divisions) - rows[year, "宁波市"]) < 10


def test_parts_of_a_scale_share_no_identifier() -> None:
    first, second = _part(0), _part(1)
    assert not set(first.units.code.to_pylist()) & set(second.units.code.to_pylist())
    assert not set(first.units.name.to_pylist()) & set(second.units.name.to_pylist())
    assert not set(first.patents.number.to_pylist()) & set(second.patents.number.to_pylist())
    assert not set(first.contracts.number.to_pylist()) & set(second.contracts.number.to_pylist())


class _part:
    """A part of a scale of two."""

    def __init__(self, number: int) -> None:
        part = Part(Scale("pair", 2, 300, 120, 60, 10, 8_000, 2_000, 10, 2), number, 3302)
        self.units = draw_units(part, load_reference())
        self.patents = draw_patents(part, self.units)
        self.contracts = draw_contracts(part, self.units, self.patents)


def _registered_names(tiny: Delivered) -> set[str]:
    files = (tiny.folder / "statistics_bureau/unit_register").glob("*.csv")
    return {row[1] for path in files for row in csv_rows(path)[3:]}
