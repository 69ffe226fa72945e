"""What stands in for a public mapping that does not exist keeps to the lists that do, and says what it is."""

import re
from collections import defaultdict
from decimal import Decimal

from tests.house.test_parameters import seed

CRITERIA = {"density", "scale", "rd_intensity", "criteria_needed"}


def test_clusters_are_those_of_their_list() -> None:
    named = {
        (row["version"], row["cluster"]) for row in seed("reference/ningbo_clusters_361") if "361" in row["scheme"]
    }
    mapped = {(row["version"], row["cluster"]) for row in seed("concordances/cluster_industry")}
    assert mapped == named, "every cluster of both lists has an industry, and none is invented"
    codes = {row["zh"] for row in seed("codelists/cluster") if row["code"] not in ("_T", "_U")}
    assert codes == {cluster for _, cluster in named}
    assert {row["code"] for row in seed("codelists/cluster_list")} == {version for version, _ in named}


def test_clusters_claim_patent_intensive_industries_and_no_more_than_all_of_each() -> None:
    members = {row["gbt4754_code"]: row["gbt4754_name"] for row in seed("codelists/patent_intensive_2019")}
    claimed: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in seed("concordances/cluster_industry"):
        assert members.get(row["gbt4754_code"]) == row["gbt4754_name"], row
        assert 0 < Decimal(row["coefficient"]) <= 1, row
        claimed[row["version"], row["gbt4754_code"]] += Decimal(row["coefficient"])
    assert {key: share for key, share in claimed.items() if share > 1} == {}


def test_an_industry_stands_once_in_a_cluster() -> None:
    keys = [(row["version"], row["cluster"], row["gbt4754_code"]) for row in seed("concordances/cluster_industry")]
    assert len(set(keys)) == len(keys)


def test_the_mapping_is_marked_as_reconstructed_or_names_its_document() -> None:
    for row in seed("concordances/cluster_industry"):
        official = re.fullmatch("[0-9a-f]{64}", row["document_sha256"])
        assert official or ("重建" in row["source"] and row["confidence"] in ("guess", "likely")), row


def test_the_criteria_of_intensity_have_one_threshold_at_a_time_and_a_source() -> None:
    rows = seed("parameters/intensity_criteria")
    for year in range(2019, 2030):
        valid = [row["criterion"] for row in rows if int(row["valid_from"]) <= year <= int(row["valid_to"])]
        assert sorted(valid) == sorted(CRITERIA), year
    assert all(row["source"] for row in rows)


def test_candidates_are_classes_of_2017_in_pools_of_the_stated_size_with_their_provenance() -> None:
    classes = {row["code"] for row in seed("codelists/gbt4754_2017") if row["level"] == "4"}
    pools: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in seed("codelists/patent_intensive_2019_candidates"):
        assert row["gbt4754_code"] in classes and row["provenance"], row
        pools[row["code2"]].append(row)
    for middle, rows in pools.items():
        (stated,) = {(int(row["pick_k"]), int(row["pool_n"])) for row in rows}
        assert stated[0] <= stated[1] == len(rows) == len({row["gbt4754_code"] for row in rows}), middle
        certain = [row for row in rows if row["confidence"] == "forced"]
        assert len(certain) in (0, stated[0]), middle
    assert len(pools) == 31


def test_the_reconstruction_takes_of_each_pool_as_many_as_the_order_does() -> None:
    """The official annex owes the candidates nothing."""
    taken: dict[str, set[str]] = defaultdict(set)
    for row in seed("codelists/patent_intensive_2019"):
        taken[row["code2"]].add(row["gbt4754_code"] if not row["annex_sha256"] else "official")
    pools: dict[str, set[str]] = defaultdict(set)
    sizes = {}
    for row in seed("codelists/patent_intensive_2019_candidates"):
        pools[row["code2"]].add(row["gbt4754_code"])
        sizes[row["code2"]] = int(row["pick_k"])
    for middle, members in taken.items():
        assert members == {"official"} or (members <= pools[middle] and len(members) == sizes[middle]), middle
