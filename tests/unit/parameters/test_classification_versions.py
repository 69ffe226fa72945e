"""From which day on each version of a classification is in force, by hand."""

from datetime import date

from tests.unit.parameters.made import made

IN_FORCE = {
    ("patent_intensive", "2019"): date(2018, 1, 1),
    ("high_technology_manufacturing", "2017"): date(2017, 1, 1),
    ("high_technology_services", "2018"): date(2018, 1, 1),
}
SEEDS = ("patent_intensive_2019", "cluster_industry", "cluster", "high_technology_2017", "high_technology_group")


def test_a_version_is_in_force_from_its_day_and_none_is_superseded_yet() -> None:
    lists = "select '' as cluster_list, date '2023-01-01' as valid_from, null::date as superseded_on where false"
    rows = made("int_classification_members", "classification_versions", *SEEDS, int_cluster_lists=lists)
    official = [row for row in rows if row["classification"] != "cluster_361"]
    assert {(row["classification"], row["list_version"]): row["valid_from"] for row in official} == IN_FORCE
    assert {row["valid_to"] for row in official} == {None}
